"""Hostile input over the whole path: text to TEI, back to the text, to RDF and tables.

`REGESTA_FUZZ=seconds pytest tests/test_hostile.py` fuzzes for longer and with other texts each time, with
`REGESTA_FUZZ_SEED=number` with the same each time;
`REGESTA_LARGE=characters` takes larger texts.
"""

from __future__ import annotations

import csv
import io
import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import rdf
import regesta
from converters.decode import DecodeError
from converters.editorial import ConventionError
from regesta.build import tables
from regesta.encoding import Settings, encode, source
from regesta.pool import Fault, Limits, run
from tei import Document
from tests.small_archive import made
from tests.strategies import PIECES
from tests.test_any_text import WORDS

SECONDS = float(os.environ.get("REGESTA_FUZZ", "5"))
SEED = os.environ.get("REGESTA_FUZZ_SEED", None if "REGESTA_FUZZ" in os.environ else "0")
SIZE = int(os.environ.get("REGESTA_LARGE", "200000"))
SENTENCE = "Mr. Brown went to Paris on 3 May 1962 [illegible]. "

LARGE = {
    "one-line": SENTENCE * (SIZE // len(SENTENCE) // 4), "open-brackets": "[" * SIZE, "close-brackets": "]" * SIZE,
    "nested-brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2), "combining-marks": "\u0301" * SIZE,
    "bidi-controls": "\u202e\u2066\u2069" * (SIZE // 3), "new-lines": "\n" * SIZE, "markup": "<a>&amp;]]>" * (SIZE // 11),
    "NULs": "text \0" * (SIZE // 6), "one-word": "a" * SIZE, "capitals": "A " * (SIZE // 2),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_large_hostile_texts_come_back_byte_for_byte(name: str) -> None:
    text = LARGE[name]
    document = regesta.convert(text, name="a.txt")
    assert document.restore() == text.encode()
    assert rdf.nquads(document).endswith(b" .\n")


def _double(name: str, size: int) -> float:
    start = time.process_time()
    regesta.convert(LARGE[name][:size], name="a.txt")
    return time.process_time() - start


@pytest.mark.parametrize("name", ["open-brackets", "nested-brackets", "capitals"])
def test_time_grows_with_the_length_of_hostile_texts_and_not_with_its_square(name: str) -> None:
    small, large = (min(_double(name, size) for _ in range(3)) for size in (20_000, 160_000))
    assert large < 24 * max(small, 0.03)  # its square would be 64 times; the rest is other work on the machine


def test_invalid_bytes_come_back() -> None:
    raw = b"Caf\xe9 and \xff\xfe and \xc3( and \xed\xa0\x80 end " * 50
    found = source(raw, "a.txt", Settings())
    assert Document.parse(encode(found, Settings())[0]).restore() == raw


def test_what_is_no_text_is_refused_with_the_reason() -> None:
    with pytest.raises(DecodeError, match=r"a\.txt: not text"):
        source(b"\0" * 1000, "a.txt", Settings())


def _endless(size: int) -> object:
    yield len(str(regesta.convert("[illegible] " * size)))


def test_a_text_too_large_for_its_limits_is_stopped() -> None:
    found = list(run([1_000_000], _endless, jobs=1, limits=Limits(1.0, 4096)))  # type: ignore[arg-type]
    assert found == [(1_000_000, 0, Fault("took longer than 1 seconds: stopped"))]
    ((_, _, fault),) = run([1_000_000], _endless, jobs=1, limits=Limits(60, 64))  # type: ignore[arg-type]
    # a library in C++ that gets no memory ends its process itself
    assert fault.message in ("takes more memory than allowed (64 MiB)",
                             "its process died (Aborted), perhaps for want of memory")


def test_edited_tei_that_is_a_bomb_is_refused_and_the_others_done(root: Path) -> None:
    made(root)
    bomb = '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&b;</TEI>'
    deep = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{"<ab>" * 5000}{"</ab>" * 5000}</text></TEI>'
    outside = bomb.replace('"ha"', 'SYSTEM "file:///etc/passwd"')
    for name, content in (("letter", bomb), ("cable", deep), ("1962/memo", outside)):
        (root / "tei" / f"{name}.tei.xml").write_text(content)
    assert made(root).failures == {
        "letter.txt": "letter.tei.xml:1: refused: declares entities",
        "cable.txt": "cable.tei.xml:1: refused: elements nested more than 256 deep",
        "1962/memo.txt": "memo.tei.xml:1: refused: declares entities",
    }


CONVENTION = """
name = "mine"
title = "Mine"
description = "Mine."
[[rule]]
id = "evil"
description = "Evil."
pattern = '{}'
becomes = "gap"
attributes = {{ reason = "illegible" }}
"""


def test_a_pattern_that_would_blow_up_elsewhere_is_linear_here(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(CONVENTION.format("(a+)+(b+)*(a*)*c"))
    start = time.process_time()
    document = regesta.convert(f"[{'a' * 50_000}] " * 3, name="a.txt", convention=str(tmp_path / "mine.toml"))
    assert time.process_time() - start < 10
    assert [a.element for a in document.annotations].count("gap") == 0


@pytest.mark.parametrize("expression", [r"(a)\1", "a(?=b)", "(a{1000}){1000}"])
def test_patterns_that_cannot_be_linear_are_refused_and_the_file_named(tmp_path: Path, expression: str) -> None:
    (tmp_path / "mine.toml").write_text(CONVENTION.format(expression))
    with pytest.raises(ConventionError, match=r"mine\.toml"):
        regesta.convert("[x]", convention=str(tmp_path / "mine.toml"))


EVIL = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "<img src=x onerror=y>", "'\"><b>")
words = st.one_of(st.sampled_from((*PIECES, *WORDS, *EVIL, "\u0301" * 9, "\u2067\u202e", "\x85", "FROM: ")), st.text(max_size=5))
texts = st.lists(words, max_size=40).map(lambda found: " ".join(found) if len(found) % 3 else "".join(found))
raws = st.one_of(texts.map(str.encode), st.binary(max_size=200), texts.map(lambda t: t.encode("utf-16")),
                 st.tuples(texts, st.binary(max_size=9)).map(lambda both: both[0].encode() + both[1]))  # fmt: skip


def whole_path(raw: bytes) -> None:
    try:
        found = source(raw, "any.txt", Settings())
    except DecodeError as error:
        assert str(error).startswith("any.txt: ")
        return
    document = Document.parse(encode(found, Settings())[0])
    assert document.restore() == raw
    quads = rdf.nquads(document)
    assert len(list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))) == quads.count(b" .\n")
    for table, lines in tables.rows(document, "any.txt").items():
        written = b"".join(map(tables.line, lines)).decode()
        for row in csv.reader(io.StringIO(written, newline="")):
            assert len(row) == len(tables.COLUMNS[table])
            assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for value in row)


def test_fuzzing() -> None:
    until, number = time.monotonic() + SECONDS, int(SEED or 0)
    while time.monotonic() < until:
        check = given(raws)(whole_path)
        check = settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))(check)
        if SEED is not None:
            check = seed(number)(check)
        check()
        number += 1
