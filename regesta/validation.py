"""All that `regesta validate` holds against a TEI document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from regesta.errors import InputError
from tei import Document, Notice, TeiError
from tei.validate import Problem, validate


def problems(document: Document, schema: str | Path = "regesta", *, shapes: bool = False) -> Iterator[Problem]:
    """What is wrong (errors) or contradicts itself (warnings), by schema, pointers, digest, dates, shapes."""
    yield from validate(document.tree, document.name, schema=schema)
    yield from _digest(document)
    yield from _contradictions(document)
    if shapes:
        import rdf
        from rdf import shacl

        try:
            findings = shacl.validate(rdf.quads(document))
        except shacl.ShaclMissingError as error:
            raise InputError(document.name, str(error)) from error
        for finding in findings:
            yield Problem(1, str(finding), "error" if finding.level == "error" else "warning")


def _digest(document: Document) -> Iterator[Problem]:
    """Whether the text is still that of the source file, where the header names one."""
    from tei.read_header import source_digest

    if source_digest(document.tree.getroot()):
        try:
            document.restore()
        except TeiError as error:
            yield Problem(error.line or 1, error.message, "warning")


def _contradictions(document: Document) -> Iterator[Problem]:
    from converters.checks import check_dates

    for notice in check_dates(document.annotations, document.metadata, document.events):
        yield Problem(_line(document, notice), notice.message, "warning")


def _line(document: Document, notice: Notice) -> int:
    """The line of the TEI file on which the passage of a notice stands."""
    if notice.span is None:
        return 1
    start, end = notice.span
    around = [
        element.sourceline
        for a, element in zip(document.body.annotations, document.body.elements, strict=True)
        if a.start <= start and end <= a.end
    ]
    return int(around[-1] or 1) if around else 1
