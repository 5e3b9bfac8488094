"""Page layouts: how one is chosen and read, notes of those who handled a document, and any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters import layout
from converters.layout import LayoutError, apply
from converters.layout.data import load, names
from converters.layout.vocabulary import words
from converters.matching import AnyOf, pattern
from tests.outline import TELEGRAM, outline, words_of


class TestRouting:
    """Notes of those who handled a document are told by their form."""

    @pytest.mark.parametrize(
        "note",
        [
            "Comrade [Zhang] Hanfu, please check.—[Qiao] Guanhua, 8/5, 1963.",
            "To Vice Minister Ji for approval — Wu, 3 May",
            "Read and agreed. —Zhou, May 6",
            "Тов. Громыко. Прошу ознакомиться. — Н. Хрущев, 12/5",
            "Herrn Staatssekretär z.K. — Schmidt, 4.5.",
        ],
    )
    def test_they_stand_above_the_title(self, note: str) -> None:
        text = f"{note}\n\nReport on the Border\n\nThe border was quiet in the month of May.\n"
        blocks = [(a.element, text[a.start : a.end]) for a in apply(text).blocks]
        assert blocks[:3] == [("front", note), ("note", note), ("head", "Report on the Border")]

    @pytest.mark.parametrize("text", ["The results were poor—Germany, 1945", "He said no — Stalin", "A — B"])
    def test_other_dashes_are_no_notes(self, text: str) -> None:
        page = apply(f"{text}\n\nThe border was quiet in the month of May.\n")
        assert all(a.element != "note" for a in page.blocks)


class TestChoosing:
    """The layout is chosen with reasons, or told."""

    def test_reasons_are_given(self) -> None:
        chosen, cert, reasons = layout.choose(TELEGRAM)
        assert (chosen.name, cert) == ("frus", "high")
        assert reasons[0].startswith("begins with a number and the kind of document (“64. Telegram From")

    def test_bare_text_is_plain(self) -> None:
        assert layout.choose("Only a sentence.")[0].name == "plain"

    def test_a_layout_by_name(self) -> None:
        page = apply(TELEGRAM, "plain")
        assert (page.layout, page.reasons) == ("plain", ("as told",))
        with pytest.raises(LayoutError, match="unknown layout 'nosuch'; there are cabinet, catalogue, cia-report"):
            apply("x", "nosuch")

    def test_a_layout_of_ones_own(self, tmp_path: Path) -> None:
        path = tmp_path / "diary.toml"
        path.write_text(
            'description = "Diaries."\n[[rule]]\nas = "dateline"\nwhere = "top"\nis = "Day (?P<date>[0-9]+)"\n',
            encoding="utf-8",
        )
        text = "Day 12\n\nNothing happened today."
        assert outline(text, apply(text, path)) == ["opener Day 12", "dateline Day 12", "p Nothing happened today."]
        assert words_of(apply(text, str(path)).metadata.date) == "12"

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("[[rule]]\nwhere = 'top'\nis = 'x'", "rule 1: 'as' is missing"),
            ("[[rule]]\nas = 'head'\nis = '('", "rule 1: missing \\)"),
            ("[[rules]]\nas = 'head'", "unknown key 'rules'"),
            ("[[rule]]\nas = 'head'\nis = 'x'\nwhen = 'y'", "rule 1: unknown key 'when'"),
            ("[[rule]]\nas = 'datline'\nis = 'x'", "rule 1: as: there is no 'datline'; there are address, chair"),
            ("[[rule]]\nas = 'head'\nis = 'x'\nwhere = 'middle'", "rule 1: where: there is no 'middle'; there are end"),
            ("[[rule]]\nas = 'head'\nis = '{months}'", "rule 1: there is no list of words {months}; there are"),
            ("[[rule]]\nas = 'head'\nis = 'x'\nmax = 'y'", "rule 1: 'max' is to be a whole number"),
            ("sign = [1]", "'sign' is to be a list, each of it a table"),
            ("[record]\nlabel = [{ field = 'title' }]", "record.label 1: 'words' is missing"),
            ("rule = ", "Invalid value"),
        ],
    )
    def test_errors_name_the_file_and_the_rule(self, tmp_path: Path, content: str, message: str) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(LayoutError, match=f"mine.toml: {message}"):
            apply("text", path)

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(LayoutError, match=r"no/such\.toml: No such file"):
            apply("text", "no/such.toml")

    @pytest.mark.parametrize("name", names())
    def test_the_layouts_that_come_with_regesta_are_sound(self, name: str) -> None:
        one = load(name)
        assert one.description
        for rule in one.rules:
            pattern(rule.expression)
            assert rule.where <= {"first", "top", "end"}
        for sign in one.signs:
            pattern(sign.expression)
            assert sign.says
            assert sign.where in {"first", "head", "top", "end", "any"}
        assert AnyOf([rule.expression for rule in one.rules]).find("") is not None

    def test_a_label_stands_for_one_field(self) -> None:
        assert words().labels["betreff"].field == "subject"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("\n", "\n\n", "\r\n", "\r", "\f", "\u00a0", "\u2028", " ", "\t", "|", "[1]", "[Page 2]", "- 3 -"),
                *("1. ", "• ", "Dear Bob:", "SECRET", "From: ", "A: b", "“x", "”", "Washington, May 3, 1953"),
                *("Sincerely,", "Enclosure", "get citation", "Wilson Center Digital Archive"),
                *("Document Information", "word and word.", "\ud800", "é"),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_every_character_has_its_place(text: str) -> None:
    page = apply(text)
    covered = bytearray(len(text))
    for block in page.blocks:
        assert 0 <= block.start <= block.content[0] <= block.content[1] <= block.end <= len(text)
    for part in (*page.blocks, *page.outside):
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    assert all(seen or c in " \t\r\n" for c, seen in zip(text, covered, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " \t\r\n",
        "\u00a0",
        "\f",
        "x" * 2_000_000,
        "\n" * 2_000_000,
        "[" * 100_000,
        "a\n" * 20_000,
        "1. a\n\n" * 5_000,
    ],
    ids=[
        "empty",
        "newline",
        "blank",
        "no-break space",
        "form feed",
        "one line",
        "newlines",
        "brackets",
        "lines",
        "items",
    ],
)
def test_odd_texts(text: str) -> None:
    page = apply(text)
    assert all(a.end <= len(text) for a in page.blocks)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Held on 4 March 1921", "", "4 March 1921"),
        ("Held at Vienna, on 4 March 1921", "Vienna", "4 March 1921"),
        ("Given at London, the 4th March 1921", "London", "4th March 1921"),
    ],
)
def test_a_date_line_may_say_what_was_done_then(line: str, place: str, date: str) -> None:
    text = f"MINUTES OF A CONFERENCE\n{line}\n\nPresent: Mr. A. Brown, Chairman\nDr. C. Green\n\nHe opened the meeting.\n"
    found = layout.apply(text, None, language="en").metadata
    assert (found.place.text if found.place else "", found.date.text if found.date else "") == (place, date)


TELEGRAM_OF_THE_FOREIGN_OFFICE = """\
From: Sir F. Roberts (Moscow)
To: Foreign Office
No. 1024  Confidential
25 June, 1962

My telegram No. 1019: Laos.

Mr. Kuznetsov sent for me this morning.
"""


def test_what_stands_below_the_value_of_a_label_is_no_part_of_it() -> None:
    found = layout.apply(TELEGRAM_OF_THE_FOREIGN_OFFICE, None, language="en").metadata
    assert [stated.text for stated in found.addressees] == ["Foreign Office"]
    assert words_of(found.date) == "25 June, 1962"
