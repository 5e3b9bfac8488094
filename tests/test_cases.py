"""Conversion, case by case: every file in `tests/cases` is a source, the TEI it must give, and what must be true in RDF.

A case is a text file that anyone can write:

    What the case shows, in a line.
    === source
    Comrade [Zhang] Hanfu, please check.
    === tei
    <p>Comrade <persName><supplied reason="name-completion">Zhang</supplied> Hanfu</persName>, please check.</p>
    === true
    ?mark oa:motivatedBy reg:supplied .

The TEI is that of `body` (and `front`, `back`), without what every machine statement has (`resp`, `ana`) and without ids of
passages; `cert` counts where the expectation gives it anywhere. Each line under `true` is a SPARQL pattern. `=== authority`
may give a CSV of names, `=== false` patterns that must not hold.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import regesta
from rdf.query import prepare
from rdf.store import Embedded
from regesta.validation import problems

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
_PASSAGE = re.compile(r'<seg type="passage"[^>]*>((?:(?!<seg|</seg>).)*)</seg>', re.DOTALL)


def sections(path: Path) -> dict[str, str]:
    head, *rest = re.split(r"^=== (.+)\n", path.read_text("utf-8"), flags=re.MULTILINE)
    return {"about": head.strip()} | {name: text.removesuffix("\n") for name, text in zip(rest[::2], rest[1::2], strict=True)}


def markup(document: regesta.Document, *, cert: bool) -> str:
    text = str(document)
    text = text[text.index("<text ") : text.index("</text>")].partition(">")[2]
    dropped = "resp|ana|xml:id|rendition" + ("" if cert else "|cert")
    text = re.sub(rf' (?:{dropped})="[^"]*"', "", text)
    while text != (bare := _PASSAGE.sub(r"\1", text)):
        # The innermost passages first: a passage may hold another.
        text = bare
    return text.replace("<body>", "").replace("</body>", "").strip()


def test_there_are_cases() -> None:
    assert len(CASES) > 30


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = sections(path)
    authority = []
    if "authority" in case:
        authority = [tmp_path / "names.csv"]
        authority[0].write_text(case["authority"], "utf-8")
    document = regesta.convert(case["source"], name=f"{path.stem}.txt", authority=authority)
    assert document.restore() == case["source"].encode()
    assert [problem for problem in problems(document) if problem.level == "error"] == []
    if "tei" in case:
        assert markup(document, cert="cert=" in case["tei"]) == case["tei"].strip()
    store = Embedded.of([document])
    for name, wanted in (("true", True), ("false", False)):
        for pattern in filter(str.strip, case.get(name, "").splitlines()):
            assert store.query(prepare(f"ASK {{ {pattern} }}")).truth is wanted, pattern
