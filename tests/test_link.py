"""Links between the documents of one corpus, on corpora of a few short texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from converters.corpus import edit
from regesta.cli import regesta
from tei.seal import untouched

SCHEMA = Path(__file__).parent.parent / ".." / "shared" / "schema" / "tei_all.rng"

DEPTEL = """61. Telegram From the Department of State to the Embassy in Vietnam

Washington, March 3, 1960—7 p.m.

1194. For Ambassador. Please see Minister Thuan and ask for his views.

Herter
"""
REPLY = """62. Telegram From the Embassy in Vietnam to the Department of State

Saigon, March 7, 1960—4 p.m.

2622. Reply to Deptel 1194. I saw Minister Thuan on March 5. See also Embtel 2500.

Durbrow
"""
MEMORANDUM = """63. Memorandum From the Assistant Secretary of State for Far Eastern Affairs (Parsons) to Secretary of State Herter

Washington, March 12, 1960.

In telegram 2622 from Saigon, March 7, Ambassador Durbrow reported a talk (see Document 62). For an earlier view see vol. II, Document 61.
"""
ANSWER = """64. Memorandum From Secretary of State Herter to the Assistant Secretary of State for Far Eastern Affairs (Parsons)

Washington, March 15, 1960.

I have read your memorandum of March 12. The memorandum of March 15 is not yet ready.
"""
TEXTS = {"d61": DEPTEL, "d62": REPLY, "d63": MEMORANDUM, "d64": ANSWER}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(regesta, [str(a) for a in arguments])


def corpus(folder: Path, texts: dict[str, str]) -> Path:
    """The TEI of a few texts."""
    for name, text in texts.items():
        path = folder / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert run("convert", folder / "texts", "-o", folder / "tei", "--quiet", "--language", "en").exit_code == 0
    return folder / "tei"


def linked(folder: Path) -> list[tuple[str, str, str, str]]:
    """Every link made: in which file, of what words, to what, how sure."""
    found = json.loads(run("link", folder, "--json").stdout)["links"]
    return [(Path(m["file"]).name[:-8], m["text"], " ".join(m["targets"]), m["cert"]) for m in found]


def relations(file: Path) -> list[dict[str, str]]:
    found = etree.parse(file).iterfind(".//{*}standOff/{*}listRelation[@type='corpus']/{*}relation")
    return [{str(k): str(v) for k, v in r.attrib.items()} for r in found]


@pytest.fixture
def tei(tmp_path: Path) -> Path:
    return corpus(tmp_path, TEXTS)


def test_what_a_corpus_cites_is_linked(tei: Path) -> None:
    assert linked(tei) == [
        ("d62", "Deptel 1194", "d61.tei.xml", "high"),
        ("d63", "telegram 2622", "d62.tei.xml", "high"),
        ("d63", "Document 62", "d62.tei.xml", "medium"),
        ("d64", "your memorandum of March 12", "d63.tei.xml", "high"),
    ]  # not linked: Embtel 2500, which is not here; vol. II, Document 61; d64 to itself


def test_links_stand_in_the_text_and_relations_beside_it(tei: Path) -> None:
    linked(tei)
    text = (tei / "d62.tei.xml").read_text("utf-8")
    assert ('<ref type="telegram" n="1194" subtype="deptel" resp="#regesta" cert="high" ana="#reference.telegram"'
            ' target="d61.tei.xml">Deptel 1194</ref>') in text  # fmt: skip
    assert relations(tei / "d62.tei.xml") == [
        {"name": "isReplyTo", "active": "#d62", "passive": "d61.tei.xml", "resp": "#regesta", "cert": "high"}
    ]
    assert relations(tei / "d63.tei.xml") == [
        {"name": "references", "active": "#d63", "passive": "d62.tei.xml", "resp": "#regesta", "cert": "high"}
    ]
    assert '<bibl type="memorandum" resp="#regesta" cert="high" ana="#reference.dated" corresp="d63.tei.xml">' in (
        tei / "d64.tei.xml"
    ).read_text("utf-8")


def test_a_stated_edition_makes_its_numbers_sure(tmp_path: Path) -> None:
    for name in ("d62", "d63"):
        path = tmp_path / "texts" / f"{name}.meta.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text('series = "Foreign Relations of the United States, 1958-1960, Volume I"\n')
    assert ("d63", "Document 62", "d62.tei.xml", "high") in linked(corpus(tmp_path, TEXTS))


def test_two_that_remain_are_both_kept(tmp_path: Path) -> None:
    other = MEMORANDUM.replace("63. ", "65. ").replace("see Document 62", "no number")
    found = linked(corpus(tmp_path, {**TEXTS, "d65": other}))
    assert ("d64", "your memorandum of March 12", "d63.tei.xml d65.tei.xml", "low") in found


def test_the_sender_decides(tmp_path: Path) -> None:
    other = MEMORANDUM.replace("63. ", "65. ").replace("(Parsons)", "(Steeves)").replace("see Document 62", "no number")
    found = linked(corpus(tmp_path, {**TEXTS, "d65": other}))
    assert ("d64", "your memorandum of March 12", "d63.tei.xml", "high") in found


def test_a_day_alone_is_a_weak_reason(tmp_path: Path) -> None:
    note = "66. Editorial Note\n\nThe memorandum of March 12, 1960, was discussed at the White House.\n"
    found = linked(corpus(tmp_path, {"d63": MEMORANDUM, "d66": note}))
    assert found == [("d66", "memorandum of March 12, 1960", "d63.tei.xml", "low")]


def test_letters_answer_letters(tmp_path: Path) -> None:
    texts = {
        "ask": "Geneva, May 3, 1938\n\nDear Mr. Adler,\n\nI write to ask for your help with the visas.\n\n"
        "Yours sincerely,\nRuth Baum\n",
        "note": "Geneva, May 3, 1938\n\nDear Mr. Stern,\n\nThe visas have not come.\n\nYours sincerely,\nRuth Baum\n",
        "answer": "Vienna, May 12, 1938\n\nDear Miss Baum,\n\nIn reply to your letter of 3 May 1938 I write to say "
        "that the passports are not here.\n\nYours sincerely,\nKarl Adler\n",
    }
    folder = corpus(tmp_path, texts)
    assert linked(folder) == [("answer", "your letter of 3 May 1938", "ask.tei.xml", "high")]
    assert [(r["name"], r["passive"]) for r in relations(folder / "answer.tei.xml")] == [("isReplyTo", "ask.tei.xml")]


def test_messages_told_of_are_documents_too(tmp_path: Path) -> None:
    told = (
        "66. Memorandum of Conversation\n\nWashington, March 20, 1960.\n\n"
        "On March 12, 1960, Mr. Parsons sent a memorandum to Secretary Herter about Vietnam.\n"
    )
    folder = corpus(tmp_path, {"d63": MEMORANDUM, "d66": told})
    assert linked(folder) == [("d66", "Message of Parsons to Herter", "d63.tei.xml", "high")]
    assert [(r["name"], r["cert"]) for r in relations(folder / "d66.tei.xml")] == [("references", "high")]
    assert linked(corpus(tmp_path / "other", {"d63": MEMORANDUM, "d66": told.replace("Parsons", "Dillon")})) == []


def test_telegrams_of_other_years_and_offices_are_others(tmp_path: Path) -> None:
    later = REPLY.replace("March 7, 1960", "March 7, 1962")
    assert not [m for m in linked(corpus(tmp_path, {"d61": DEPTEL, "d62": later})) if m[0] == "d62"]
    laos = REPLY.replace("Embassy in Vietnam", "Embassy in Laos").replace("Saigon", "Vientiane")
    assert not [m for m in linked(corpus(tmp_path, {"d61": DEPTEL, "d62": laos})) if m[0] == "d62"]


def test_linked_documents_are_valid_sealed_and_restored(tei: Path, tmp_path: Path) -> None:
    linked(tei)
    assert run("validate", tei, *(["--schema", SCHEMA] if SCHEMA.exists() else [])).exit_code == 0
    assert run("validate", tei).exit_code == 0
    assert run("restore", tei, "-o", tmp_path / "back").exit_code == 0
    for name, text in TEXTS.items():
        assert (tmp_path / "back" / f"{name}.txt").read_text("utf-8") == text
        assert untouched((tei / f"{name}.tei.xml").read_bytes())


def test_nothing_but_links_changes(tei: Path) -> None:
    before = (tei / "d62.tei.xml").read_bytes().splitlines()
    linked(tei)
    after = (tei / "d62.tei.xml").read_bytes().splitlines()
    assert [line.split()[0] for line in before if line not in after] == [b"<change", b"<p>2622."]
    assert [line.split()[0] for line in after if line not in before] == [
        b"<change", b'<listRelation', b"<relation", b"<p>2622.",
    ]  # fmt: skip


def test_a_second_run_changes_nothing(tei: Path) -> None:
    linked(tei)
    first = {p: p.read_bytes() for p in tei.iterdir()}
    result = run("link", tei)
    assert result.exit_code == 0 and "0 changed" in result.stdout
    assert {p: p.read_bytes() for p in tei.iterdir()} == first


def test_links_whose_target_is_gone_go(tei: Path) -> None:
    before = (tei / "d64.tei.xml").read_bytes()
    linked(tei)
    assert (tei / "d64.tei.xml").read_bytes() != before
    (tei / "d63.tei.xml").unlink()
    linked(tei)
    assert (tei / "d64.tei.xml").read_bytes() == before


def test_links_to_files_left_out_of_a_run_stay(tei: Path) -> None:
    linked(tei)
    first = (tei / "d64.tei.xml").read_bytes()
    assert run("link", tei / "d64.tei.xml").exit_code == 0
    assert (tei / "d64.tei.xml").read_bytes() == first


def test_what_a_person_did_stays(tei: Path) -> None:
    file = tei / "d62.tei.xml"
    linked(tei)
    mine = file.read_bytes().replace(
        b'resp="#regesta" cert="high" ana="#reference.telegram" target="d61.tei.xml"',
        b'resp="#anna" cert="high" target="d64.tei.xml"',
    ).replace(b'passive="d61.tei.xml" resp="#regesta"', b'passive="d64.tei.xml" resp="#anna"')  # fmt: skip
    file.write_bytes(mine)
    assert not untouched(mine)
    linked(tei)
    assert file.read_bytes() == mine  # neither changed nor sealed again


def test_a_dry_run_and_a_folder_of_its_own(tei: Path, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in tei.iterdir()}
    shown = run("link", tei, "--dry-run").stdout
    assert "d64.tei.xml: your memorandum of March 12 → d63.tei.xml (high)" in shown
    assert run("link", tei, "-o", tmp_path / "out").exit_code == 0
    assert {p: p.read_bytes() for p in tei.iterdir()} == before
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(p.name for p in before)
    assert relations(tmp_path / "out" / "d64.tei.xml")


def test_tei_by_others_is_linked_to_and_left_alone(tei: Path) -> None:
    file = tei / "d61.tei.xml"
    file.write_bytes(file.read_bytes().replace(b'xml:id="regesta"', b'xml:id="someone"').replace(b"#regesta", b"#someone"))
    before = file.read_bytes()
    assert ("d62", "Deptel 1194", "d61.tei.xml", "high") in linked(tei)
    assert file.read_bytes() == before


def test_what_cannot_be_read_stops_nothing_else(tei: Path) -> None:
    (tei / "d63.tei.xml").write_text("<TEI")
    result = run("link", tei)
    assert result.exit_code == 1
    assert result.stderr.count("d63.tei.xml") == 1
    assert relations(tei / "d62.tei.xml")


TALK = """{number}. Memorandum of Conversation

Moscow, May 10, 1960.

PARTICIPANTS

Nikita Khrushchev

Llewellyn Thompson

SUBJECT

{subject}

Mr. Khrushchev spoke at length of it.
"""


def test_two_records_of_one_conversation_are_proposed_as_one_event(tmp_path: Path) -> None:
    texts = {"d1": TALK.format(number=1, subject="Berlin"), "d2": TALK.format(number=2, subject="Disarmament")}
    texts["d3"] = TALK.format(number=3, subject="Trade").replace("May 10", "May 11")
    folder = corpus(tmp_path, texts)
    linked(folder)
    (found,) = (r for r in relations(folder / "d1.tei.xml"))
    own, other = found.pop("mutual").split()
    assert found == {"name": "same-event", "resp": "#regesta", "cert": "medium"}
    assert own.startswith("#ev-conversation-1960-05-10") and other.startswith("d2.tei.xml#ev-conversation-1960-05-10")
    assert [r["mutual"].split() for r in relations(folder / "d2.tei.xml")] == [
        ["#" + other.partition("#")[2], "d1.tei.xml" + own]
    ]
    assert relations(folder / "d3.tei.xml") == []


@pytest.mark.parametrize(
    ("tag", "attrs", "expected"),
    [
        ("<a/>", {"x": "1"}, '<a x="1"/>'),
        ("<a  b = 'x=\"1\"' >", {"x": "<&"}, "<a  b = 'x=\"1\"' x=\"&lt;&amp;\" >"),
        ('<a x="0" b="1"/>', {"x": "2"}, '<a x="2" b="1"/>'),
        ('<a b="1"\n x=\'0\'>', {"x": None}, '<a b="1">'),
        ("<a>", {"x": None}, "<a>"),
    ],
)
def test_a_tag_is_changed_in_place(tag: str, attrs: dict[str, str | None], expected: str) -> None:
    data = tag.encode()
    assert edit.apply(data, edit.retag(data, 0, attrs)).decode() == expected


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20))
def test_positions_are_those_of_bytes(text: str) -> None:
    words = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    data = f"<a>{words}<b x='{words.replace(chr(39), '')}'/>{words}<c></c></a>".encode()
    found = [data[slice(*edit.extent(data, position))] for position in edit.positions(data)]
    assert [element[:2] for element in found] == [b"<a", b"<b", b"<c"]
    assert found[0] == data and found[1].endswith(b"'/>") and found[2] == b"<c></c>"
