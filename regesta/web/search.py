"""Full-text search over the words without their marks, and the way from a hit to the characters of the source."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.web.extract import is_ideograph
from regesta.web.index import Index

_OPEN, _CLOSE = "\x02", "\x03"
_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its words in pieces, each with whether it was asked for."""

    document: str
    start: int
    end: int
    pieces: tuple[tuple[str, bool], ...]


def expression(words: str) -> str:
    """What SQLite is asked (FTS5): all words, those in quotation marks in a row, the last as a beginning.

    Every word is quoted, so that nothing in it is an operator. Empty where there is nothing to ask for.
    """
    found: list[str] = []
    for match in list(_TERMS.finditer(words))[:_MOST_TERMS]:
        phrase = match[1] if match[1] is not None else match[2]
        spaced = "".join(f" {c} " if is_ideograph(c) else c for c in phrase.replace('"', " ").replace("\0", " "))
        if any(c.isalnum() for c in spaced):
            alone = match[1] is None and match.end() == len(words.rstrip()) and not is_ideograph(spaced.strip()[-1])
            found.append(f'"{spaced}"' + ("*" if alone else ""))
    return " AND ".join(found)


def hits(index: Index, words: str, document: str, limit: int = 3) -> list[Hit]:
    """The best passages of a document."""
    rows = index.rows(
        "SELECT b.doc, b.first, b.last, b.runs, highlight(words, 0, ?, ?) AS full, "
        "snippet(words, 0, ?, ?, ' … ', 28) AS part FROM words JOIN blocks b ON b.id = words.rowid "
        "WHERE words MATCH ? AND b.doc = ? ORDER BY bm25(words), b.first LIMIT ?",
        _OPEN, _CLOSE, _OPEN, _CLOSE, expression(words), document, limit,
    )  # fmt: skip
    return [Hit(row["doc"], *_span(row), tuple(_pieces(row["part"]))) for row in rows]


def _pieces(marked: str) -> Iterator[tuple[str, bool]]:
    for piece in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", " ".join(marked.split())):
        if piece:
            yield piece.strip(_OPEN + _CLOSE), piece.startswith(_OPEN)


def _span(row: sqlite3.Row) -> tuple[int, int]:
    """The characters of the source that the first hit in a block stands for."""
    full: str = row["full"]
    opening = full.find(_OPEN)
    closing = full.find(_CLOSE, opening)
    # Words of a phrase that follow each other are marked as one, or one by one.
    while full.startswith(f" {_OPEN}", closing + 1):
        closing = full.find(_CLOSE, closing + 3)
    inside = full[opening:closing]
    low, high = opening, opening + len(inside) - inside.count(_OPEN) - inside.count(_CLOSE) - 1
    runs = json.loads(row["runs"])
    start = next((source + low - at for at, source, length in runs if at <= low < at + length), row["first"])
    end = next((source + high + 1 - at for at, source, length in runs if at <= high < at + length), row["last"])
    return (start, end) if start < end else (row["first"], row["last"])
