"""What results depend on beside the text itself, as digests: the program, its settings, conventions and layouts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

from regesta import __version__
from regesta.encoding import Settings
from regesta.project import Project

_SUFFIXES = frozenset({".py", ".toml", ".csv", ".txt", ".rng", ".ttl", ".xml", ".json"})


def digest(*parts: bytes | str) -> str:
    """SHA-256 over parts, each with its length, so that no two lists of parts are alike."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@lru_cache(maxsize=4)
def program(*packages: str) -> str:
    """A digest of the code and data of packages or modules of ours."""
    root = Path(__file__).parent.parent.parent
    files: list[Path] = []
    for name in packages:
        place = root / name
        files += place.rglob("*") if place.is_dir() else [place.with_suffix(".py")]
    kept = sorted(path for path in files if path.suffix in _SUFFIXES)
    return digest(__version__, *(part for path in kept for part in (path.name, path.read_bytes())))


def encoder(settings: Settings) -> str:
    """Of what the TEI of any text depends on, the authority aside. Raises `OSError`."""
    return digest(
        program("converters", "tei", "regesta/encoding"), repr(replace(settings, authority=())),
        *_rules(settings.convention), *_rules(settings.layout), *_plugins(settings.recognisers),
    )  # fmt: skip


def drawer(project: Project) -> str:
    """Of what the RDF and the rows of any TEI depend on."""
    wanted = f"{project.rdf is not None} {project.tables is not None} {project.shards}"
    return digest(program("rdf", "tei", "regesta/build/shard", "regesta/build/tables"), project.base, wanted)


def _rules(name: str) -> Iterable[bytes]:
    """The files that a convention or layout of one's own is made of: those beside it may be extended by it."""
    if name.endswith(".toml") or "/" in name:
        for path in sorted({Path(name), *Path(name).parent.glob("*.toml")}):
            yield path.name.encode() + b"\0" + path.read_bytes()


def _plugins(names: Iterable[str]) -> Iterable[str]:
    for point in entry_points(group="regesta.recognisers") if names else ():
        if point.name in names:
            yield f"{point.value} {point.dist.version if point.dist else ''}"
