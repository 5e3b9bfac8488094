"""The body of a text: paragraphs, pages, lists, tables, headings and quotations."""

from __future__ import annotations

import textwrap

import pytest

from converters import layout
from converters.layout import apply
from tests.outline import assert_whole, outline


class TestText:
    """Paragraphs and what is like them."""

    LINES = (
        "The committee met in the afternoon of the fourth of May and",
        "decided to put off its answer until the autumn.",
    )

    def test_a_paragraph_is_one_whether_wrapped_or_not(self) -> None:
        wrapped, whole = "\n".join(self.LINES), " ".join(self.LINES)
        for text in (f"{wrapped}\n\n{wrapped}\n", f"{whole}\n\n{whole}\n", f"{whole}\r\n\r\n{wrapped}"):
            assert [a.element for a in apply(text).blocks] == ["p", "p"]

    @pytest.mark.parametrize("width", [60, 72, 90])
    def test_a_document_reads_the_same_wrapped_to_any_width(self, width: int) -> None:
        paragraphs = [
            "64. Telegram From the Ambassador in Iran (Henderson) to the Department of State",
            "Tehran, May 3, 1953, 2 p.m.",
            "I saw the Prime Minister today. He was very tired, and said to Mr. J. R. Smith of this Embassy that he "
            "would go to the country in May 1953. He asked me what I thought of it, and I said nothing.",
            "1. The first point that he raised was that of the oil, of which he had been told very little by anybody "
            "who knew of it, and nothing by those who did not.",
            "Henderson",
        ]
        whole = apply("\n\n".join(paragraphs))
        wrapped = apply("\n\n".join(textwrap.fill(p, width) for p in paragraphs))
        assert [a.element for a in wrapped.blocks] == [a.element for a in whole.blocks]

    def test_long_lines_without_blank_lines_are_paragraphs(self) -> None:
        line = "This is a sentence that is part of a very long line. " * 4
        assert [a.element for a in apply(f"{line}\n{line}\n{line}").blocks] == ["p", "p", "p"]

    def test_a_word_divided_at_the_end_of_a_line(self) -> None:
        text = "The members of the committee were very much of the opin-\nion that nothing should be done about it."
        (break_,) = (a for a in apply(text).blocks if a.element == "lb")
        assert (text[break_.start : break_.end], dict(break_.attrs)) == ("-\n", {"break": "no"})
        assert break_.inner == (break_.end, break_.end)

    def test_page_numbers_running_heads_and_a_paragraph_over_the_page(self) -> None:
        text = """\
SECRET

It was decided to send the report to all the members of the

- 2 -

SECRET

council. The chairman thanked those present for coming to the

[Page 3]

SECRET

meeting.
"""
        page = apply(text)
        assert outline(text, page) == [
            "fw.header SECRET",
            "p It was decided to send the r",
            "pb",
            "fw.header SECRET",
            "pb",
            "fw.header SECRET",
        ]
        assert [a.attrs["n"] for a in page.blocks if a.element == "pb"] == ["2", "3"]
        assert_whole(text, page)

    def test_lists_tables_verse_and_rules(self) -> None:
        text = """\
The song was found in a notebook, and it goes as it is given here.

When evening comes upon the wire,
And all the towers are still,
We gather round a dying fire
Below the empty hill.

* * *

• bread
• salt

Adler\t1926\t4711
Beck\t1919\t4712

| Name | Born |
|------|------|
| Adler | 1926 |
"""
        page = apply(text)
        assert outline(text, page) == [
            "p The song was found in a note",
            "lg When evening comes upon the",
            "l When evening comes upon the",
            "l And all the towers are still",
            "l We gather round a dying fire",
            "l Below the empty hill.",
            "ab.separator * * *",
            "list • bread • salt",
            "label •",
            "item bread",
            "label •",
            "item salt",
            "table Adler 1926 4711 Beck 1919 47",
            "row Adler 1926 4711",
            "cell Adler",
            "cell 1926",
            "cell 4711",
            "row Beck 1919 4712",
            "cell Beck",
            "cell 1919",
            "cell 4712",
            "table | Name | Born | |------|----",
            "row | Name | Born |",
            "cell Name",
            "cell Born",
            "fw.rule |------|------|",
            "row | Adler | 1926 |",
            "cell Adler",
            "cell 1926",
        ]
        assert_whole(text, page)

    def test_headings_make_divisions(self) -> None:
        paragraph = "It is true that the Government of that country is faced with serious economic difficulties."
        text = (
            f"Report on the Islands\n\n{paragraph}\n\nEconomic Aspects\n\n{paragraph}\n\nII. Discussion\n\n{paragraph}"
        )
        assert outline(text, apply(text)) == [
            "head Report on the Islands",
            "p It is true that the Governme",
            "div.section Economic Aspects It is true",
            "head Economic Aspects",
            "p It is true that the Governme",
            "div.section II. Discussion It is true th",
            "head II. Discussion",
            "p It is true that the Governme",
        ]

    def test_a_quotation_of_two_paragraphs(self) -> None:
        text = """\
Notification letter sent both governments also contains following paragraphs, as was agreed at the meeting:

“The committee travel arrangements will probably require that it fly to Karachi.

“This should give opportunity to pay compliments to the Pakistan Government.”

The letter was then sent to both governments by the secretary of the commission.
"""
        assert [a.element for a in apply(text).blocks] == ["p", "quote", "p", "p", "p"]

    def test_the_lines_below_a_protocol(self) -> None:
        text = """\
Statement

I was born in Prague and came to Theresienstadt in the winter of 1941, together with my mother.

Signature: Adler Hanuš

Statement accepted by: Marta Kratková

On behalf of the archive:

Alex. Schmiedt
"""
        assert outline(text, apply(text)) == [
            "head Statement",
            "p I was born in Prague and cam",
            "closer Signature: Adler Hanuš State",
            "signed Signature: Adler Hanuš",
            "seg.witness Statement accepted by: Marta",
            "seg.witness On behalf of the archive:",
            "signed Alex. Schmiedt",
        ]


def test_words_divided_in_an_item_of_a_list() -> None:
    text = (
        "The following was agreed:\n\n(a) that the fund be closed and the re-\nport be sent;\n"
        "(b) that Dr. Green write to the Treasurer.\n\nThe meeting then rose, and all went home by train.\n"
    )
    found = [b for b in layout.apply(text, None, language="en").blocks if b.element in ("item", "lb")]
    assert sorted((b.start, b.element, b.attrs.get("break", "")) for b in found) == [
        (text.index("that the"), "item", ""), (text.index("-\n"), "lb", "no"), (text.index("that Dr."), "item", ""),
    ]  # fmt: skip
