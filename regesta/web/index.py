"""An index over a corpus (SQLite): derived from the TEI, brought up to date when asked, and never the truth.

It may be deleted at any time. Only documents that changed are read again.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from regesta.errors import InputError
from regesta.web.extract import Extract, extract
from regesta.web.identities import Entry, things
from tei import Document, TeiError

if TYPE_CHECKING:
    from regesta.web.corpus import Corpus

_VERSION = 1
"""Of the tables and of what is written into them: an index of another version is made anew."""

_TABLES = """
CREATE TABLE documents (id TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, title TEXT, date TEXT, first TEXT, last TEXT,
    holder TEXT, convention TEXT, language TEXT, genre TEXT, abstract TEXT, marks INTEGER, doubts INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE blocks (id INTEGER PRIMARY KEY, doc TEXT, first INTEGER, last INTEGER, runs TEXT);
CREATE TABLE entities (doc TEXT, id TEXT, kind TEXT, label TEXT, source TEXT, idnos TEXT, data TEXT, slug TEXT);
CREATE TABLE things (slug TEXT PRIMARY KEY, kind TEXT, label TEXT, by_name INTEGER, lat REAL, lon REAL,
    mentions INTEGER, documents INTEGER);
CREATE TABLE mentions (doc TEXT, entity TEXT, layer TEXT, first INTEGER, last INTEGER, text TEXT, before TEXT,
    after TEXT, cert TEXT, certain INTEGER, role TEXT);
CREATE TABLE events (key INTEGER PRIMARY KEY, doc TEXT, id TEXT, type TEXT, label TEXT, date TEXT, first TEXT,
    last TEXT, place TEXT, place_text TEXT, modality TEXT, record INTEGER, cert TEXT, data TEXT);
CREATE TABLE agents (doc TEXT, event TEXT, entity TEXT, role TEXT);
CREATE TABLE doubts (doc TEXT, first INTEGER, last INTEGER, layer TEXT, element TEXT, text TEXT, before TEXT,
    after TEXT, meaning TEXT, why TEXT);
CREATE INDEX blocks_doc ON blocks (doc);
CREATE INDEX entities_doc ON entities (doc, id);
CREATE INDEX entities_slug ON entities (slug);
CREATE INDEX mentions_doc ON mentions (doc, entity);
CREATE INDEX events_doc ON events (doc, id);
CREATE INDEX events_first ON events (first);
CREATE INDEX agents_event ON agents (doc, event);
CREATE INDEX agents_entity ON agents (doc, entity);
CREATE INDEX doubts_doc ON doubts (doc);
"""
_BY_DOCUMENT = ("entities", "mentions", "events", "agents", "doubts")


class Index:
    """Tables over the documents of a corpus. Every thread reads through a connection of its own."""

    def __init__(self, corpus: Corpus) -> None:
        """Nothing is read yet."""
        self._corpus = corpus
        self._path = corpus.state / "web.sqlite"
        self._local = threading.local()
        self._lock = threading.Lock()
        self._revision = ""
        self._prepare()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """The answer to a query over what the documents say now."""
        self.refresh()
        return self._connection().execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of it."""
        return next(iter(self.rows(query, *values)), None)

    @property
    def revision(self) -> str:
        """Changes when the index does."""
        self.refresh()
        return self._revision

    def refresh(self) -> None:
        """Bring the index to what the files say; at once where nothing changed."""
        if self._corpus.revision == self._revision:
            return
        with self._lock:
            revision = self._corpus.revision
            if revision == self._revision:
                return
            connection = self._connection()
            held = {row["id"]: (row["size"], row["mtime"]) for row in connection.execute("SELECT * FROM documents")}
            now = {i: self._corpus.stamp(i) for i in self._corpus.ids()}
            changed = [i for i, stamp in now.items() if held.get(i) != (stamp.size, stamp.mtime_ns)]
            gone = [i for i in held if i not in now]
            for identifier in gone:
                with _transaction(connection):
                    _forget(connection, identifier)
            for identifier in changed:
                self._index(connection, identifier)
            if changed or gone or not self._revision:
                with _transaction(connection):
                    _resolve(connection)
            self._revision = revision

    def _index(self, connection: sqlite3.Connection, identifier: str) -> None:
        stamp = self._corpus.stamp(identifier)
        path = self._corpus.path(identifier)
        try:
            found = extract(identifier, Document.parse(path.read_bytes(), path.name))
        except (TeiError, InputError, OSError) as error:
            self._corpus.unusable[str(path)] = str(error)
            with _transaction(connection):
                _forget(connection, identifier)
            return
        with _transaction(connection):
            _forget(connection, identifier)
            _write(connection, identifier, found, (stamp.size, stamp.mtime_ns))

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = sqlite3.connect(self._path, timeout=60, isolation_level=None)
            found.row_factory = sqlite3.Row
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = OFF")  # It can be made again.
        return found

    def _prepare(self) -> None:
        """Tables of this version, empty where there were none or others."""
        try:
            connection = self._connection()
            if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
                return
            there = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError:
            there = True
        if there:
            self._local.connection.close()
            del self._local.connection
            for path in self._path.parent.glob(f"{self._path.name}*"):
                path.unlink()
        self._connection().executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_VERSION};COMMIT;")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _forget(connection: sqlite3.Connection, identifier: str) -> None:
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM blocks WHERE doc = ?)", (identifier,))
    for table in ("blocks", *_BY_DOCUMENT):
        connection.execute(f"DELETE FROM {table} WHERE doc = ?", (identifier,))
    connection.execute("DELETE FROM documents WHERE id = ?", (identifier,))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if rows:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _write(connection: sqlite3.Connection, doc: str, e: Extract, stamp: tuple[int, int]) -> None:
    _insert(connection, "documents", [_clean((
        doc, *stamp, e.title, e.date, *e.bounds, e.holder, e.convention, e.language, e.genre, e.abstract, e.marks,
        len(e.doubts),
    ))])  # fmt: skip
    for words in e.words:
        key = connection.execute(
            "INSERT INTO blocks (doc, first, last, runs) VALUES (?, ?, ?, ?)",
            (doc, words.start, words.end, json.dumps(words.runs, separators=(",", ":"))),
        ).lastrowid
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", _clean((key, words.text)))
    _insert(connection, "entities", (
        _clean((doc, n.id, n.kind, n.label, n.source, json.dumps(n.idnos), json.dumps(asdict(n)), ""))
        for n in e.entities
    ))  # fmt: skip
    _insert(connection, "mentions", (
        _clean((doc, m.entity, m.layer, m.passage.start, m.passage.end, m.passage.text, m.passage.before,
                m.passage.after, m.cert, m.certain, m.role)) for m in e.mentions
    ))  # fmt: skip
    for told in e.events:
        event = told.event
        data = {
            "passages": [asdict(p) for p in told.passages], "rule": event.rule, "resp": event.resp,
            "quantities": [{"text": q.text, "span": q.span} for q in event.quantities],
            "participants": [asdict(p) for p in event.participants], "dating": dict(event.date),
        }  # fmt: skip
        connection.execute(
            "INSERT INTO events (doc, id, type, label, date, first, last, place, place_text, modality, record, cert, "
            "data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _clean((doc, event.id, event.type, event.label, told.date, *told.bounds, event.place, event.place_text,
                    event.modality, event.record, event.cert, json.dumps(data))),
        )  # fmt: skip
        _insert(connection, "agents", ((doc, event.id, p.ref, p.role) for p in event.participants if p.ref))
    _insert(connection, "doubts", (
        _clean((doc, d.passage.start, d.passage.end, d.layer, d.element, d.passage.text, d.passage.before,
                d.passage.after, d.meaning, d.why)) for d in e.doubts
    ))  # fmt: skip


def _clean(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values as SQLite can hold them: half characters, which stand for bytes of no encoding, cannot be stored."""
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in row)


def _resolve(connection: sqlite3.Connection) -> None:
    """Say which entries of different documents are one."""
    entries = (
        Entry((row["doc"], row["id"]), row["kind"], row["label"], row["source"],
              tuple((k, v) for k, v in json.loads(row["idnos"])))
        for row in connection.execute("SELECT * FROM entities ORDER BY doc, rowid")
    )  # fmt: skip
    connection.execute("DELETE FROM things")
    for thing in things(entries):
        connection.executemany(
            "UPDATE entities SET slug = ? WHERE doc = ? AND id = ?", [(thing.slug, *local) for local in thing.members]
        )
        connection.execute(
            "INSERT OR IGNORE INTO things VALUES (?, ?, ?, ?, NULL, NULL, 0, 0)",
            (thing.slug, thing.kind, thing.label, thing.by_name),
        )
    connection.execute(
        "UPDATE things SET (mentions, documents) = (SELECT count(*), count(DISTINCT m.doc) FROM entities e "
        "JOIN mentions m ON m.doc = e.doc AND m.entity = e.id WHERE e.slug = things.slug)"
    )
    for row in connection.execute(
        "SELECT DISTINCT slug, json_extract(data, '$.geo') AS geo FROM entities WHERE kind = 'place' AND geo NOT NULL"
    ).fetchall():
        connection.execute("UPDATE things SET lat = ?, lon = ? WHERE slug = ?", (*json.loads(row["geo"]), row["slug"]))
