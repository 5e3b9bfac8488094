"""TEI to N-Quads and to rows of the tables: a share of the documents at a time, from the TEI alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import rdf
from regesta import files
from regesta.build import tables
from regesta.errors import InputError
from regesta.pool import Fault
from tei import Document, TeiError

# Each table is kept in parts, one a shard, of which the whole is put together again when a part changes.


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a shard."""

    name: str
    tei: str
    """Path of its TEI."""
    edited: bool


@dataclass(frozen=True, slots=True)
class Shard:
    """What to draw: `quads` is the file to write, `parts` the folder of parts of tables; each may be missing."""

    number: int
    members: tuple[Member, ...]
    quads: Path | None
    parts: Path | None
    base: str

    def without(self, place: int) -> Shard:
        """The shard without one of its members."""
        return replace(self, members=self.members[:place] + self.members[place + 1 :])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document that was drawn: the digest of its TEI as it was read, and the names of its graphs."""

    tei: str
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The shard was written."""


def number_of(name: str, shards: int) -> int:
    """The shard of a document: the same whatever other documents there are."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) % shards


def quads_file(folder: Path, number: int) -> Path:
    """The file of a shard's RDF."""
    return folder / f"{number:04}.nq"


def part_file(folder: Path, number: int, table: str) -> Path:
    """The file of a shard's part of a table."""
    return folder / f"{number:04}.{table}.csv"


def draw(shard: Shard) -> Iterator[Drawn | Written | Fault]:
    """Write what is drawn out of a shard's documents: one step for each document, and one for the whole."""
    try:
        with ExitStack() as stack:
            quads = stack.enter_context(files.replacing(shard.quads)) if shard.quads else None
            parts = {
                table: stack.enter_context(files.replacing(part_file(shard.parts, shard.number, table)))
                for table in tables.COLUMNS
                if shard.parts
            }
            for member in shard.members:
                yield _drawn(member, shard.base, quads, parts)
    except InputError as error:  # none of it is written then
        yield Fault(str(error))
    else:
        yield Written()


def _drawn(member: Member, base: str, quads: IO[bytes] | None, parts: dict[str, IO[bytes]]) -> Drawn | Fault:
    """Draw a document; all of it is ready before any of it is written."""
    try:
        data = Path(member.tei).read_bytes()
        document = Document.parse(data, Path(member.tei).name)
        lines = rdf.nquads(document, base=base or rdf.DEFAULT_BASE) if quads else b""
        rows = tables.rows(document, member.name, edited=member.edited) if parts else {}
    except OSError as error:
        return Fault((error.strerror or str(error)).lower())
    except (TeiError, ValueError) as error:
        return Fault(" ".join(str(error).split()))
    if quads:
        quads.write(lines)
    for table, found in rows.items():
        parts[table].write(b"".join(map(tables.line, found)))
    graphs = dict.fromkeys(line.rsplit(b" ", 2)[1] for line in lines.splitlines())
    return Drawn(hashlib.sha256(data).hexdigest(), tuple(graph.decode()[1:-1] for graph in graphs))
