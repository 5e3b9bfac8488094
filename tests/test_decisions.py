"""What a person decides wins over rules, and survives every reconversion."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.decisions import Decision, DecisionError, load, moved
from tei import Document
from tei.validate import validate
from tests.test_cli import run

TEXT = "Mr. Brown went to Paris.\n\nMr. Brown came back from Rome on 3 May 1962.\n"
DECISIONS = """
[[decision]]
by = "Anna Smith"
when = 2026-11-24
passage = "Brown"
occurrence = 2
action = "mark"
element = "persName"
ref = "#brown-2"

[[decision]]
by = "Anna Smith"
when = 2026-11-24
passage = "Rome"
action = "reject"
element = "placeName"

[[decision]]
by = "Anna Smith"
passage = "Paris"
action = "accept"
element = "placeName"
"""
CSV = "id,kind,name\nbrown-1,person,John Brown\nbrown-2,person,James Brown\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(TEXT)
    (tmp_path / "people.csv").write_text(CSV)
    (tmp_path / "letter.decisions.toml").write_text(DECISIONS)
    return path


def convert(text: Path, *more: str) -> Document:
    done = run("convert", text, "-o", text.parent / "tei", "--authority", text.parent / "people.csv", "--quiet", *more)
    assert done.exit_code == 0, done.stderr
    return Document.parse(text.parent / "tei" / "letter.tei.xml")


def marks(document: Document) -> list[tuple[str, str, str, str, str | None]]:
    return [
        (a.element, document.text[a.start : a.end], a.attrs.get("ref", ""), a.resp, a.cert)
        for a in document.annotations
        if a.resp != "#regesta"
    ]


DECIDED = [
    ("placeName", "Paris", "", "#anna-smith", "high"),
    ("persName", "Brown", "#brown-2", "#anna-smith", "high"),
]


def test_decisions_of_a_file_are_in_the_tei_with_name_and_day(text: Path) -> None:
    document = convert(text)
    assert marks(document) == DECIDED
    assert "Rome" not in [document.text[a.start : a.end] for a in document.annotations]
    tei = str(document)
    assert (
        '<respStmt xml:id="anna-smith"><resp>decided on marks</resp><persName>Anna Smith</persName></respStmt>' in tei
    )
    rome = TEXT.index("Rome")
    assert (
        f'<change who="#anna-smith" when="2026-11-24" n="reject placeName" target="letter.txt#char={rome},{rome + 4}">'
        "Rejected: placeName.</change>"
    ) in tei
    assert "brown-2" in [e.id for e in document.entities]


def test_the_tei_alone_keeps_them(text: Path) -> None:
    convert(text)
    (text.parent / "letter.decisions.toml").unlink()
    document = convert(text, "--force")
    assert marks(document) == DECIDED
    assert "Rome" not in [document.text[a.start : a.end] for a in document.annotations]
    assert document.restore() == TEXT.encode()


def test_they_go_with_their_words_when_the_text_is_corrected(text: Path) -> None:
    convert(text)
    (text.parent / "letter.decisions.toml").unlink()
    text.write_text(TEXT.replace("went", "has gone").replace("came back", "returned").replace("from Rome", "from Nice"))
    done = run("convert", text, "-o", text.parent / "tei", "--authority", text.parent / "people.csv")
    assert "letter.txt:0-0  reject placeName by Anna Smith: the text has 'Rome' there no more" in done.stdout
    assert marks(Document.parse(text.parent / "tei" / "letter.tei.xml")) == DECIDED


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("A Brown, B Brown.", "So: A Brown, B Brown.", "B |Brown|."),
        ("A Brown, and much later B Brown.", "A Brown; and much later B Brown!", "later B |Brown|!"),
        ("A Brown, B Brown.", "A Brown, B Browne.", None),
        ("A Brown, B Brown.", "B Brown, A Brown, B Brown.", "A Brown, B |Brown|."),
        ("A Brown, B Brown.", "", None),
    ],
)
def test_where_words_stand_in_a_changed_text(old: str, new: str, words: str | None) -> None:
    start = old.rindex("Brown")
    (found,) = moved([Decision("reject", "persName", (start, start + 5), (), "")], old, new)
    shown = f"{new[: found.span[0]]}|{new[slice(*found.span)]}|{new[found.span[1] :]}"
    assert (None if found.gone else shown.endswith(words or "")) == (words and True)


def test_a_mark_that_an_editor_made_in_the_tei_survives(text: Path) -> None:
    convert(text)
    path = text.parent / "tei" / "letter.tei.xml"
    edited = path.read_text().replace(
        "came back", '<rs type="event" resp="#anna-smith" cert="high" key="return">came back</rs>'
    )
    path.write_text(edited)
    assert ("rs", "came back", "", "#anna-smith", "high") in marks(convert(text, "--force"))


def test_what_an_editor_doubts_stays_doubted_and_whom_he_added_stays_listed(text: Path) -> None:
    convert(text)
    path = text.parent / "tei" / "letter.tei.xml"
    mine = '<persName ref="#brown-3" resp="#anna-smith" cert="low">Brown</persName> came'
    edited = path.read_text().replace(
        '<persName ref="#brown-2" resp="#anna-smith" cert="high">Brown</persName> came', mine
    )
    person = '<person xml:id="brown-3"><persName>Joe Brown</persName></person>'
    path.write_text(edited.replace("</listPerson>", person + "</listPerson>"))
    (text.parent / "letter.decisions.toml").unlink()
    document = convert(text, "--force", "--min-cert", "medium")
    assert ("persName", "Brown", "#brown-3", "#anna-smith", "low") in marks(document)
    assert person in str(document)


def test_a_pointer_to_nobody_is_told_of(text: Path) -> None:
    (text.parent / "letter.decisions.toml").write_text(MARK + 'ref = "#nobody"\n')
    done = run("convert", text, "-o", text.parent / "tei")
    assert (
        "letter.txt:4-9  Brown  points to #nobody, which neither the authority files nor the text have" in done.stdout
    )


def test_so_is_one_of_a_side_car(text: Path) -> None:
    text.with_suffix(".meta.toml").write_text('authors = [{ text = "Anna Beck", ref = "#anna-beck" }]\n')
    assert "points to #anna-beck, which neither" in run("convert", text, "-o", text.parent / "tei").stdout


def test_words_are_found_across_the_end_of_a_line_and_attributes_may_be_called_as_the_keys_are(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text(
        '[[decision]]\nby = "A"\npassage = "3 May 1962"\noccurrence = 2\naction = "mark"\nelement = "date"\n'
        'cert = "medium"\nattributes = { when = 1962-05-03 }\n'
    )
    (decision,) = load(path, "On 3 May 1962 \udcff and 3\r\n  May 1962.")
    assert (decision.span, decision.attrs, decision.cert) == ((20, 33), {"when": "1962-05-03"}, "medium")


MARK = '[[decision]]\nby = "A"\npassage = "Brown"\naction = "mark"\nelement = "persName"\n'


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[[decision]]\nby = "A"\n', "decision 1: passage is missing"),
        (MARK.replace('"mark"', '"burn"'), "decision 1: action is 'burn': one of accept, reject, mark"),
        (MARK.replace("Brown", "Black"), "decision 1: passage: 'Black' stands nowhere in the text"),
        (MARK + "occurrence = 3", "decision 1: passage: 'Brown' stands only 2 times in the text"),
        (MARK + "occurrence = 0", "decision 1: occurrence is to be a whole number, from 1"),
        (MARK + MARK + "occurence = 2", "decision 2: there is no 'occurence' here: 'occurrence'?"),
        (MARK.replace("persName", "persname"), "decision 1: element: there is no 'persname' here: 'persName'?"),
        (MARK.replace('"A"', "5"), "decision 1: by is to be a text in quotation marks"),
        (MARK + 'cert = "sure"', "decision 1: cert of persName cannot be 'sure'"),
        (MARK + 'ref = "brown-1"', "decision 1: ref: 'brown-1' is to be #ID or an address: #brown-1?"),
        (MARK + "when = 'yesterday'", "decision 1: when is 'yesterday': the day of the decision, as 2026-11-24"),
        (MARK.replace("mark", "reject") + 'ref = "#a"', "decision 1: there is no 'ref' here"),
        ("decision = [1]", "decision is to be a list of tables: [[decision]]"),
        ("[[decison]]", "no such entry 'decison': each decision begins with [[decision]]"),
        ("[[decision", "Expected"),
        ("# \n# Jos\udce9", "line 2 is not UTF-8: save the file as UTF-8"),
    ],
)
def test_a_bad_file_is_a_clear_error(toml: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_bytes(toml.encode("utf-8", "surrogateescape"))
    with pytest.raises(DecisionError, match=r"d\.toml: ") as error:
        load(tmp_path / "d.toml", TEXT)
    assert words in str(error.value)


def test_editors_have_ids_of_their_own(text: Path) -> None:
    by = (MARK.replace("Brown", words).replace('"A"', f'"{name}"') for name, words in
          [("Anna Smith", "went"), ("anna smith", "came"), ("John Brown", "back"), ("安娜", "from")])  # fmt: skip
    (text.parent / "letter.decisions.toml").write_text("".join(by))
    (text.parent / "people.csv").write_text("id,kind,name\njohn-brown,person,John Brown\n")
    document = convert(text)
    ids = ["#anna-smith", "#anna-smith-2", "#john-brown-2", "#x5b89-5a1c"]
    assert [resp for _, _, _, resp, _ in marks(document)] == ids
    assert [p.message for p in validate(document.tree) if p.level == "error"] == []


def test_those_whom_the_tei_names_by_address_or_together_stay(text: Path) -> None:
    convert(text)
    path = text.parent / "tei" / "letter.tei.xml"
    resp = "#anna-smith https://orcid.org/0000-0002-1825-0097"
    path.write_text(path.read_text().replace("came back", f'<rs type="event" resp="{resp}" cert="high">came back</rs>'))
    document = convert(text, "--force")
    assert ("rs", "came back", "", resp, "high") in marks(document)
    assert [p.message for p in validate(document.tree) if p.level == "error"] == []


def test_a_mark_gets_the_better_of_what_it_crosses_or_is_told_of(text: Path) -> None:
    across = MARK.replace("Brown", "Paris. Mr. Brown"), MARK.replace("Brown", "Rome on 3").replace("persName", "rs")
    (text.parent / "letter.decisions.toml").write_text("".join(across))
    done = run("convert", text, "-o", text.parent / "tei")
    assert "letter.txt:18-35  Paris. Mr. Brown  persName not marked: it crosses another element" in done.stdout
    document = Document.parse(text.parent / "tei" / "letter.tei.xml")
    assert [(element, words) for element, words, *_ in marks(document)] == [("rs", "Rome on 3")]
