"""A project of three texts, built."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner, Result

from regesta.build.run import Summary, build
from regesta.cli import regesta as commands
from regesta.project import load

LETTER = "Washington, March 18, 1963.\n\nDear Mr. Brent:\n\nMr. Zhukov is in Prague. [illegible] The end [sic].\n"
MEMO = "Moscow, May 3, 1962.\n\nThe memorandum of 29 April was handed to Mr. Kuznetsov.\n"
CABLE = "PARIS, June 7, 1961.\n\nMr. Dupont met the Ambassador. He [laughter] left.\n"
PEOPLE = "id,kind,name,note\nzhukov-1,person,\"Zhukov, Georgi\",journalist\n"
PROJECT = """
[reading]
authorities = ["people.csv"]
[output]
store = "store"
shards = 2
[limits]
seconds = 60
memory = 512
"""


def small_archive(root: Path) -> Path:
    (root / "texts" / "1962").mkdir(parents=True)
    (root / "texts" / "letter.txt").write_text(LETTER)
    (root / "texts" / "1962" / "memo.txt").write_text(MEMO)
    (root / "texts" / "cable.txt").write_text(CABLE)
    (root / "people.csv").write_text(PEOPLE)
    (root / "regesta.toml").write_text(PROJECT)
    return root


class Quiet:
    def stage(self, name: str, count: int) -> None: ...
    def step(self) -> None: ...
    def failed(self, name: str, message: str) -> None: ...


def made(root: Path, *, jobs: int = 1, verify: bool = False) -> Summary:
    return build(load(root), jobs=jobs, verify=verify, listener=Quiet())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(a) for a in arguments])


def outputs(root: Path) -> dict[str, bytes]:
    """All that a build made, the store and what it remembers aside."""
    folders = ("tei", "rdf", "tables", "report")
    return {
        str(p.relative_to(root)): p.read_bytes() for f in folders for p in sorted((root / f).rglob("*")) if p.is_file()
    }


def times(root: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file() and p.name != "lock"}


def column(root: Path, table: str, name: str) -> list[str]:
    with (root / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
