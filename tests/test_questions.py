"""The stored questions: what each answers over the seed, over a corpus, and over TEI by others.

The answers over the seed are written out in `answers/NAME.csv`. After a change that is meant to change them,
`REGESTA_ANSWERS=write pytest tests/test_questions.py` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import gzip
import json
import os
import time
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

import regesta
from rdf.parameters import PLACE, pattern
from rdf.query import QueryError, bad_sparql, prepare, questions, table, write
from rdf.store import Embedded
from tei import Document

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
SEEDS = HERE.parent / "seeds"
SHARED = HERE.parent.parent / "shared"
SEED = "https://example.org/regesta/doc-000_3824588f5786910d"
NAMES = [question.name for question in questions()]
PERSONS = ["offices", "person-documents", "person-mentions", "who-met-whom"]


def rows(store: Embedded, name: str, **parameters: str) -> list[dict[str, str]]:
    found = store.query(prepare(name, {key.rstrip("_"): value for key, value in parameters.items()}))
    assert found.rows is not None
    return [
        {v: str(term.value) if term is not None else "" for v, term in zip(found.variables, row, strict=True)}
        for row in found.rows
    ]


# The seed


@pytest.fixture(scope="module")
def seed_document() -> Document:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
    try:
        return regesta.convert(SEEDS / "000_3824588f5786910d.txt", authority=[SEEDS / "authority" / "seed.xml"])
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@pytest.fixture(scope="module")
def seed(seed_document: Document) -> Embedded:
    return Embedded.of([seed_document])


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_over_the_seed(name: str, seed: Embedded) -> None:
    answer = write(seed.query(prepare(name)), "csv").replace("\r\n", "\n") + "\n"
    file = ANSWERS / f"{name}.csv"
    if os.environ.get("REGESTA_ANSWERS") == "write":
        file.write_text(answer, "utf-8")
    assert answer == file.read_text("utf-8")


def test_every_answer_has_its_question() -> None:
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == sorted(NAMES)
    assert len(NAMES) >= 25


def test_events_of_april_1962_by_place(seed: Embedded) -> None:
    found = rows(seed, "events-by-place", from_="1962-04-01", to="1962-04-30")
    assert {(row["place"], row["as"], row["date"]) for row in found} >= {
        ("Bakhty", "at", "1962-04-23"),
        ("Soviet Union", "destination", "[1962-03-11..]"),  # from mid-March on
        ("(not said)", "", "1962-04-24"),
    }
    assert rows(seed, "events-by-place", from_="1961-01-01", to="1962-01-01") == []
    assert rows(seed, "events-by-place", from_="1962-04", to="1962-04") == found


@pytest.mark.parametrize(
    "person",
    ["zhang-hanfu", "Zhang Hanfu", "ZHÀNG", "hanfu", "Chang Han-fu", "chang hàn-fú", "章汉夫"],
)
def test_a_person_by_id_or_by_part_of_any_name(person: str, seed: Embedded) -> None:
    found = rows(seed, "person-mentions", person=person)
    assert [(row["person"], row["passage"]) for row in found] == [
        ("Zhang Hanfu", "[Zhang] Hanfu"),
        ("Zhang Hanfu", "Hanfu"),
    ]


def test_what_a_person_has_to_do_with_a_document(seed: Embedded) -> None:
    found = rows(seed, "person-documents", person="zhang-hanfu")
    assert {(row["role"], row["in"]) for row in found} >= {
        ("addressee", "Routing by Qiao Guanhua to Zhang Hanfu, to check"),
        ("author", "Routing by Zhang Hanfu to Chen Yi and Zhou Enlai, for approval"),
        ("mentioned", "the text"),
    }


def test_accents_in_the_data_are_found_without() -> None:
    tei = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
      <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
      <text><body><p><persName ref="#w">Wałęsa</persName></p></body></text>
      <standOff><listPerson><person xml:id="w"><persName>Lech Wałęsa</persName></person></listPerson></standOff></TEI>"""
    store = Embedded.of([Document.parse(tei.encode(), "t.xml")])
    assert [row["passage"] for row in rows(store, "person-mentions", person="walesa")] == ["Wałęsa"]


# Different documents on the same event

TOLD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><fileDesc><titleStmt><title>{id}</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
  <standOff><listEvent type="told"><event xml:id="e" type="border-crossing" when="{when}"><label>Crossing</label>
  <note type="quantity"><measure quantity="{n}" unit="person">{n} people</measure></note></event></listEvent></standOff>
  <text><body><p>.</p></body></text></TEI>"""


def test_numbers_of_the_same_event_by_different_documents_side_by_side() -> None:
    told = [("one", "1962-04-23", "300"), ("two", "1962-04-23", "500"), ("three", "1962-04-24", "700")]
    store = Embedded.of(Document.parse(TOLD.format(id=i, when=w, n=n).encode(), f"{i}.xml") for i, w, n in told)
    assert rows(store, "numbers-compared") == [
        {
            "kind": "border-crossing", "date": "1962-04-23",
            "value": "300", "claim": "300 people", "document": "https://example.org/regesta/one",
            "otherValue": "500", "otherClaim": "500 people", "otherDocument": "https://example.org/regesta/two",
        }
    ]  # fmt: skip


# A corpus: the seed and fifty texts of Foreign Relations of the United States


def _authority(volume: dict[str, list[dict[str, str]]]) -> str:
    """A volume's lists of persons and of terms as a TEI authority file."""
    people = []
    for person in {p["id"]: p for p in reversed(volume["persons"])}.values():
        surname, comma, rest = person["name"].strip().partition(",")
        name = escape(surname.strip())
        if comma:
            name = f"<surname>{name}</surname> <forename>{escape(rest.strip(' ,'))}</forename>"
        people.append(f"<person xml:id={quoteattr(person['id'])}><persName>{name}</persName>"
                      f"<note>{escape(person['note'])}</note></person>")  # fmt: skip
    orgs = [
        f'<org xml:id={quoteattr(term["id"])}><orgName type="abbr">{escape(term["form"])}</orgName>'
        f"<note>{escape(term['note'])}</note></org>"
        for term in {t["id"]: t for t in reversed(volume["terms"])}.values()
    ]
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>'
        "<publicationStmt><p>Names.</p></publicationStmt><sourceDesc><p>A volume.</p></sourceDesc></fileDesc></teiHeader>"
        f"<standOff><listPerson>{''.join(people)}</listPerson>"
        f"{'<listOrg>' + ''.join(orgs) + '</listOrg>' if orgs else ''}</standOff></TEI>"
    )


@pytest.fixture(scope="module")
def corpus(seed_document: Document, tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    samples = sorted((SHARED / "samples" / "frus").glob("*.txt"))
    gold = SHARED / "gold" / "frus-dev"
    if len(samples) < 30 or not (gold / "docs.jsonl.gz").is_file():
        pytest.skip("the sample texts are not beside the project (../shared)")
    documents: list[Document] = [seed_document, *(regesta.convert(path) for path in samples[:30])]
    with gzip.open(gold / "authority.json.gz", "rt", encoding="utf-8") as file:
        volumes = json.load(file)
    folder = tmp_path_factory.mktemp("authority")
    taken: Counter[str] = Counter()
    with gzip.open(gold / "docs.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)
            volume = text["volume"]
            taken[volume] += 1
            if taken[volume] > 2:
                continue
            authority = folder / f"{volume}.xml"
            if taken[volume] == 1:
                authority.write_text(_authority(volumes[volume]), "utf-8")
            name = text["id"].replace("/", "-") + ".txt"
            documents.append(regesta.convert(text["text"], name=name, authority=[authority]))
    assert len(documents) == 51
    return Embedded.of(documents)


@pytest.mark.parametrize("name", NAMES)
def test_each_question_over_the_corpus(name: str, corpus: Embedded) -> None:
    """In less than a second, the same each time, no row twice."""
    began = time.perf_counter()
    found = corpus.query(prepare(name))
    assert time.perf_counter() - began < 1
    assert corpus.query(prepare(name)).rows == found.rows
    listed = Counter(found.rows)
    assert not [row for row, times in listed.items() if times > 1]


DOC = "https://example.org/regesta/"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("documents", {"document": DOC + "frus1948v05p1-d36", "date": "1948-10-21", "kind": "memorandum-of-conversation"}),
        ("documents", {"document": SEED, "date": "1962-04-29", "kind": "memorandum"}),
        ("correspondence", {"from": "James B. Conant", "to": "Department of State", "date": "1955-11-04"}),
        ("correspondence", {"from": "Christian A. Herter", "to": "Dwight D. Eisenhower", "date": "1959-12-31"}),
        ("acts", {"document": DOC + "frus1948v05p1-d274", "role": "addressee", "who": "Secretary of State"}),
        ("acts", {"document": SEED, "role": "approver", "who": "Zhou Enlai", "status": "requested"}),
        ("replies", {"document": SEED, "answered": "Memorandum of Government of the Soviet Union, 29 April",
                     "answeredDate": "1962-04-29"}),
        ("translations", {"document": SEED, "translator": "Charles Kraus"}),
        ("holders", {"document": SEED, "shelfmark": "118-01154-04", "pages": "35-39"}),
        ("who-met-whom", {"one": "John E. Coulson", "date": "1955-11-17"}),
        ("corrections", {"document": DOC + "frus1969-76v19p1-d102", "passage": "Vietnamese", "correction": "Korean"}),
        ("corrections", {"document": SEED, "passage": "Ba-ke-tu [sic]"}),
        ("illegible", {"document": DOC + "frus1964-68v02-d343", "passage": "[illegible]", "start": "4123"}),
        ("redactions", {"document": DOC + "frus1961-63v04-d80", "year": "1963", "amount": "6", "unit": "line"}),
        ("redactions", {"document": DOC + "frus1961-63v04-d80", "year": "1963", "amount": "at most 1", "unit": "line"}),
        ("references", {"document": DOC + "frus1961-63v12-d337", "passage": "telegram 1490", "start": "236"}),
        ("ambiguous-dates", {"document": DOC + "frus1955-57v03-d105", "readings": "1955-11-23 or 1955-11-24"}),
        ("date-conflicts", {"document": SEED, "where": "what it answers", "difference": "same day"}),
        ("date-conflicts", {"document": DOC + "frus1958-60v02-d411", "other": "1960-04-12", "difference": "later"}),
        ("numbers-compared", {"document": SEED, "value": "20000", "otherValue": "60000"}),
        ("uncertain-links", {"document": SEED, "passage": "Hanfu", "candidates": "Zhang Hanfu"}),
        ("organisations", {"iri": DOC + "frus1958-60v09#t_NATO1", "organisation": "NATO"}),
    ],
)  # fmt: skip
def test_what_the_corpus_is_known_to_hold(name: str, expected: dict[str, str], corpus: Embedded) -> None:
    found = rows(corpus, name)
    assert any(expected.items() <= row.items() for row in found), f"{expected} among {len(found)} rows"


def test_how_much_the_corpus_holds(corpus: Embedded) -> None:
    assert len(rows(corpus, "documents")) == 51
    assert len(rows(corpus, "encoding-runs")) == 51
    assert (
        sum(int(row["passages"]) for row in rows(corpus, "redaction-counts")) == len(rows(corpus, "redactions")) > 100
    )
    assert len(rows(corpus, "people")) > 150
    assert len(rows(corpus, "references")) > 40


def test_dulles_is_one_person_in_the_documents_of_his_volume(corpus: Embedded) -> None:
    found = rows(corpus, "person-mentions", person="p_DJF1")
    assert {row["person"] for row in found} == {"John Foster Dulles"}
    assert len(found) > 5


# TEI by others


@pytest.mark.parametrize("file", sorted((HERE / "tei").glob("*.xml")), ids=lambda path: path.stem)
def test_every_question_runs_over_tei_by_others(file: Path) -> None:
    store = Embedded.of([Document.parse(file.read_bytes(), file.name)])
    for name in NAMES:
        store.query(prepare(name))


# Files and parameters


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_how_a_question_is_written(question) -> None:  # type: ignore[no-untyped-def]
    assert question.description.endswith("?")
    assert "PREFIX" not in question.text
    assert "ORDER BY" in question.text
    assert {match[1] for match in PLACE.finditer(question.text)} == {p.name for p in question.parameters}
    for match in PLACE.finditer(question.text):  # a parameter stands inside a string
        line = question.text[question.text.rindex("\n", 0, match.start()) : match.start()]
        assert line.count('"') % 2 == 1


EVIL = [
    '" ) } #', "' ) } #", '\\" ) } #', "\\", "\\\\", "\\u0022 ) } #", "\\\\u0022 ) } #", "\n} #", "\r", "\u2028", "\x00",
    "$from$", "$person$", "$person~$", '"""', "'''", ".*", "[", "(", "a{1000000}", "\\p{L}", "x" * 500, "<>", "?person",
    "} } } SERVICE <http://example.org/> { ?s ?p ?o", '" || true || "',
]  # fmt: skip


@pytest.mark.parametrize("value", EVIL, ids=ascii)
def test_no_value_leaves_its_string(value: str, seed: Embedded) -> None:
    """What it is asked for may be found or not; it asks nothing else, and breaks nothing."""
    for name in PERSONS[:3]:
        everything = rows(seed, name)
        assert all(row in everything for row in rows(seed, name, person=value))
    rows(seed, "who-met-whom", person=value)
    everything = rows(seed, "event-passages")
    assert all(row in everything for row in rows(seed, "event-passages", event=value))
    own = '# Who?\n# param name: a name (default: )\nSELECT ?l { ?a rdfs:label ?l FILTER(?l = "$name$") }'
    assert seed.query(prepare(own, {"name": value})).rows == ()


def test_a_value_is_not_searched_for_other_parameters() -> None:
    own = 'SELECT * { ?a ?b "$a$" , "$b$" }\n# param a: one (default: )\n# param b: another (default: )'
    assert '"1" , "$a$"' in prepare(own, {"a": "1", "b": "$a$"})


def test_a_value_has_the_form_that_the_question_asks_for() -> None:
    with pytest.raises(QueryError, match="uncertain: --certainty is 'hgh': how sure they are: low, medium or high"):
        prepare("uncertain", {"certainty": "hgh"})
    with pytest.raises(QueryError, match="events-by-place: --to is 'May 1962': last day, month or year, ISO 8601"):
        prepare("events-by-place", {"to": "May 1962"})


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(QueryError, match="not text"):
        prepare("person-mentions", {"person": "\udcff"})


def test_a_query_of_ones_own_takes_what_it_declares() -> None:
    own = '# Who?\n# param name: a name (default: Zhou)\nSELECT * { ?a rdfs:label ?l FILTER(?l = "$name$") }'
    assert '"Zhou"' in prepare(own)
    assert '"Chen \\"Yi\\""' in prepare(own, {"name": 'Chen "Yi"'})
    with pytest.raises(QueryError, match="no parameter 'nme'; it takes --name"):
        prepare(own, {"nme": "x"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(1<2)SERVICE?s{?x?y?z}FILTER(2>1) }",
        "SELECT * { BIND('''a'b''' AS ?a) SERVICE <http://e.org/> { ?s ?p ?o } BIND('' AS ?c) }",
        'SELECT * { BIND("#" AS ?a) service SILENT <http://e.org/> { ?s ?p ?o } }',
    ],
)
def test_a_question_to_another_server_cannot_be_hidden(text: str) -> None:
    with pytest.raises(QueryError, match="--service"):
        prepare(text)


def test_words_that_are_no_service() -> None:
    assert prepare("SELECT ?service { ?service ?p '''SERVICE''' } # SERVICE")


def test_names_match_whatever_their_accents() -> None:
    store = Embedded()
    for words, name in (("Muller", "Müller"), ("ch'iao", "Ch’iao Kuan-hua"), ("kuan hua", "Ch’iao Kuan-hua"),
                        ("O.", "O. Bin Laden"), ("Ngo Dinh", "NGÔ ĐÌNH Diệm")):  # fmt: skip
        query = '# ?\n# param a: a\n# param b: b\nASK { FILTER(REGEX("$b$", "$a~$", "i")) }'
        assert store.query(prepare(query, {"a": words, "b": name})).truth, pattern(words)


# Errors and forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?title WHERE {\n  ?r a rico:Record ;\n  rico:title }", "error at 3:14, near 'rico:title }'"),
        ("SELECT *\n{ ?x foo:b ?y }", "error at 2:11: this prefix is not declared, near '{ ?x foo:b ?y }'"),
        ("SELECT * { ?s ?p ?o", "error at 1:20"),
    ],
)
def test_bad_sparql_says_where_in_what_the_user_wrote(text: str, words: str) -> None:
    with pytest.raises(QueryError) as raised:
        Embedded().query(prepare(text))
    assert words in str(raised.value)


def test_an_error_of_an_unknown_form_is_passed_on() -> None:
    assert str(bad_sparql(SyntaxError("broken"), "SELECT")) == "not SPARQL 1.1: broken"


def test_a_table_is_aligned_where_characters_are_wide() -> None:
    lines = table([{"name": "章汉夫", "of": "China"}, {"name": "Wałęsa", "of": "Poland"}]).splitlines()
    assert lines == ["name    of", "──────  ──────", "章汉夫  China", "Wałęsa  Poland"]
    assert table([{"name": "章汉夫章汉夫章汉夫", "of": "x"}], width=13).splitlines()[2:] == ["章汉夫章   x", "汉夫章汉", "夫"]


def test_long_cells_go_over_several_lines() -> None:
    rows = [{"event": "Exodus of Xinjiang Chinese Residents to Soviet Union", "id": "ev-1"}]
    assert table(rows, width=30).splitlines()[2:] == [
        "Exodus of Xinjiang        ev-1", "Chinese Residents to", "Soviet Union",
    ]  # fmt: skip
    lines = table([{"text": "word " * 50}], width=30).splitlines()
    assert (len(lines), lines[-1]) == (2 + 6, "word word word word word word…")


def test_yes_and_no_in_every_form() -> None:
    yes = Embedded().query("ASK {}")
    assert [write(yes, form) for form in ("table", "csv", "json")] == [
        "yes", "boolean\r\ntrue", '{"head": {}, "boolean": true}',
    ]  # fmt: skip
    with pytest.raises(QueryError, match="use table, csv or json"):
        write(yes, "turtle")


def test_csv_and_json_have_everything_as_it_is() -> None:
    found = Embedded().query('SELECT ?a ?b { VALUES (?a ?b) { ("=1+1" <https://example.org/regesta/d>) } }')
    assert write(found, "csv") == "a,b\r\n=1+1,https://example.org/regesta/d"
    assert '"uri", "value": "https://example.org/regesta/d"' in write(found, "json")
    assert write(found, "table", base="https://example.org/regesta/").splitlines()[2] == "=1+1  d"
