"""A document for the terminal: the source text with its marks in colour, a legend, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click

from rdf.layout import wrapped
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
    yield from _heading(document, width)
    yield ""
    yield from _text(document, min(width, 100), colour)
    used = {a.element for a in document.annotations if _shown(a)}
    yield ""
    yield from _legend([STYLES[e] for e in STYLES if e in used and e not in _QUIET], width, colour)
    yield from _events(document.events, width)
    yield from _doubtful(document, width)


def _heading(document: Document, width: int) -> Iterator[str]:
    metadata = document.metadata
    if metadata.title:
        yield from (click.style(line, bold=True) for line in wrapped(_printable(metadata.title.text), width))
    facts = [
        metadata.date.text if metadata.date else "",
        ", ".join(a.text or a.attrs.get("role", "") for a in metadata.authors),
        " ".join(s.text for s in (metadata.repository, *metadata.idnos[:1]) if s),
    ]
    line = " · ".join(fact for fact in facts if fact)
    if line:
        yield from (click.style(part, dim=True) for part in wrapped(_printable(line), width))


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
                sign = "" if colour else STYLES[a.element].sign
                there = ends.get(a.end - 1, "")
                ends[a.end - 1] = there + ("" if sign in there else sign) + doubt
    start = min((a.start for a in document.annotations if a.element in ("front", "body")), default=0)
    end = max((a.end for a in document.annotations if a.element in ("back", "body")), default=len(text))
    end = start + len(text[start:end].rstrip())
    first = end - len(text[start:end].lstrip())
    start = max(start, text.rfind("\n", start, first) + 1)
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
    return _in_style(text, STYLES[element])


def _in_style(text: str, s: Style) -> str:
    return click.style(text, fg=s.fg, bold=s.bold or None, underline=s.underline or None, dim=s.dim or None,
                       italic=s.italic or None, reverse=s.reverse or None)  # fmt: skip


def _legend(styles: Iterable[Style], width: int, colour: bool) -> Iterator[str]:
    """What each colour or sign means, as many in a line as fit."""
    line, taken = "", 0
    for style in {s.name: s for s in styles}.values():
        words = style.name if colour else f"{style.sign} {style.name}"
        if line and taken + 2 + len(words) > width:
            yield line
            line, taken = "", 0
        line += ("  " if line else "") + (_in_style(words, style) if colour else words)
        taken += (2 if taken else 0) + len(words)
    if line:
        yield line


def _events(events: Iterable[Event], width: int) -> Iterator[str]:
    """The acts of the record, then what it tells of, by date; what is not said to have happened says so."""
    listed = sorted(events, key=lambda e: (not e.record, _when(e)))
    if not listed:
        return
    yield ""
    yield click.style("Events", bold=True)
    dates = max(len(_when(e)) for e in listed)
    indent = f"  {'':<{dates}}  {'':<9}  "
    for event in listed:
        kind = event.modality or ("record" if event.record else "told")
        first, *rest = wrapped(event.label, max(width - len(indent), 20))
        yield f"  {_when(event) or '—':<{dates}}  {kind:<9}  {first}"
        for line in (*rest, *(f"· {q.text}" for q in event.quantities)):
            yield indent + line


def _when(event: Event) -> str:
    """The date of an event; where only one bound is known, the other is left open as EDTF writes it."""
    date = event.date
    first, last = date.get("from") or date.get("notBefore"), date.get("to") or date.get("notAfter")
    span = f"{first or ''}..{last or ''}" if first or last else ""
    return date.get("when") or date.get("when-custom") or span


def _doubtful(document: Document, width: int) -> Iterator[str]:
    """Every statement of low certainty: where it stands, its words, what it is taken for, and by which rule."""
    found = [a for a in document.annotations if a.cert == "low"]
    if not found:
        return
    yield ""
    yield click.style("Doubtful", bold=True) + click.style(f"  {len(found)}, for a person to decide", dim=True)
    rows = [(a, " ".join(_printable(document.text[a.start : a.end]).split())) for a in found]
    room = min(max(len(words) for _, words in rows), max(width // 3, 16))
    for a, words in rows:
        cut = words if len(words) <= room else words[: room - 1] + "…"
        what = STYLES[a.element].name if a.element in STYLES else a.element
        meant = a.attrs.get("ref") or a.attrs.get("when-custom") or a.attrs.get("when") or a.attrs.get("reason") or ""
        said = f"{what}, {meant}" if meant else what
        indent = f"  {'':>7}  {'':<{room}}  "
        first, *rest = wrapped(said, max(width - len(indent), 20))
        yield f"  {a.start:>7}  {cut:<{room}}  {first}".rstrip()
        yield from (indent + line for line in rest)
        yield click.style(indent + a.rule, dim=True).rstrip()
