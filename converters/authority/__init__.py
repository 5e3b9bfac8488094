"""Authority files: people, organisations and places under ids, from TEI, CSV, SKOS and schema.org."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import cast

from converters.authority.join import joined
from converters.authority.life import with_dates_read
from converters.authority.model import Authority, AuthorityError, Contents, Entry, Problem
from converters.authority.roles import with_note_read
from tei.entities import Entity

__all__ = [
    "FORMATS",
    "Authority",
    "AuthorityError",
    "Contents",
    "Entry",
    "Problem",
    "check",
    "convert",
    "load",
    "merge",
    "read",
    "read_all",
    "write",
]

Reader = Callable[[bytes, str], Contents]

FORMATS = {
    ".xml": "tei", ".tei": "tei",
    ".csv": "csv", ".tsv": "csv",
    ".ttl": "rdf", ".jsonld": "rdf", ".json": "rdf", ".rdf": "rdf", ".owl": "rdf", ".nt": "rdf",
}  # fmt: skip
"""Which reader reads a file, by how its name ends."""


def load(paths: Iterable[Path | str]) -> Authority:
    """The authority that the files make together. Raises `AuthorityError`.

    Where one id is in several files, the entries are joined: the first file's word counts, and names,
    identifiers and offices are gathered.
    """
    contents, digest = read_all(paths)
    entities, _ = joined(contents)
    events = tuple({event.id: event for content in contents for event in content.events}.values())
    problems = tuple(problem for content in contents for problem in content.problems)
    return Authority(entities, events, digest, problems)


def read_all(paths: Iterable[Path | str]) -> tuple[list[Contents], str]:
    """The contents of the files, and a digest of their names and bytes. Raises `AuthorityError`."""
    digest = hashlib.sha256()
    contents: list[Contents] = []
    for path in map(Path, paths):
        source = _bytes(path)
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(source).digest())
        content = read(source, path.name)
        for problem in content.problems:
            if problem.level == "error":
                raise AuthorityError(str(path), problem.line, problem.message)
        contents.append(content)
    return contents, digest.hexdigest()


def check(path: Path | str) -> list[Problem]:
    """What is wrong or doubtful in a file, by line; a file that cannot be read has one problem: why."""
    from converters.authority import checking

    return checking.check(path)


def merge(paths: Iterable[Path | str]) -> tuple[Authority, tuple[Problem, ...]]:
    """The files as one authority, and where they contradict each other. Raises `AuthorityError`."""
    from converters.authority import conversion

    return conversion.merge(paths)


def convert(path: Path | str, to: str) -> bytes:
    """A file in another format: `tei`, `csv`, `skos`, `jsonld`, or as the ending of a name says."""
    return write(load([path]), to)


def write(authority: Authority, to: str) -> bytes:
    """An authority in a format, or as the ending of a file's name says; UTF-8. Raises `AuthorityError`."""
    from converters.authority import conversion

    return conversion.written(authority, to).encode()


def read(source: bytes, name: str) -> Contents:
    """The entries of one file and what is wrong with it; its format is told by its name.

    Raises `AuthorityError` where the file as a whole cannot be read.
    """
    format_ = FORMATS.get(Path(name).suffix.lower(), "")
    if not format_:
        known = " ".join(FORMATS)
        raise AuthorityError(name, 0, f"unknown format: the name of an authority file ends in one of {known}; "
                             "save a spreadsheet as “CSV UTF-8”")  # fmt: skip
    reader = cast(Reader, import_module(f"converters.authority.read_{format_}").read)
    content = reader(source, name)
    entries = tuple(Entry(with_note_read(with_dates_read(entry.entity)), entry.line) for entry in content.entries)
    return Contents(entries, content.events, content.problems + _duplicates(entries, name))


def _duplicates(entries: tuple[Entry, ...], name: str) -> tuple[Problem, ...]:
    """One id for two things is a mistake; for one thing twice a redundancy, but for another office of a person."""
    first: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        entity, earlier = entry.entity, first.setdefault(entry.entity.id, entry)
        if earlier is entry:
            continue
        same = earlier.entity.kind == entity.kind and _labels(earlier.entity) & _labels(entity)
        if not same or not entity.roles or entity.roles == earlier.entity.roles:
            message = f"duplicate id “{entity.id}”, first on line {earlier.line}"
            problems.append(Problem(name, entry.line, message, "warning" if same else "error", "duplicate-id"))
    return tuple(problems)


def _labels(entity: Entity) -> frozenset[str]:
    return frozenset(name.text.casefold() for name in entity.names)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AuthorityError(str(path), 0, error.strerror or "cannot be read") from error
