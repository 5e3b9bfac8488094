"""One valid tree out of any annotations: what crosses gives way, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tei import Annotation, Source, Transcript, write
from tei.body import encode_fragment
from tei.grammar import load
from tei.nesting import arrange
from tei.parse import parse
from tei.validate import conformance
from tests.strategies import annotated

ROOT = Path(__file__).parent.parent
SCHEMAS = {
    "regesta": ROOT / "tei/schema/regesta.rng",
    "the whole of TEI": ROOT.parent / "shared/schema/tei_all.rng",
}


def problems(document: bytes, schema: Path) -> tuple[str, ...]:
    """What a schema, and the rules of the Guidelines beyond it, find wrong with a document."""
    return tuple(problem.message for problem in conformance(parse(document), load(str(schema))))


@pytest.mark.parametrize("path", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_any_annotations_make_valid_tei(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project")

    @given(annotated())
    @settings(max_examples=300, deadline=None)
    def check(case: tuple[str, list[Annotation]]) -> None:
        text, annotations = case
        document, _ = write(Transcript(Source(text, "any.txt"), tuple(annotations)))
        assert not problems(document, path)

    check()


def named(text: str, *spans: tuple[int, int, str]) -> str:
    return encode_fragment(text, [Annotation(*span) for span in spans])


def test_the_longer_of_two_contains_the_shorter() -> None:
    assert named("Mr. Brown", (0, 9, "rs"), (4, 9, "persName")) == "<rs>Mr. <persName>Brown</persName></rs>"


def test_of_two_that_cross_the_earlier_stays_and_the_other_is_reported() -> None:
    arranged = arrange("one two three", [Annotation(0, 7, "persName"), Annotation(4, 13, "date")])
    assert [a.element for a in arranged.annotations()] == ["body", "ab", "persName"]
    assert [n.message for n in arranged.notices] == ["date not marked: it crosses another persName"]


def test_an_editorial_mark_wins_over_a_name_that_crosses_it() -> None:
    text = "[the Zhang] Hanfu"
    mark = Annotation(0, 11, "supplied", {"reason": "subaudible"}, (1, 10))
    assert encode_fragment(text, [mark, Annotation(5, 17, "persName")]) == (
        '<supplied reason="subaudible">the Zhang</supplied> Hanfu'
    )


def test_a_line_beginning_among_delimiters_gives_way() -> None:
    text = "word\n[sic]"
    mark = Annotation(0, 10, "sic", {}, (0, 4))
    assert encode_fragment(text, [Annotation(5, 5, "lb"), mark]) == "<sic>word</sic>"


def test_text_between_blocks_gets_a_block() -> None:
    arranged = arrange("a\n\nb", [Annotation(0, 1, "p")])
    assert [(a.element, a.start, a.end) for a in arranged.annotations()] == [("body", 0, 4), ("p", 0, 1), ("ab", 3, 4)]
