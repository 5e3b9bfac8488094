"""Builds of whole corpora: how much of the machine they use, what a build costs when nothing changed, their memory."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.documents import SEED_AUTHORITY, many
from bench.side_by_side import Figure, Result, compare

PROJECT = """
[reading]
authorities = {authorities}
"""
STORE = """
[output]
store = "store"
"""


@contextmanager
def project(count: int) -> Iterator[Path]:
    """A project of as many texts, with the seed's authority."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "texts").mkdir()
        for source in many(count):
            (root / "texts" / source.name).write_text(source.text, "utf-8", newline="")
        (root / "regesta.toml").write_text(PROJECT.format(authorities=json.dumps(SEED_AUTHORITY)), "utf-8")
        yield root


def builds(counts: tuple[int, ...]) -> Iterator[Result]:
    """Texts to TEI, RDF and tables by `regesta build` on all cores, then to the store; then again with nothing changed.

    The two are told apart since the store, several times what was drawn, waits for the disk.
    """
    first = 0
    for count in counts:
        with project(count) as root:
            drawn = _built(root)
            with (root / "regesta.toml").open("a", encoding="utf-8") as settings:
                settings.write(STORE)
            loaded = _built(root)
            wall = drawn.wall + loaded.wall
            peak = max(drawn.peak, loaded.peak)
            first = first or peak
            name = f"build, {count:,} documents: "
            speed = f"{wall:.1f} s, {count / wall:.0f}/s, {drawn.failures + loaded.failures} failures"
            yield Figure(f"{name}from text to loaded store", speed, "0 failures")
            yield Figure(f"{name}cores used, text to RDF", drawn.load, "≥ 85 %")
            yield Figure(f"{name}cores used, loading", loaded.load, "≥ 85 %")
            yield Figure(f"{name}most memory", f"{peak / 1024:.0f} MiB a process, × {peak / first:.2f}", "× 1")
            if count == counts[-1]:
                yield from _again(root)


@dataclass(frozen=True)
class _Built:
    """What a build took: seconds, those of the processor, and the most memory (KiB) of one of its processes."""

    wall: float
    used: float
    peak: int
    failures: int

    @property
    def load(self) -> str:
        cores = os.cpu_count() or 1
        return f"{self.used / self.wall / cores:.0%} of {cores} in {self.wall:.1f} s"


_WATCHED = """
import resource, sys
from pathlib import Path
from regesta.cli import main
try:
    main(["build", sys.argv[1], "--json"])
finally:
    own = next(l for l in Path("/proc/self/status").read_text().splitlines() if l.startswith("VmHWM"))
    print(max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


def _built(root: Path) -> _Built:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told = subprocess.run([sys.executable, "-c", _WATCHED, str(root)], capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    *_, done, peak = told.stdout.splitlines()
    return _Built(wall, used, int(peak), len(json.loads(done)["failures"]))


class _Quiet:
    def stage(self, name: str, count: int) -> None: ...
    def step(self) -> None: ...
    def failed(self, name: str, message: str) -> None: ...


def _again(root: Path) -> Iterator[Result]:
    from regesta.build.run import build
    from regesta.project import load

    def rebuild() -> None:
        assert build(load(root), listener=_Quiet()).encoded == 0

    def hashing(*folders: str) -> None:
        for folder in folders:
            for path in (root / folder).rglob("*"):
                if path.is_file():
                    hashlib.sha256(path.read_bytes()).digest()

    yield compare("a build with nothing changed / hashing the texts", rebuild, lambda: hashing("texts"),
                  wanted="≤ 2", runs=5)  # fmt: skip
    yield compare("a build with nothing changed / hashing texts and TEI", rebuild, lambda: hashing("texts", "tei"),
                  wanted="≤ 2", runs=5)  # fmt: skip
