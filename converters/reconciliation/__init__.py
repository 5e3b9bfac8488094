"""Proposing who a local name may be elsewhere: in an authority file, or by a reconciliation service.

A proposal is for a person to accept. `propose` gives candidates with scores; `table` writes them as CSV with an empty
column `accept`; `accepted` makes an authority of those rows in which a person put something.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from converters.authority.identifiers import identifier
from converters.cells import delimiter, plain, safe
from tei.entities import Entity, EntityKind, Name

COLUMNS = ("id", "kind", "name", "candidate", "candidate_name", "score", "match", "accept")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone or something that a name may mean. `score` is from 0 to 100; `match` says that the source is sure."""

    id: str
    name: str
    score: float
    match: bool = False


class Source(Protocol):
    """Where candidates come from."""

    def candidates(self, entities: Sequence[Entity]) -> Iterator[tuple[Entity, tuple[Candidate, ...]]]:
        """The candidates for each entity, best first."""


class ProposalError(ValueError):
    """A table of proposals that cannot be read."""


def unlinked(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities that stand for nothing outside their document: no authority, no identifier."""
    return tuple({e.id: e for e in entities if not e.source and not e.idnos and e.names}.values())


def table(proposals: Iterable[tuple[Entity, tuple[Candidate, ...]]]) -> str:
    """Proposals as CSV, one candidate a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entity, candidates in proposals:
        for c in candidates:
            match = "yes" if c.match else ""
            row = (entity.id, entity.kind, entity.label, c.id, c.name, f"{c.score:.0f}", match, "")
            writer.writerow(map(safe, row))
    return out.getvalue()


def accepted(text: str, name: str) -> tuple[Entity, ...]:
    """The entities of the accepted rows, each with the identifier of its candidate. Raises `ProposalError`.

    A candidate of an authority file (`people.xml#smith`) is that file's entry, of which the local name is a variant.

    Columns may be parted as spreadsheets do: by comma, semicolon or tab.
    """
    text = text.removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    if rows.fieldnames is None or not set(COLUMNS) <= set(rows.fieldnames):
        raise ProposalError(f"{name}:1: not a table of proposals: it has no column {', no column '.join(COLUMNS)}")
    found: dict[str, Entity] = {}
    taken: set[str] = set()
    try:
        listed = [(rows.line_num, cells) for cells in rows]
    except csv.Error as error:
        raise ProposalError(f"{name}:{rows.line_num}: not a table that can be read: {error}") from error
    for line, cells in listed:
        row = {column: plain(cells[column] or "") for column in COLUMNS}
        if not (row["accept"] or "").strip():
            continue
        if row["id"] in taken:
            raise ProposalError(f"{name}:{line}: two candidates accepted for {row['id']}")
        if row["kind"] not in ("person", "org", "place"):
            raise ProposalError(f"{name}:{line}: kind is {row['kind']!r}: person, org or place")
        kind: EntityKind = row["kind"]  # type: ignore[assignment]
        names = tuple(Name(n, "" if i == 0 else "variant") for i, n in enumerate(dict.fromkeys(
            (row["candidate_name"] or row["name"], row["name"]))))  # fmt: skip
        taken.add(row["id"])
        file, _, entry = row["candidate"].partition("#")
        if entry and ":" not in file:
            before = found.get(unquote(entry))
            names = tuple(dict.fromkeys((*(before.names if before else ()), *names)))
            found[unquote(entry)] = Entity(unquote(entry), kind, names)
        else:
            found[row["id"]] = Entity(row["id"], kind, names, (identifier(row["candidate"]),))
    return tuple(found.values())
