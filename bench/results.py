"""`RESULTS.md`: the results of each version, the newest first, so that a loss shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from regesta import __version__

FILE = Path(__file__).parent / "RESULTS.md"
_HEAD = """# Results

What `python -m bench --save` measured. Ratios are of two ways run in turn in one process; seconds and memory are this
machine's. `wanted` is the figure to reach.
"""


def save(machine: str, found: Mapping[str, Sequence[str]]) -> None:
    """Put the results of this version in the place of its earlier ones; keep those of other versions."""
    title = f"## {__version__}"
    text = FILE.read_text("utf-8") if FILE.is_file() else _HEAD
    head, *versions = text.split("\n## ")
    kept = ["## " + version.rstrip() for version in versions]
    old = next((version for version in kept if version.splitlines()[0] == title), "")
    groups = _groups(old) | {name: "\n".join(lines) for name, lines in found.items()}
    day = datetime.now(UTC).date().isoformat()
    parts = [f"### {name}\n\n```text\n{lines}\n```" for name, lines in groups.items()]
    mine = "\n\n".join([title, f"{machine}; {day}", *parts])
    FILE.write_text("\n\n".join([head.rstrip(), mine, *(v for v in kept if v != old)]) + "\n", "utf-8")


def _groups(version: str) -> dict[str, str]:
    """The results of a version by measurement."""
    found: dict[str, str] = {}
    for part in version.split("\n### ")[1:]:
        name, _, rest = part.partition("\n")
        found[name] = rest.partition("```text\n")[2].partition("\n```")[0]
    return found
