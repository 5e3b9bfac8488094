"""Nothing is lost: from any TEI that regesta wrote the source comes back."""

from __future__ import annotations

from hypothesis import given, settings

from tei import Annotation, Document, Outside, Source, Transcript, write
from tests.strategies import annotated, texts


@given(annotated())
@settings(max_examples=400, deadline=None)
def test_any_annotations_over_any_text_restore(case: tuple[str, list[Annotation]]) -> None:
    text, annotations = case
    document, written = write(Transcript(Source(text, "any.txt"), tuple(annotations)))
    back = Document.parse(document)
    assert back.restore() == text.encode()
    assert back.annotations == written.annotations


@given(texts, texts, texts)
@settings(deadline=None)
def test_page_text_outside_the_document_goes_back_to_its_place(before: str, body: str, after: str) -> None:
    text = before + body + after
    outside = (Outside(0, len(before)), Outside(len(before) + len(body), len(text)))
    document, _ = write(Transcript(Source(text, "page.txt"), (Annotation(0, len(text), "p"),), outside))
    assert Document.parse(document).text == text


def test_delimiters_are_declared_once_and_derived() -> None:
    text = "will [be] issued at Ba-ke-tu [sic]"
    annotations = (
        Annotation(0, len(text), "p"),
        Annotation(5, 9, "supplied", {"reason": "subaudible"}, (6, 8), "high"),
        Annotation(20, 34, "sic", {}, (20, 28), "high"),
    )
    document, _ = write(Transcript(Source(text, "t.txt"), annotations))
    markup = document.decode()
    assert 'scope="before" selector="supplied">content: "["</rendition>' in markup
    assert 'scope="after" selector="sic">content: " [sic]"</rendition>' in markup
    assert (
        '<p>will <supplied reason="subaudible" resp="#regesta" cert="high">be</supplied> issued at '
        '<sic resp="#regesta" cert="high">Ba-ke-tu</sic></p>'
    ) in markup
    assert Document.parse(document).restore() == text.encode()
