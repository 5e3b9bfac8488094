"""What a build remembers of the last: one SQLite file, which may be lost; then all is done and compared again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from regesta.errors import InputError

_VERSION = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (
  name TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL, made TEXT NOT NULL, tei_stamp TEXT NOT NULL,
  tei TEXT NOT NULL, edited INTEGER NOT NULL, uses TEXT NOT NULL, report TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shard (number INTEGER PRIMARY KEY, digest TEXT NOT NULL, stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS loaded (name TEXT PRIMARY KEY, digest TEXT NOT NULL, graphs TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entity (id TEXT PRIMARY KEY, digest TEXT NOT NULL, data TEXT NOT NULL);
"""


class Row(NamedTuple):
    """A document as it was last made."""

    name: str
    stamp: str
    """Sizes and times of text, side-car and decisions."""
    digest: str
    """Of their bytes."""
    made: str
    """Of all else that the TEI was made with; empty where it is to be made again."""
    tei_stamp: str
    tei: str
    """Digest of the TEI file."""
    edited: int
    """Whether a person changed the TEI, so that it was kept."""
    uses: str = ""
    """Ids of the authority's entries in it."""
    report: str = "{}"


class State:
    """Opened on `.regesta/state.sqlite`. Writing is kept until `save`."""

    def __init__(self, folder: Path) -> None:
        """Raises `InputError` where it cannot be written."""
        self.path = folder / "state.sqlite"
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        for attempt in (1, 2):
            try:
                connection = sqlite3.connect(self.path)
                connection.executescript(_TABLES)
                found = connection.execute("SELECT value FROM note WHERE key = 'version'").fetchone()
                if found is not None and found[0] != _VERSION:
                    raise sqlite3.DatabaseError("made by another version")
                connection.execute("INSERT OR IGNORE INTO note VALUES ('version', ?)", (_VERSION,))
                connection.commit()
                return connection
            except sqlite3.DatabaseError as error:
                if attempt == 2 or isinstance(error, sqlite3.OperationalError):
                    raise InputError(str(self.path), f"cannot be used: {error}") from error
                connection.close()
                with suppress(OSError):
                    self.path.unlink()  # damaged, or not ours: it can be lost
        raise AssertionError

    def save(self) -> None:
        """See that what was remembered so far is on disk. Raises `InputError`."""
        try:
            self._connection.commit()
        except sqlite3.Error as error:
            raise InputError(str(self.path), f"cannot be written: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise InputError(str(self.path), f"cannot be written: {error}") from error

    # Notes: single values of the whole

    def note(self, key: str) -> str:
        """A value; empty where there is none."""
        found = self._connection.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return found[0] if found else ""

    def write_note(self, key: str, value: str) -> None:
        """Remember a value."""
        self._write("INSERT OR REPLACE INTO note VALUES (?, ?)", [(key, value)])

    # Documents

    def documents(self) -> dict[str, Row]:
        """All documents by name, without their uses and reports."""
        found = self._connection.execute("SELECT name, stamp, digest, made, tei_stamp, tei, edited FROM document")
        return {row[0]: Row(*row) for row in found}

    def uses(self) -> Iterator[tuple[str, str]]:
        """Each document's name, and the ids of the authority that are in it."""
        yield from self._connection.execute("SELECT name, uses FROM document ORDER BY name")

    def reports(self) -> Iterator[tuple[str, str]]:
        """Each document's name and report, by name."""
        yield from self._connection.execute("SELECT name, report FROM document ORDER BY name")

    def write_document(self, row: Row) -> None:
        """Remember a document."""
        self._write("INSERT OR REPLACE INTO document VALUES (?,?,?,?,?,?,?,?,?)", [row])

    def restamp(self, rows: Iterable[Row]) -> None:
        """Remember new times of files, and whether a TEI file was edited."""
        changed = [(r.stamp, r.tei_stamp, r.tei, r.edited, r.name) for r in rows]
        self._write("UPDATE document SET stamp = ?, tei_stamp = ?, tei = ?, edited = ? WHERE name = ?", changed)

    def stale(self, names: Iterable[str]) -> None:
        """Have documents made again."""
        self._write("UPDATE document SET made = '' WHERE name = ?", [(name,) for name in names])

    def forget(self, names: Iterable[str]) -> None:
        """Remember documents no more."""
        self._write("DELETE FROM document WHERE name = ?", [(name,) for name in names])

    # Shards, the store, the authority

    def shards(self) -> dict[int, tuple[str, str]]:
        """(digest, stamp) by number."""
        return {n: (d, s) for n, d, s in self._connection.execute("SELECT number, digest, stamp FROM shard")}

    def write_shard(self, number: int, digest: str, stamp: str) -> None:
        """Remember a shard; without a digest, no more."""
        self._write("DELETE FROM shard WHERE number = ?", [(number,)])
        if digest:
            self._write("INSERT INTO shard VALUES (?, ?, ?)", [(number, digest, stamp)])

    def loaded(self) -> dict[str, tuple[str, list[str]]]:
        """(digest, graphs) of each document in the store."""
        found = self._connection.execute("SELECT name, digest, graphs FROM loaded")
        return {name: (digest, json.loads(graphs)) for name, digest, graphs in found}

    def write_loaded(self, name: str, digest: str, graphs: Sequence[str]) -> None:
        """Remember that the store has a document; without a digest, no more."""
        self._write("DELETE FROM loaded WHERE name = ?", [(name,)])
        if digest:
            self._write("INSERT INTO loaded VALUES (?, ?, ?)", [(name, digest, json.dumps(graphs))])

    def forget_loaded(self) -> None:
        """The store is made anew."""
        self._write("DELETE FROM loaded", [()])

    def entities(self) -> dict[str, str]:
        """Digest of each entry of the authority by id."""
        return dict(self._connection.execute("SELECT id, digest FROM entity"))

    def entity(self, identifier: str) -> str:
        """An entry as it was written; empty where there is none."""
        found = self._connection.execute("SELECT data FROM entity WHERE id = ?", (identifier,)).fetchone()
        return found[0] if found else ""

    def write_entities(self, rows: Iterable[tuple[str, str, str]], gone: Iterable[str]) -> None:
        """Remember entries (id, digest, data), and others no more."""
        self._write("DELETE FROM entity WHERE id = ?", [(i,) for i in gone])
        self._write("INSERT OR REPLACE INTO entity VALUES (?, ?, ?)", rows)
