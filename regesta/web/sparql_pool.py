"""Processes that answer queries over a snapshot of the store, ended when they take too long."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.web.sparql_worker import Done, Job, work

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from regesta.web.corpus import Corpus

_START_SECONDS = 60.0
_MEMORY = 2 << 30


class BusyError(Exception):
    """All workers are at work, and were so for as long as one may wait."""


@dataclass(slots=True)
class _Snapshot:
    """The store as it was at one moment, in a folder that nobody writes to."""

    folder: Path
    users: int = 0
    current: bool = True


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    snapshot: _Snapshot

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class _Held:
    """What is to be ended with the pool."""

    folder: Path
    workers: list[_Worker] = field(default_factory=list)

    def end(self) -> None:
        while self.workers:
            self.workers.pop().end()
        shutil.rmtree(self.folder, ignore_errors=True)


class Pool:
    """As many workers as queries may run at once; started when first needed."""

    def __init__(self, corpus: Corpus, *, workers: int = 2, wait: float = 10.0, memory: int = _MEMORY) -> None:
        """`wait` is in seconds, `memory` in bytes for each worker."""
        self._corpus, self._wait, self._memory = corpus, wait, memory
        self._free = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._revision = ""
        self._snapshot: _Snapshot | None = None
        self._idle: list[_Worker] = []
        self._held = _Held(Path(tempfile.mkdtemp(prefix="regesta-sparql-")))
        self.close = weakref.finalize(self, self._held.end)
        """End all workers."""

    def run(self, job: Job) -> Done:
        """The answer to a query; a line that says so where it took too long or too much. Raises `BusyError`."""
        with self._worker() as worker:
            try:
                worker.pipe.send(job)
                if worker.pipe.poll(job.seconds):
                    done: Done = worker.pipe.recv()
                    return done
                words = f"the query was stopped after {job.seconds:g} seconds"
            except (EOFError, OSError):
                words = "the query needs more memory or time than this server gives"
            self._end(worker)
            return Done(503, "text/plain; charset=utf-8", f"{words}\n".encode())

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """A worker over what the documents say now, given back afterwards if it still lives."""
        if not self._free.acquire(timeout=self._wait):
            raise BusyError
        try:
            worker = self._take()
            try:
                yield worker
            except BaseException:
                self._end(worker)
                raise
            with self._lock:
                if worker in self._held.workers:
                    self._idle.append(worker)
        finally:
            self._free.release()

    def _take(self) -> _Worker:
        with self._lock:
            snapshot = self._now()
            stale = [w for w in self._idle if w.snapshot is not snapshot]
            self._idle = [w for w in self._idle if w.snapshot is snapshot]
            worker = self._idle.pop() if self._idle else None
            if worker is None:
                worker = self._start(snapshot)
        for old in stale:
            self._end(old)
        return worker

    def _now(self) -> _Snapshot:
        """The snapshot of what the documents say now."""
        revision = self._corpus.revision
        if self._snapshot is None or revision != self._revision:
            if self._snapshot is not None:
                self._snapshot.current = False
                self._drop(self._snapshot)
            folder = Path(tempfile.mkdtemp(dir=self._held.folder)) / "store"
            self._corpus.store.snapshot(folder)
            self._snapshot, self._revision = _Snapshot(folder), revision
        return self._snapshot

    def _start(self, snapshot: _Snapshot) -> _Worker:
        # Not forked: this process has threads.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(there, str(snapshot.folder), self._memory), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here, snapshot)
        if not here.poll(_START_SECONDS):
            worker.end()
            raise BusyError
        here.recv()
        snapshot.users += 1
        self._held.workers.append(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        with self._lock:
            if worker not in self._held.workers:
                return
            self._held.workers.remove(worker)
            worker.end()
            worker.snapshot.users -= 1
            self._drop(worker.snapshot)

    def _drop(self, snapshot: _Snapshot) -> None:
        """Delete a snapshot that is of no more use."""
        if not snapshot.current and not snapshot.users:
            shutil.rmtree(snapshot.folder.parent, ignore_errors=True)
