"""The texts and authorities that measurements run over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from converters.authority import Authority
from tei import Source
from tei.entities import Entity, Name

ROOT = Path(__file__).parent.parent
SEED_AUTHORITY = tuple(str(path) for path in (ROOT / "seeds/authority").glob("*.xml"))

FEW = "REGESTA_BENCH_TEXTS"
"""The environment variable that says how many of the sample documents are taken, if not all."""


@lru_cache
def texts() -> tuple[Source, ...]:
    """The sample documents: the seed, and those beside the project if they are there."""
    found = sorted((ROOT / "seeds").glob("*.txt")) + sorted((ROOT.parent / "shared/samples").rglob("*.txt"))
    few = int(os.environ.get(FEW, len(found)))
    return tuple(Source(path.read_bytes().decode("utf-8"), path.name) for path in found[:few])


def many(count: int) -> Iterator[Source]:
    """As many documents as asked for: the samples again and again, under names of their own."""
    samples = texts()
    for number in range(count):
        sample = samples[number % len(samples)]
        yield Source(sample.text, f"{number:06}-{sample.name}")


def long(characters: int) -> Source:
    """One document of about a length: the seed and the samples after each other, as often as needed."""
    pieces: list[str] = []
    length = number = 0
    while length < characters:
        piece = texts()[number % len(texts())].text.strip()
        pieces.append(piece)
        length += len(piece) + 2
        number += 1
    return Source("\n\n".join(pieces)[:characters], f"long-{characters}.txt")


_SYLLABLES = ("ba", "ke", "tu", "ro", "mi", "shen", "gar", "lov", "ner", "vas", "del", "ku", "ran", "os", "lit", "ya")


def authority(names: int) -> Authority:
    """An authority of as many persons, each with a surname and a forename out of syllables."""
    return Authority(tuple(_person(number) for number in range(names)))


def _person(number: int) -> Entity:
    letters, rest = [], number
    for _ in range(5):
        rest, index = divmod(rest, len(_SYLLABLES))
        letters.append(_SYLLABLES[index])
    surname, forename = "".join(letters[:3]).capitalize(), "".join(letters[3:] + letters[:1]).capitalize()
    name = Name(f"{forename} {surname}", "", "", (("forename", forename), ("surname", surname)))
    return Entity(f"p{number}", "person", (name,))
