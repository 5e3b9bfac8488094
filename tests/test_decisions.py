"""What a person decides wins over rules, and survives every reconversion."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.decisions import DecisionError, load
from tei import Document
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
    assert '<respStmt xml:id="anna-smith"><resp>decided on marks</resp><persName>Anna Smith</persName></respStmt>' in tei
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


def test_a_mark_that_an_editor_made_in_the_tei_survives(text: Path) -> None:
    convert(text)
    path = text.parent / "tei" / "letter.tei.xml"
    edited = path.read_text().replace(
        "came back", '<rs type="event" resp="#anna-smith" cert="high" key="return">came back</rs>'
    )
    path.write_text(edited)
    assert ("rs", "came back", "", "#anna-smith", "high") in marks(convert(text, "--force"))


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[[decision]]\nby = "A"\n', "decision 1: passage is missing"),
        ('[[decision]]\nby = "A"\npassage = "x"\naction = "burn"\nelement = "p"', "action is 'burn': one of accept, reject, mark"),
        ('[[decision]]\nby = "A"\npassage = "xyz"\naction = "reject"\nelement = "p"', "the text does not have 'xyz' 1 times"),
        ("[[decision", "Expected"),
    ],
)
def test_a_bad_file_is_a_clear_error(toml: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(toml)
    with pytest.raises(DecisionError, match=r"d\.toml: ") as error:
        load(tmp_path / "d.toml", "x")
    assert words in str(error.value)
