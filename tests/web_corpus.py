"""A small corpus for the tests of the web application."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import regesta

SEEDS = Path(__file__).parent.parent / "seeds"
BASE = "https://archive.example.org/id/"
SEED = "seed"
LETTER = "Mr. Brown went to Paris.\n\nMr. Brown came back from Rome on 3 May 1962 [sic].\n\nHe saw [the] Minister.\n"


@lru_cache
def _seed() -> bytes:
    return bytes(regesta.convert(next(SEEDS.glob("*.txt")), name="seed.txt", authority=[SEEDS / "authority" / "seed.xml"]))


def make(folder: Path) -> Path:
    """A folder with the seed, and a letter in a folder of its own."""
    tei = folder / "tei"
    (tei / "letters").mkdir(parents=True)
    (tei / "seed.tei.xml").write_bytes(_seed())
    (tei / "letters" / "visit.tei.xml").write_bytes(bytes(regesta.convert(LETTER, name="visit.txt")))
    return tei
