"""The seed: a translated memorandum of 1962, from the web page's text to TEI, to RDF, to answers.

Each test is one point of what an archivist would want marked, with the markup written out. `@resp="#regesta"` and `@ana` (the
rule) are on every statement and left out here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import regesta
from rdf.query import ask
from regesta.validation import problems

SEEDS = Path(__file__).parent.parent / "seeds"
SOURCE = SEEDS / "000_3824588f5786910d.txt"
NAME = "000_3824588f5786910d.txt"


@pytest.fixture(scope="module")
def document() -> regesta.Document:
    return regesta.convert(SOURCE, authority=[SEEDS / "authority" / "seed.xml"])


@pytest.fixture(scope="module")
def tei(document: regesta.Document) -> str:
    text = re.sub(r' (?:ana|resp)="[^"]*"', "", str(document))
    return re.sub(r"</?seg\b[^>]*>", "", text).replace(NAME, "SEED")


def element(tei: str, start: str, name: str) -> str:
    """The element that begins with `start`, to its end tag."""
    begin = tei.index(start)
    return tei[begin : tei.index(f"</{name}>", begin) + len(name) + 3]


def test_it_restores_byte_for_byte(document: regesta.Document) -> None:
    assert regesta.read(bytes(document)).restore() == SOURCE.read_bytes()


def test_it_is_valid_and_its_contradictions_are_warnings(document: regesta.Document) -> None:
    assert [(p.level, p.message) for p in problems(document)] == [
        ("warning", "The record is dated April 29, 1962, the very day of what it answers: Memorandum of Government of the "
                    "Soviet Union, 29 April."),
        ("warning", "A routing note is dated 1963-05-08 (or 1963-08-05), 12 months after the record’s date, April 29, 1962."),
        ("warning", "A routing note is dated 1963-05-08 (or 1963-08-05), 12 months after the record’s date, April 29, 1962."),
    ]  # fmt: skip


# The header


def test_the_page_around_the_document_is_kept_verbatim(document: regesta.Document) -> None:
    xeno = document.tree.find(".//{*}xenoData")
    assert xeno is not None and xeno.text is not None
    assert (xeno.text.splitlines()[0], xeno.text.splitlines()[-1]) == ("Search in", "English HTML")


def test_title_abstract_date(tei: str) -> None:
    title = "Response to the Soviet Side’s Memorandum of 29 April on the Mass Exodus of Xinjiang Chinese Residents to the Soviet Union"
    assert f'<title type="main" source="SEED#char=342,463" cert="high">{title}</title>' in tei
    assert (
        '<abstract source="SEED#char=215,336" cert="high"><p>The Chinese Government rejects the Soviet position on the flight of '
        "60,000 Uyghurs and Kazakhs from Xinjiang to the USSR.</p></abstract>"
    ) in tei
    assert '<creation><date when="1962-04-29" type="record" source="SEED#char=466,480" cert="high">April 29, 1962</date>' in tei


def test_translator_funders_publisher(tei: str) -> None:
    assert '<resp key="trl">translated by</resp><persName ref="#charles-kraus">Charles Kraus</persName></respStmt>' in tei
    assert '<funder ref="#macarthur-foundation" source="SEED#char=134,154" cert="high">MacArthur Foundation</funder>' in tei
    assert '<funder ref="#henry-luce-foundation" source="SEED#char=156,177" cert="high">Henry Luce Foundation</funder>' in tei
    assert (
        '<publisher ref="#wilson-center-digital-archive" source="SEED#char=482,531" cert="high">History and Public Policy Program '
        "Digital Archive</publisher>"
    ) in tei


def test_holder_shelfmark_pages(tei: str) -> None:
    assert '<repository key="prc-fma" ref="#prc-fma" source="SEED#char=533,540" cert="high">PRC FMA</repository>' in tei
    assert '<idno type="shelfmark" source="SEED#char=541,553" cert="high">118-01154-04</idno>' in tei
    assert '<locus from="35" to="39" source="SEED#char=555,560" cert="high">35-39</locus>' in tei


def test_who_speaks_in_the_first_words_is_the_author_though_not_for_certain(tei: str) -> None:
    assert '<author source="SEED#char=903,921" cert="medium"><orgName ref="#cn-gov">Chinese Government</orgName></author>' in tei


# The notes above the title


def test_the_first_routing_note(tei: str) -> None:
    assert element(tei, '<note type="routing" place="top" xml:id="q-ea5739c2"', "note") == (
        '<note type="routing" place="top" xml:id="q-ea5739c2" cert="medium">Comrade <persName ref="#zhang-hanfu" cert="high">'
        '<supplied reason="name-completion" cert="high">Zhang</supplied> Hanfu</persName>, please check.—'
        '<persName ref="#qiao-guanhua" cert="high"><supplied reason="name-completion" cert="high">Qiao</supplied> Guanhua</persName>, '
        '<date when-custom="[1963-05-08,1963-08-05]" datingMethod="#edtf" cert="low">8/5, 1963</date>.</note>'
    )


def test_in_the_second_note_hanfu_is_the_zhang_hanfu_of_the_first(tei: str) -> None:
    assert '<persName ref="#zhang-hanfu" cert="medium">Hanfu</persName>, <date when-custom="[1963-05-08,1963-08-05]"' in tei


def test_a_completed_name_and_a_named_office(tei: str) -> None:
    assert (
        '<persName ref="#chen-yi" cert="high">Chen <supplied reason="name-completion" cert="medium">Yi</supplied></persName> and '
        '<rs type="person" ref="#zhou-enlai" cert="high">the Premier <note type="gloss" place="inline" cert="high">'
        '<persName ref="#zhou-enlai" cert="high">Zhou Enlai</persName></note></rs> for approval'
    ) in tei


# Editorial marks in the text


def test_what_could_not_be_read(document: regesta.Document) -> None:
    gaps = [a for a in document.annotations if a.element == "gap"]
    assert [(document.text[a.start : a.end], a.attrs, a.cert) for a in gaps] == [
        ("[illegible]", {"reason": "illegible"}, "high")
    ] * 3


def test_sic_is_of_the_name_before_it(tei: str) -> None:
    assert '<placeName ref="#bakhty" cert="high"><sic cert="high">Ba-ke-tu</sic></placeName>' in tei


def test_supplied_words(document: regesta.Document) -> None:
    supplied = [a for a in document.annotations if a.element == "supplied"]
    assert [(document.text[a.content[0] : a.content[1]], a.attrs["reason"]) for a in supplied] == [
        ("Zhang", "name-completion"),
        ("Qiao", "name-completion"),
        ("Yi", "name-completion"),
        ("1962", "date-completion"),
        ("this", "subaudible"),
        ("this", "subaudible"),
        ("the border crossings", "subaudible"),
        ("wanted to", "subaudible"),
        ("the Soviet Union", "subaudible"),
        ("is because", "subaudible"),
        ("on this", "subaudible"),
        ("about this situation", "subaudible"),
        ("neighboring", "subaudible"),
    ]


def test_what_could_be_one_or_the_other_is_marked_as_doubtful(document: regesta.Document) -> None:
    neighboring = document.text.index("[neighboring]")
    assert [a.cert for a in document.annotations if a.start == neighboring and a.element == "supplied"] == ["low"]


def test_the_gloss_on_it_is_no_part_of_the_sentence(tei: str) -> None:
    assert re.search(r'so it <note type="gloss" place="inline" cert="\w+">the barbed wire fences</note> was okay', tei)


# Dates and numbers


def test_a_date_completed_by_the_editor(tei: str) -> None:
    assert (
        '<date when="1962-04-29" cert="high">29 April <supplied reason="date-completion" cert="high">1962</supplied></date>' in tei
    )


def test_a_year_from_the_context_says_so(tei: str) -> None:
    assert '<date when="1962-04-23" evidence="internal" cert="medium">23 April</date>' in tei


def test_numbers_with_what_they_count(tei: str) -> None:
    assert (
        '<measure unit="person" commodity="Chinese residents" quantity="20000" subtype="approximate" type="count" cert="medium">roughly 20,000 '
        "Chinese residents</measure>"
    ) in tei
    assert '<num value="60000" cert="high">60,000</num>' in tei


# Events


def events(document: regesta.Document) -> dict[str, tuple[str, str, str]]:
    return {e.id: (e.type, e.label, e.cert) for e in document.events}


def test_the_records_own_acts(document: regesta.Document) -> None:
    acts = [(e.type, e.label, dict(e.date)) for e in document.events if e.record]
    routed = {"when-custom": "[1963-05-08,1963-08-05]", "datingMethod": "#edtf"}
    assert acts == [
        ("writing", "Writing of this memorandum by Government of the People’s Republic of China", {"when": "1962-04-29"}),
        ("routing", "Routing by Qiao Guanhua to Zhang Hanfu, to check", routed),
        ("routing", "Routing by Zhang Hanfu to Chen Yi and Zhou Enlai, for approval", routed),
        ("approval", "Approval by Chen Yi and Zhou Enlai (requested)", {}),
        ("translation", "Translation by Charles Kraus", {}),
        ("digital-publication", "Digital publication by Wilson Center Digital Archive", {}),
    ]


def test_the_meeting_at_ba_ke_tu(document: regesta.Document) -> None:
    meeting = next(e for e in document.events if e.type == "meeting")
    assert (meeting.date, meeting.place, meeting.place_text) == ({"when": "1962-04-23"}, "bakhty", "Ba-ke-tu")
    assert [p.name for p in meeting.participants] == [
        "responsible cadres from the Soviet border defense organs",
        "Chinese side's border defense personnel",
    ]
    start, end = meeting.passages[0]
    assert document.text[start:end].startswith("Moreover, during a meeting between the responsible cadres")


def test_the_memoranda_of_24_and_29_april(document: regesta.Document) -> None:
    messages = {e.date["when"]: e for e in document.events if e.type == "message"}
    assert {when: [(p.role, p.ref) for p in e.participants] for when, e in messages.items()} == {
        "1962-04-29": [("sender", "su-gov")],
        "1962-04-24": [("sender", "cn-gov")],
    }
    assert [(r.name, r.active, r.passive) for r in document.relations] == [
        ("isReplyTo", f"#{document.metadata.id}", f"#{messages['1962-04-29'].id}")
    ]


def test_the_exodus_from_mid_march_with_the_numbers_claimed(document: regesta.Document) -> None:
    exodus = next(e for e in document.events if e.type == "exodus")
    assert (exodus.date_text, exodus.date["notBefore"]) == ("mid-March", "1962-03-11")
    assert [(q.text, q.value) for q in exodus.quantities] == [
        ("roughly 20,000 Chinese residents", 20000),
        ("roughly 20,000 people", 20000),
        ("60,000", 60000),
        ("nearly 60,000 residents", 60000),
    ]


def test_what_is_asked_for_is_not_told_as_having_happened(document: regesta.Document) -> None:
    assert [(e.type, e.modality) for e in document.events if e.modality] == [
        ("approval", "requested"),
        ("repatriation", "requested"),
    ]


def test_every_machine_statement_says_who_and_how_sure(document: regesta.Document) -> None:
    for found in document.tree.getroot().iter():
        if found.get("resp") == "#regesta":
            assert found.get("cert") in ("high", "medium", "low")
    assert all(a.resp == "#regesta" for a in document.annotations if a.cert)


# Questions


def test_who_is_mentioned_where(document: regesta.Document) -> None:
    rows = ask([document], "person-mentions", {"person": "zhang-hanfu"})
    assert [(r["passage"], r["certainty"]) for r in rows] == [("[Zhang] Hanfu", "high"), ("Hanfu", "medium")]


def test_where_it_is_illegible(document: regesta.Document) -> None:
    assert [r["start"] for r in ask([document], "illegible")] == ["3796", "6768", "7743"]


def test_where_the_original_is_held(document: regesta.Document) -> None:
    assert [(r["holder"], r["shelfmark"], r["pages"]) for r in ask([document], "holders")] == [
        ("Foreign Ministry Archive of the People’s Republic of China", "118-01154-04", "35-39")
    ]


def test_rdf_needs_the_tei_alone(document: regesta.Document, tmp_path: Path) -> None:
    alone = tmp_path / "alone.tei.xml"
    alone.write_bytes(bytes(document))
    assert regesta.read(alone).serialise("nquads") == document.serialise("nquads")
