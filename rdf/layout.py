"""Tables for the terminal: columns aligned however wide their characters are, long cells over several lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

_NARROWEST = 8
"""No column is made narrower than this."""
_WORD = 30
"""A word that is longer may be broken."""
_LINES = 6
"""How many lines a row takes at most; what is left over is cut, and CSV has it."""


def table(rows: Iterable[Mapping[str, str]], variables: Sequence[str] = (), *, width: int = 0) -> str:
    """Rows as a table for the terminal; where `width` is given, long cells go over several lines to fit into it."""
    listed = [dict(row) for row in rows]
    names = list(variables) or list(dict.fromkeys(name for row in listed for name in row))
    if not names:
        return "(nothing)"
    cells = [[_cell(row.get(name, "")) for name in names] for row in listed]
    widths = [max(_width(cell) for cell in column) or 1 for column in zip(names, *cells, strict=True)]
    if width:
        words = [max(_width(word) for cell in column for word in cell.split(" "))
                 for column in zip(names, *cells, strict=True)]  # fmt: skip
        widths = _fitted(widths, words, width - 2 * (len(names) - 1))
    lines = [*_row(names, widths), *_row(["─" * w for w in widths], widths)]
    for row in cells:
        lines += _row(row, widths)
    return "\n".join(lines if cells else [*lines, "(nothing)"])


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of one row."""
    columns = [wrapped(cell, width)[: _LINES + 1] for cell, width in zip(cells, widths, strict=True)]
    for column, width in zip(columns, widths, strict=True):
        if len(column) > _LINES:
            column[_LINES - 1 :] = [_cut(column[_LINES - 1], width - 1) + "…"]
    height = max(map(len, columns))
    filled = [column + [""] * (height - len(column)) for column in columns]
    return ["  ".join(map(_padded, line, widths)).rstrip() for line in zip(*filled, strict=True)]


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines of at most `width` columns of a terminal, broken at spaces where there are any."""
    lines: list[str] = []
    line, taken = "", 0
    for word in text.split(" "):
        size = _width(word)
        if line and taken + 1 + size <= width:
            line, taken = f"{line} {word}", taken + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            piece = _cut(word, width)
            lines.append(piece)
            word = word[len(piece) :]
            size = _width(word)
        line, taken = word, size
    return [*lines, line]


def _cut(text: str, width: int) -> str:
    """As much of a text as fits, one character at least."""
    taken = 0
    for at, character in enumerate(text):
        taken += _columns(character)
        if taken > width:
            return text[: max(at, 1)]
    return text


def _cell(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes (Unicode Standard Annex 11)."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _width(cell: str) -> int:
    return len(cell) if cell.isascii() else sum(map(_columns, cell))


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _fitted(widths: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """Column widths that fit into `room`: the widest give way first, and no word is broken if that is enough."""
    fitted = list(widths)
    for least in ([min(word, _WORD) for word in words], [_NARROWEST] * len(words)):
        while sum(fitted) > room:
            over = [at for at, width in enumerate(fitted) if width > max(least[at], _NARROWEST)]
            if not over:
                break
            fitted[max(over, key=lambda at: fitted[at])] -= 1
    return fitted
