"""Page layouts: what of a page is the document, where its title, date line, text and signatures stand.

A layout is a file of data (`converters/layouts/*.toml`; `docs/layouts.md` says how to write one). The one
that fits is chosen from the text, or given by name or as a file.
"""

from __future__ import annotations

from pathlib import Path

from converters.layout import choose as _choose
from converters.layout.data import Layout, LayoutError, load, names
from converters.layout.document import write
from converters.layout.furniture import take
from converters.layout.lines import units
from converters.layout.page import Draft, Page
from converters.layout.record import read
from tei.model import Cert, Notice, Outside

__all__ = ["Layout", "LayoutError", "Page", "apply", "choose", "load", "names"]


def choose(text: str) -> tuple[Layout, Cert, tuple[str, ...]]:
    """The layout that fits `text`, how sure that is, and what speaks for it."""
    return _choose.choose(units(readable(text)))


def apply(text: str, layout: str | Path | Layout | None = None, *, language: str = "") -> Page:
    """The blocks of `text`, what of it is outside the document, and what it says of itself.

    `layout` is a name, a file, or a layout; without it the one that fits is taken. Raises `LayoutError`.
    """
    text = readable(text)
    parts = units(text)
    cert: Cert = "high"
    reasons: tuple[str, ...] = ("as told",)
    if layout is None:
        chosen, cert, reasons = _choose.choose(parts)
    else:
        chosen = layout if isinstance(layout, Layout) else load(layout)
    draft = Draft(text)
    outside: list[Outside] = []
    if chosen.record is not None:
        parts, outside = read(parts, chosen.record, draft)
    parts = take(parts, draft)
    write(parts, chosen, draft)
    if chosen.genre:
        draft.values.setdefault("genre", chosen.genre)
    if language:
        # A record gives the language of the original as often as that of the text.
        stated = draft.values.get("language", language)
        if stated != language:
            draft.values.setdefault("original_language", stated)
        draft.values["language"] = language
    if cert == "low":
        draft.notices.append(Notice("layout.doubtful", f"the layout {chosen.name} is doubtful", None, "info"))
    blocks = tuple(sorted(draft.blocks, key=lambda a: (a.start, -a.end)))
    return Page(chosen.name, cert, reasons, blocks, tuple(outside), draft.metadata(), tuple(draft.notices))


_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def readable(text: str) -> str:
    """`text` with bytes that were no characters (lone surrogates) as U+FFFD, which patterns can read."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text
