"""A `Transcript` as TEI P5: one pass, checked to restore before it is handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tei import body
from tei.entities import Event
from tei.escape import xml_attribute
from tei.header import calendars, header
from tei.model import Annotation, Span
from tei.nesting import Arranged, arrange
from tei.renditions import BARE
from tei.seal import seal
from tei.standoff import standoff
from tei.transcript import Transcript


class RestoreError(Exception):
    """The TEI made from a source would not give that source back: a defect, never an output."""


def write(transcript: Transcript, *, when: str = "") -> tuple[bytes, Transcript]:
    """The TEI of `transcript`, and the transcript as it was written: nested, with what had to give way.

    `when` is the day of encoding (ISO 8601) for `revisionDesc`. Raises `RestoreError`.
    """
    source = transcript.source
    passages = _passages(transcript.events, source.text, transcript.annotations)
    arranged = arrange(source.text, [*_identified(transcript.annotations, passages), *_segments(transcript, passages)],
                       transcript.outside)  # fmt: skip
    annotations = tuple(arranged.annotations())
    kept = {a.attrs["xml:id"] for a in annotations if "xml:id" in a.attrs}
    targets = {span: identifier for span, identifier in passages.items() if identifier in kept}
    written = replace(transcript, annotations=annotations, notices=transcript.notices + arranged.notices)
    document = _document(written, arranged, targets, when)
    _check(document, transcript)
    return seal(document), written


def _document(transcript: Transcript, arranged: Arranged, targets: Mapping[Span, str], when: str) -> bytes:
    declared = body.renditions(transcript.source.text, transcript.annotations)
    text = body.encode(transcript.source.text, arranged.nodes, declared, transcript.outside)
    attrs = f' xml:id="{xml_attribute(transcript.metadata.id)}"' if transcript.metadata.id else ""
    language = f' xml:lang="{xml_attribute(transcript.metadata.language)}"' if transcript.metadata.language else ""
    beside = standoff(transcript.entities, transcript.events, transcript.relations, targets, transcript.source.name)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{attrs}{language}>\n',
        header(transcript, declared, bare=f'"#{BARE}"' in text, dated=calendars(text) | calendars(beside), when=when),
        "\n",
        beside + "\n" if beside else "",
        '<text xml:space="preserve">',
        text,
        "</text>\n</TEI>\n",
    ]
    return "".join(parts).encode("utf-8")


def _check(document: bytes, transcript: Transcript) -> None:
    from tei.reader import source_text

    restored = source_text(document, transcript.source.name)
    if restored != transcript.source.text:
        at = next((i for i, (a, b) in enumerate(zip(restored, transcript.source.text, strict=False)) if a != b),
                  min(len(restored), len(transcript.source.text)))  # fmt: skip
        raise RestoreError(f"{transcript.source.name}: would not restore from character {at} on")


def _passages(events: Iterable[Event], text: str, annotations: Iterable[Annotation]) -> dict[Span, str]:
    """An id for each passage that events rest on: of the element that is just that passage, else of a `seg`.

    Ids come from the words, so that they stay when the text changes elsewhere.
    """
    taken: dict[str, int] = {}
    known = {(a.start, a.end): a.attrs["xml:id"] for a in annotations if "xml:id" in a.attrs}
    passages: dict[Span, str] = {}
    for span in sorted({span for event in events for span in event.passages}):
        if span in known:
            passages[span] = known[span]
            continue
        digest = "q-" + hashlib.sha256(text[span[0] : span[1]].encode("utf-8", "surrogatepass")).hexdigest()[:8]
        taken[digest] = taken.get(digest, 0) + 1
        passages[span] = digest if taken[digest] == 1 else f"{digest}-{taken[digest]}"
    return passages


def _identified(annotations: Iterable[Annotation], passages: Mapping[Span, str]) -> list[Annotation]:
    """`annotations`, with the id on one that is exactly a passage: the outermost of them."""
    found: list[Annotation] = []
    given: set[Span] = set()
    for a in annotations:
        span = (a.start, a.end)
        if span in passages and span not in given and a.element in ("p", "note", "ab", "head", "item", "seg"):
            given.add(span)
            if "xml:id" not in a.attrs:
                a = replace(a, attrs={**a.attrs, "xml:id": passages[span]})
        found.append(a)
    return found


def _segments(transcript: Transcript, passages: Mapping[Span, str]) -> list[Annotation]:
    """A `seg` for each passage that is no element already and lies in the document."""
    marked = {(a.start, a.end) for a in transcript.annotations if "xml:id" in a.attrs}
    marked |= {
        (a.start, a.end) for a in transcript.annotations if a.element in ("p", "note", "ab", "head", "item", "seg")
    }
    return [
        Annotation(*span, "seg", {"type": "passage", "xml:id": identifier}, cert="medium", rule="")
        for span, identifier in passages.items()
        if span not in marked and not any(o.start <= span[0] < o.end for o in transcript.outside)
    ]
