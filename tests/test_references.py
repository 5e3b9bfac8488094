"""References to documents: what is found, of what type, under which number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.reading import Reading
from converters.references import find_references

NUMBERED = [
    ("telegram 650", "telegram", "650"),
    ("Embtel 1234", "telegram", "1234"),
    ("Deptel 15", "telegram", "15"),
    ("circular telegram 845", "telegram", "845"),
    ("despatch No. 23", "despatch", "23"),
    ("letter No. 123", "document", "123"),
    ("lettre n° 12", "document", "12"),
    ("Bericht Nr. 3", "document", "3"),
    ("нота № 5", "document", "5"),
    ("Cmd. 5856", "command-paper", "5856"),
    ("FO 371/12345", "shelfmark", "371/12345"),
    ("NO-5574", "document", "NO-5574"),
    ("Toaid A-2874", "airgram", "A-2874"),
    ("CF 1234", "airgram", "1234"),
    ("NSC 5414/1", "paper", "5414/1"),
    ("NSC Action No. 1114", "paper", "1114"),
    ("NIE 11-4-60", "paper", "11-4-60"),
    ("NIE 12.6–58", "paper", "12.6–58"),
    ("PL 480", "law", "480"),
    ("Public Law 87-195", "law", "87-195"),
    ("Document 62", "document", "62"),
    ("footnote 3", "note", "3"),
    ("Tab A", "enclosure", "A"),
    ("A/RES/411", "un-document", "A/RES/411"),
    ("S/PV.847", "un-document", "S/PV.847"),
    ("Resolution 242 (1967)", "resolution", "242 (1967)"),
    ("resolution 1514 (XV)", "resolution", "1514 (XV)"),
    ("661.00/7–759", "file", "661.00/7–759"),
    ("Art. 5 Abs. 2", "article", "5 Abs. 2"),
    ("Article 51(3)", "article", "51(3)"),
    ("Art. VI, para. 2", "article", "VI, para. 2"),
    ("art. 5, al. 2", "article", "5, al. 2"),
    ("ст. 58 п. 10", "article", "58 п. 10"),
    ("§ 12 Ziff. 4 lit. a", "section", "12 Ziff. 4 lit. a"),
    ("RGBl. 1938 I S. 1414", "gazette", "1938 I S. 1414"),
    ("BGBl. Nr. 123/1955", "gazette", "Nr. 123/1955"),
    ("Dz.U. 1920 nr 44 poz. 267", "gazette", "1920 nr 44 poz. 267"),
    ("22 U.S.C. 2151", "law", "22 U.S.C. 2151"),
    ("49 Stat. 449", "law", "49 Stat. 449"),
    ("54 LNTS 123", "law", "54 LNTS 123"),
    ("5 & 6 Vict. c. 45", "law", "5 & 6 Vict. c. 45"),
    ("John 3:16", "scripture", "3:16"),
    ("Gen. i. 3", "scripture", "i. 3"),
    ("Az. II/3-123", "file", "II/3-123"),
    ("Zl. 37.974-21/58", "file", "37.974-21/58"),
    ("исх. № 123", "file", "123"),
    ("ф. 17, оп. 3, д. 12", "shelfmark", "17, оп. 3, д. 12"),
    ("RGBl. I S. 1146", "gazette", "I S. 1146"),
    ("Telegramm Nr. 12", "telegram", "12"),
    ("télégramme n° 123", "telegram", "123"),
    ("телеграмма № 45", "telegram", "45"),
    ("Erlass Nr. 5", "order", "5"),
]

DATED = [
    ("en", "in your letter of January 14, 1963", "your letter of January 14, 1963", "letter"),
    ("en", "the memorandum of 29 April", "the memorandum of 29 April", "memorandum"),
    ("en", "by the Soviet note dated May 5, 1960", "the Soviet note dated May 5, 1960", "note"),
    ("en", "his telegram of August 20", "his telegram of August 20", "telegram"),
    ("de", "Ihr Schreiben vom 10. Nov. 1939", "Ihr Schreiben vom 10. Nov. 1939", "letter"),
    ("de", "Aktenvermerk vom 3.II.1940", "Aktenvermerk vom 3.II.1940", "memorandum"),
    ("fr", "par votre lettre du 5 mai 1940", "votre lettre du 5 mai 1940", "letter"),
    ("ru", "в письме от 5 мая 1962 г.", "письме от 5 мая 1962 г.", "letter"),
]

NOTHING = [
    "a document of great weight",
    "the telegraph office",
    "tel. 620-02",
    "tabulated 5 times",
    "the memorandum of the Government",
    "a letter to the editor, May 5, 1960",
    "Resolution of the crisis",
]


def references(text: str, language: str = "en") -> list[tuple[str, str, dict[str, str]]]:
    found = find_references(Reading(text, (0,), (0,), {}, {}), language=language)
    return [(text[a.start : a.end], a.element, dict(a.attrs)) for a in found]


@pytest.mark.parametrize(("text", "kind", "number"), NUMBERED)
def test_documents_by_number(text: str, kind: str, number: str) -> None:
    ((marked, element, attrs),) = references(f"see {text}; also")
    assert (marked, element, attrs["type"], attrs["n"]) == (text, "ref", kind, number)


@pytest.mark.parametrize(("language", "text", "marked", "kind"), DATED)
def test_documents_by_kind_and_date(language: str, text: str, marked: str, kind: str) -> None:
    assert references(text, language) == [(marked, "bibl", {"type": kind})]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_reference(text: str) -> None:
    assert references(text) == []


def test_a_series_is_one_reference_each() -> None:
    assert [(text, attrs["n"]) for text, _, attrs in references("telegrams 526, 537, and 574, respectively")] == [
        ("telegrams 526", "526"),
        ("537", "537"),
        ("574", "574"),
    ]


def test_the_series_of_a_number_is_kept() -> None:
    assert references("Embtel 773")[0][2] == {"type": "telegram", "n": "773", "subtype": "embtel"}


@given(st.text(alphabet="0123456789./-–, AES()NIotelgramZ№RVPC", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for marked, _, attrs in references(text):
        assert marked and attrs["type"]


def test_a_long_text_takes_no_longer_by_the_piece() -> None:
    assert len(references("telegram 650 of May. " * 5_000)) == 5_000
