"""Draw bracketed marks at random, each with its surroundings and what it became: for judging by hand.

usage: python -m bench.marks FOLDER|DOCS.jsonl.gz… [--seed 1] [--number 100] [--unclassified]

The same seed over the same texts draws the same marks. What is judged is whether the reading is the one that the
table of editorial conventions (docs/conventions.md) gives.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import regesta
from tei.model import Annotation

_MARK = re.compile(r"\[[^\[\]\n]{0,400}\]")
_AROUND = 80
_EDITORIAL = frozenset(
    [
        "gap",
        "sic",
        "corr",
        "choice",
        "supplied",
        "unclear",
        "note",
        "rs",
        "incident",
        "signed",
        "stamp",
        "head",
        "dateline",
        "speaker",
        "ref",
        "seg",
        "space",
        "del",
        "add",
        "ex",
        "pb",
        "abbr",
        "expan",
        "label",
        "orig",
        "reg",
        "opener",
        "closer",
    ]
)


def texts(places: list[str]) -> Iterator[tuple[str, str]]:
    """(name, text) of every document."""
    for place in map(Path, places):
        if place.is_dir():
            yield from ((p.name, p.read_text("utf-8")) for p in sorted(place.rglob("*.txt")))
        elif place.suffix == ".gz":
            with gzip.open(place, "rt", encoding="utf-8") as lines:
                yield from ((d["id"], d["text"]) for d in map(json.loads, lines))
        else:
            yield place.name, place.read_text("utf-8")


def became(annotations: list[Annotation], text: str, start: int, end: int) -> str:
    """What the annotations say of the mark between `start` and `end`."""
    said = []
    for a in annotations:
        inside = start <= a.start and a.end <= end
        ends = a.end == end and a.element in _EDITORIAL and a.start >= start - 120
        if (inside or ends) and a.element in _EDITORIAL:
            attributes = "".join(f" {k}={v}" for k, v in a.attrs.items() if k != "xml:id")
            said.append(f"{a.element}{attributes} ({a.cert}) “{text[slice(*a.content)]}” {a.rule}")
    return "\n      ".join(dict.fromkeys(said)) or "NOTHING"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--unclassified", action="store_true", help="only count and list the marks no rule knows")
    given = parser.parse_args()
    found = [(name, text, m) for name, text in texts(given.places) for m in _MARK.finditer(text)]
    drawn = found if given.unclassified else random.Random(given.seed).sample(found, min(given.number, len(found)))
    read: dict[str, list[Annotation]] = {}
    shown = 0
    for number, (name, text, m) in enumerate(drawn, 1):
        if name not in read:
            read[name] = list(regesta.convert(text).annotations)
        said = became(read[name], text, *m.span())
        if given.unclassified and "unclassified" not in said:
            continue
        shown += 1
        left, right = text[max(0, m.start() - _AROUND) : m.start()], text[m.end() : m.end() + _AROUND]
        around = f"{' '.join(left.split())} >>>{m[0]}<<< {' '.join(right.split())}"
        print(f"{number:3} {name} {m.start()}\n      {around}\n      {said}")
    print(f"{shown} of {len(found)} marks, seed {given.seed}")


if __name__ == "__main__":
    main()
