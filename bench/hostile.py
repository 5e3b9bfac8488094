"""Texts that no archive means to send: what each costs by its length, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from bench.documents import long
from bench.side_by_side import Figure, Growth, Result, peak, seconds
from converters.decode import decode
from regesta.encoding import Settings, encode
from tei import Document

SHAPES: Mapping[str, bytes] = {
    name: unit.encode("utf-8", "surrogateescape")
    for name, unit in {
        "one line without blanks": "abcdefghijklmnopqrstuvwxyz",
        "combining marks": "\u0301",
        "bidi controls": "\u202e\u202d\u2066\u2069",
        "NUL among letters": "abc\0",
        "line ends": "\n",
        "digits": "1234567890",
        "numbers": "12 ",
        "capitals": "A ",
        "quotation marks": "\u201ca\u201d \"b\" ",
        "quotes that open only": "\u201c",
        "round brackets that open": "(",
        "tabs": "\t",
        "dates": "1.1.1962 ",
        "names": "Mr. Brown ",
        "names with nothing between": "John Brown ",
        "[sic]": "[sic] ",
        "words with [sic]": "word [sic] ",
        "invalid UTF-8": "\udcff",
        "invalid UTF-8 among letters": "abc d\udcff ",
        "square brackets that open": "[",
        "square brackets that close": "]",
        "empty square brackets": "[]",
        "empty square brackets apart": "[] ",
        "square brackets with a sign": "[?]",
        "unknown marks": "[x] ",
        "lines of a speaker": "Brown: yes\n",
        "lines of a list": "1. a\n",
        "lines of a table": "a\tb\n",
        "short paragraphs": "a\n\n",
        "dots": ".",
        "page numbers": "- 3 -\n",
        "half words": "ver-\n",
        "angle brackets": "<a>&",
        "escape symbols": "\u241b",
        "carriage returns": "\r",
        "form feeds": "\f",
        "sentences of one word": "He said. ",
        "amounts": "$5 ",
        "underlines": "_",
        "CJK": "\u5f20\u6c49\u592b",
    }.items()
}  # fmt: skip
"""What each text repeats."""
NESTED = "square brackets in each other"
ORDINARY = "ordinary text"


def text(shape: str, size: int) -> bytes:
    """A text of about so many bytes."""
    if shape == NESTED:
        return b"[" * (size // 2) + b"]" * (size // 2)
    if shape == ORDINARY:
        return long(size).text.encode()
    unit = SHAPES[shape]
    return unit * (size // len(unit))


def hostile(sizes: tuple[int, ...]) -> Iterator[Result]:
    """Time and memory that each hostile text takes, and how they grow."""
    for shape in (*SHAPES, NESTED, ORDINARY):
        costs = {size: _cost(shape, size) for size in sizes}
        yield Growth(shape, [(size, taken) for size, (taken, _) in costs.items()], "≤ 1.1")
        memory = "  ".join(f"{size:,}: {most:,} MiB" for size, (_, most) in costs.items())
        yield Figure(f"    memory of {shape}", memory)


def _cost(shape: str, size: int) -> tuple[float, int]:
    """Seconds of processor time, and MiB at most, in a process of its own."""
    code = f"from bench.hostile import convert; convert({shape!r}, {size})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=os.environ)
    taken, most = done.stdout.split()
    return float(taken), int(most) >> 10


def convert(shape: str, size: int) -> None:
    """Convert a hostile text, see that it comes back, and print what it took: seconds, and KiB of the process."""
    for few in (text(ORDINARY, 2_000), text(shape, 1_000)):
        encode(decode(few), Settings())  # what is loaded once is not counted
    raw = text(shape, size)
    found: list[bytes] = []
    taken = seconds(lambda: found.append(encode(decode(raw, name="hostile.txt"), Settings())[0]))
    print(taken, peak())
    if Document.parse(found[0]).restore() != raw:
        raise AssertionError(f"{shape}: does not come back")
