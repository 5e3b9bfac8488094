"""A document for the terminal: the source text with its marks in colour, a legend, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click

from tei import Annotation, Document
from tei.entities import Event


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of mark looks. `sign` tells it apart where there is no colour."""

    name: str
    sign: str
    fg: str | None = None
    bold: bool = False
    underline: bool = False
    dim: bool = False
    italic: bool = False
    reverse: bool = False


STYLES = {
    "persName": Style("person", "ᴾ", fg="bright_blue", underline=True),
    "rs": Style("person by office", "ᴼ", fg="bright_blue", italic=True),
    "orgName": Style("organisation", "ᴳ", fg="magenta", underline=True),
    "abbr": Style("abbreviation", "ᴬ", fg="magenta"),
    "placeName": Style("place", "ᴸ", fg="green", underline=True),
    "date": Style("date", "ᴰ", fg="yellow", underline=True),
    "time": Style("time", "ᵀ", fg="yellow"),
    "num": Style("number", "ᴺ", fg="cyan"),
    "measure": Style("quantity", "ᴺ", fg="cyan"),
    "ref": Style("reference", "ᴿ", underline=True),
    "bibl": Style("reference", "ᴿ", underline=True),
    "gap": Style("cannot be read, or left out", "⌀", fg="red", reverse=True),
    "unclear": Style("doubtful reading", "?", fg="red"),
    "sic": Style("so in the source", "!", fg="red", underline=True),
    "corr": Style("correction", "!", fg="green"),
    "supplied": Style("supplied by an editor", "+", fg="bright_cyan", italic=True),
    "note": Style("note", "*", fg="bright_magenta"),
    "incident": Style("incident", "*", fg="bright_magenta", italic=True),
    "seg": Style("mark that no rule knows", "¿", fg="red", bold=True),
    "head": Style("heading", "", bold=True),
    "speaker": Style("speaker", "", bold=True),
    "signed": Style("signature", "", italic=True),
}
_QUIET = ("head", "speaker", "signed")


def lines(document: Document, *, width: int = 80, colour: bool = True) -> Iterator[str]:
    """The lines of the display."""
    yield from _heading(document)
    yield ""
    yield from _text(document, min(width, 100), colour)
    used = {a.element for a in document.annotations if _shown(a)}
    yield ""
    yield "  ".join(dict.fromkeys(_legend(e, colour) for e in STYLES if e in used and e not in _QUIET))
    yield from _events(document.events)
    yield from _doubtful(document)


def _heading(document: Document) -> Iterator[str]:
    metadata = document.metadata
    if metadata.title:
        yield click.style(metadata.title.text, bold=True)
    facts = [
        metadata.date.text if metadata.date else "",
        ", ".join(a.text or a.attrs.get("role", "") for a in metadata.authors),
        " ".join(s.text for s in (metadata.repository, *metadata.idnos[:1]) if s),
    ]
    line = " · ".join(fact for fact in facts if fact)
    if line:
        yield click.style(line, dim=True)


def _shown(a: Annotation) -> bool:
    return a.element in STYLES and not (a.element == "seg" and a.attrs.get("subtype") != "unclassified")


def _text(document: Document, width: int, colour: bool) -> Iterator[str]:
    """The text of the document, wrapped, each character in the style of the innermost mark over it."""
    text = document.text
    styles: list[str] = [""] * len(text)
    ends: dict[int, str] = {}
    for a in document.annotations:
        if _shown(a):
            styles[a.start : a.end] = [a.element] * (a.end - a.start)
            if a.element not in _QUIET:
                doubt = "?" if a.cert == "low" else ""
                ends[a.end - 1] = ends.get(a.end - 1, "") + ("" if colour else STYLES[a.element].sign) + doubt
    start = min((a.start for a in document.annotations if a.element in ("front", "body")), default=0)
    end = max((a.end for a in document.annotations if a.element in ("back", "body")), default=len(text))
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _wrapped(text, start, stop, width, styles, ends, colour)
        start = stop + 1


def _wrapped(text: str, start: int, stop: int, width: int, styles: list[str], ends: dict[int, str],
             colour: bool) -> Iterator[str]:  # fmt: skip
    if start >= stop:
        yield ""
    while start < stop:
        cut = stop
        if stop - start > width:
            space = text.rfind(" ", start + 1, start + width + 1)
            cut = space if space > start else start + width
        yield _coloured(text, start, cut, styles, ends, colour)
        start = cut + 1 if cut < stop and text[cut] == " " else cut


def _coloured(text: str, start: int, stop: int, styles: list[str], ends: dict[int, str], colour: bool) -> str:
    out: list[str] = []
    run = start
    for at in range(start, stop):
        if at in ends or at + 1 == stop or styles[at + 1] != styles[at]:
            piece = _printable(text[run : at + 1])
            out.append(_styled(piece, styles[at]) if colour and styles[at] else piece)
            if at in ends:
                out.append(click.style(ends[at], fg="red", bold=True) if colour else ends[at])
            run = at + 1
    return "".join(out)


def _printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters and bidi overrides shown as what they are."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\x{ord(c):02x}" for c in text if c != "\r")


def _styled(text: str, element: str) -> str:
    s = STYLES[element]
    return click.style(text, fg=s.fg, bold=s.bold or None, underline=s.underline or None, dim=s.dim or None,
                       italic=s.italic or None, reverse=s.reverse or None)  # fmt: skip


def _legend(element: str, colour: bool) -> str:
    style = STYLES[element]
    return _styled(style.name, element) if colour else f"{style.sign} {style.name}"


def _events(events: Iterable[Event]) -> Iterator[str]:
    events = list(events)
    if not events:
        return
    yield ""
    yield click.style("Events", bold=True)
    for event in sorted(events, key=lambda e: (not e.record, _when(e))):
        kind = "record" if event.record else (event.modality or "told")
        yield f"  {_when(event) or '—':<24} {kind:<10} {event.label}"
        for q in event.quantities:
            yield f"  {'':<24} {'':<10} · {q.text}"


def _when(event: Event) -> str:
    date = event.date
    span = "/".join(filter(None, (date.get("from") or date.get("notBefore"), date.get("to") or date.get("notAfter"))))
    return date.get("when") or date.get("when-custom") or span


def _doubtful(document: Document) -> Iterator[str]:
    """Every statement of low certainty, where it stands, and the rule behind it."""
    found = [a for a in document.annotations if a.cert == "low"]
    if not found:
        return
    yield ""
    yield click.style("Doubtful", bold=True) + click.style(f"  {len(found)}, for a person to decide", dim=True)
    for a in found:
        words = " ".join(_printable(document.text[a.start : a.end]).split())
        words = words if len(words) < 48 else words[:47] + "…"
        what = STYLES[a.element].name if a.element in STYLES else a.element
        meant = a.attrs.get("ref") or a.attrs.get("when-custom") or a.attrs.get("when") or a.attrs.get("reason") or ""
        yield f"  {a.start:>7}  {words:<48}  {what} {meant}  {click.style(a.rule, dim=True)}".rstrip()
