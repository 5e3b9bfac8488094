"""The process in which queries run: it may be killed at any time, and can use no more than its share.

A query that never ends cannot be stopped from within; its process can. A worker reads from a snapshot of the store
that nobody writes to, takes one query after the other from a pipe, and answers with bytes.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import IO, cast

import pyoxigraph as ox

from rdf.federation import federated

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types of rows and of yes or no."""
GRAPHS = {
    "text/turtle": "turtle", "application/n-triples": "ntriples", "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld", "application/trig": "trig", "application/n-quads": "nquads",
}  # fmt: skip
"""Media types of triples, and what `rdf.serialise` calls them."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run (SPARQL 1.1 Protocol, 2.1). Empty graph lists leave the dataset to the query."""

    text: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float = 20.0
    most_bytes: int = 16 << 20
    most_rows: int = 100_000


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: an HTTP status, and the answer or, from 400 on, a line that says what was wrong."""

    status: int
    type: str
    body: bytes


class _TooMuchError(Exception):
    """The answer is larger than allowed."""


class _Limited:
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        self.pieces: list[bytes] = []
        self._left = most

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _TooMuchError
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""


def work(pipe: Connection, snapshot: str, memory: int) -> None:
    """Answer the jobs that come through `pipe` until it is closed. `memory` is in bytes."""
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The server says when to end.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    store = ox.Store.read_only(snapshot)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            job: Job = pipe.recv()
            used = resource.getrusage(resource.RUSAGE_SELF)
            # Should the server die, a query that never ends dies too.
            last = int(used.ru_utime + used.ru_stime + 16 * job.seconds) + 2
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_CPU, (last, resource.RLIM_INFINITY))
            pipe.send(run(store, job))


def run(store: ox.Store, job: Job) -> Done:
    """Run one query."""
    from rdf.query import bad_sparql

    dataset = {}
    if job.default_graphs or job.named_graphs:
        dataset = {
            "default_graph": [ox.NamedNode(g) for g in job.default_graphs],
            "named_graphs": [ox.NamedNode(g) for g in job.named_graphs],
        }
    try:
        if federated(job.text):
            return _wrong(403, "the query asks another server (SERVICE), which this one does not do")
        return _written(store.query(job.text, **dataset), job)  # type: ignore[arg-type]
    except SyntaxError as error:
        return _wrong(400, str(bad_sparql(error, job.text)))
    except _TooMuchError:
        return _wrong(403, "the answer is larger than this server gives: ask for less (LIMIT)")
    except MemoryError:
        return _wrong(503, "the query needs more memory than this server gives")
    except (ValueError, OSError, RuntimeError) as error:
        return _wrong(400, f"the query cannot be answered: {error}")


def _written(found: object, job: Job) -> Done:
    from regesta.web.negotiation import choose

    offered = GRAPHS if isinstance(found, ox.QueryTriples) else RESULTS
    kind = choose(_known(job.accept), list(offered))
    if kind is None:
        return _wrong(406, f"this answer can be had as {', '.join(offered)}")
    if isinstance(found, ox.QueryTriples):
        return Done(200, _charset(kind), _graph(found, GRAPHS[kind], job))
    if isinstance(found, ox.QueryBoolean):
        if kind in ("text/csv", "text/tab-separated-values"):
            # The standard has no form of yes or no for tables: a column `boolean`.
            return Done(200, _charset(kind), f"boolean\r\n{str(bool(found)).lower()}\r\n".encode())
        return Done(200, kind, found.serialize(format=RESULTS[kind]) or b"")
    assert isinstance(found, ox.QuerySolutions)
    out = _Limited(job.most_bytes)
    found.serialize(cast(IO[bytes], out), format=RESULTS[kind])
    return Done(200, _charset(kind), b"".join(out.pieces))


def _graph(found: ox.QueryTriples, form: str, job: Job) -> bytes:
    from rdf.serialise import Format, serialise

    quads = []
    for count, triple in enumerate(dict.fromkeys(found)):
        if count >= job.most_rows:
            raise _TooMuchError
        quads.append(ox.Quad(triple.subject, triple.predicate, triple.object))
    written = serialise(quads, cast("Format", form))
    if len(written) > job.most_bytes:
        raise _TooMuchError
    return written


_LOOSE = {
    "application/json": "application/sparql-results+json", "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml", "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
}  # fmt: skip


def _known(accept: str) -> str:
    """An `Accept` header with what clients say for the proper media types beside it."""
    more = [part.replace(part.split(";")[0].strip(), _LOOSE[part.split(";")[0].strip().lower()])
            for part in accept.split(",") if part.split(";")[0].strip().lower() in _LOOSE]  # fmt: skip
    return ",".join([accept, *more]) if more else accept


def _charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/trig" else kind


def _wrong(status: int, words: str) -> Done:
    return Done(status, "text/plain; charset=utf-8", f"{words}\n".encode("utf-8", "replace"))
