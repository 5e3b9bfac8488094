"""What a build makes of the TEI: RDF, tables, the store, and of all the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from regesta import files, scan
from regesta.build import keys, page, shard, tables
from regesta.build.document import tei_of
from regesta.build.job import Job
from regesta.build.state import Row
from regesta.errors import InputError, reason


class Outputs:
    """The outputs, brought to what the TEI says."""

    def __init__(self, job: Job) -> None:
        self.job, self.project, self.state, self.listener = job, job.project, job.state, job.listener
        self.summary = job.summary
        self.graphs: dict[str, tuple[str, ...]] = {}
        self.undrawn: set[str] = set()
        """Documents that the RDF does not have as they are now."""

    def draw(self, rows: Mapping[str, Row]) -> dict[int, str]:
        """Draw the shards that changed; the digest of every shard that is written whole."""
        project = self.project
        if project.rdf is None and project.tables is None:
            return {}
        key = keys.drawer(project)
        members: dict[int, list[str]] = {}
        for name in sorted(rows):
            members.setdefault(shard.number_of(name, project.shards), []).append(name)
        known = self.state.shards()
        wanted: dict[int, str] = {}
        waiting: list[shard.Shard] = []
        for number, names in members.items():
            wanted[number] = _digest_of((n, rows[n].tei, rows[n].edited) for n in names)
            wanted[number] = keys.digest(key, wanted[number])
            if known.get(number) != (wanted[number], self._shard_stamp(number)):
                waiting.append(self._shard(number, [(n, rows[n].edited) for n in names]))
        for number in known.keys() - wanted.keys():
            self._drop(number)
        self.listener.stage("drawing", sum(len(s.members) for s in waiting))
        if waiting:
            import rdf  # noqa: F401 - before the processes begin

            self._draw_all(waiting, rows, wanted, key)
        return {number: digest for number, (digest, _) in self.state.shards().items()}

    def _draw_all(
        self, waiting: list[shard.Shard], rows: Mapping[str, Row], wanted: Mapping[int, str], key: str
    ) -> None:
        drawn: dict[int, list[tuple[str, str, int]]] = {}
        self.undrawn = {member.name for task in waiting for member in task.members}

        def again(task: shard.Shard, steps: int) -> shard.Shard | None:
            drawn.pop(task.number, None)
            return task.without(steps) if steps < len(task.members) else None

        for task, step, outcome in self.job.work(waiting, shard.draw, again):
            done = drawn.setdefault(task.number, [])
            if isinstance(outcome, shard.Drawn):
                self.listener.step()
                member = task.members[step]
                self.graphs[member.name] = outcome.graphs
                done.append((member.name, outcome.tei, rows[member.name].edited))
            elif isinstance(outcome, shard.Written):
                self.summary.shards += 1
                digest = keys.digest(key, _digest_of(done))
                self.undrawn.difference_update(name for name, _, _ in done)
                self.state.write_shard(task.number, digest, self._shard_stamp(task.number))
                self.state.save()
            else:
                self.listener.step()
                name = task.members[step].name if step < len(task.members) else f"shard {task.number}"
                self.job.failed(name, outcome.message)

    def _shard(self, number: int, members: Iterable[tuple[str, int]]) -> shard.Shard:
        project = self.project
        listed = tuple(shard.Member(name, tei_of(project.tei, name), bool(edited)) for name, edited in members)
        quads = shard.quads_file(project.rdf, number) if project.rdf else None
        return shard.Shard(number, listed, quads, self._parts if project.tables else None, project.base)

    @property
    def _parts(self) -> Path:
        return self.project.state / "parts"

    def _outputs(self, number: int) -> list[Path]:
        """The files of a shard."""
        one = self._shard(number, ())
        parts = [shard.part_file(one.parts, number, table) for table in tables.COLUMNS] if one.parts else []
        return [*([one.quads] if one.quads else []), *parts]

    def _shard_stamp(self, number: int) -> str:
        return _stamps(self._outputs(number))

    def _drop(self, number: int) -> None:
        """Remove a shard that has no documents any more."""
        for path in self._outputs(number):
            with suppress(FileNotFoundError):
                path.unlink()
        self.state.write_shard(number, "", "")

    def join(self, drawn: Mapping[int, str]) -> None:
        """Put the tables together, if a part of them changed."""
        folder = self.project.tables
        self.listener.stage("joining", 0)
        if folder is None:
            return
        wanted = keys.digest(*(f"{number} {drawn[number]}" for number in sorted(drawn)))
        outputs = [folder / f"{table}.csv" for table in tables.COLUMNS]
        if self.state.note("tables") == f"{wanted} {_stamps(outputs)}":
            return
        try:
            for table in tables.COLUMNS:
                tables.join(table, (shard.part_file(self._parts, n, table) for n in sorted(drawn)), folder)
            self.state.write_note("tables", f"{wanted} {_stamps(outputs)}")
        except (InputError, OSError) as error:
            self.job.failed(str(folder), _told(error))

    def load(self, rows: Mapping[str, Row], drawn: Mapping[int, str]) -> None:
        """Have the store hold what the RDF says."""
        project = self.project
        self.listener.stage("loading", 0)
        if project.store is None or project.rdf is None:
            return
        from rdf.store import StoreError
        from regesta.build import store

        there = ((name, row) for name, row in rows.items() if name not in self.undrawn)
        tei = str(project.tei)
        wanted = {name: (tei_of(tei, name), row.tei) for name, row in there}
        quads = [shard.quads_file(project.rdf, number) for number in sorted(drawn)]
        key = keys.digest(keys.program("rdf", "tei"), project.base)[:16]
        try:
            self.summary.loaded = store.bring(
                project.store, self.state, wanted, quads, self.graphs, key, project.base, self.job.failed
            )
        except (StoreError, InputError) as error:
            self.job.failed(str(project.store), str(error).removeprefix(f"{project.store}: "))

    def report(self, changed: bool) -> None:
        """Write the report, if it says anything new."""
        folder, state = self.project.report, self.state
        if folder is None:
            return
        outputs = [folder / "report.json", folder / "report.html"]
        said = keys.digest(keys.program("regesta/build/page"), json.dumps(self.summary.failures),
                           *self.summary.edited, *self.summary.removed)  # fmt: skip
        if not changed and not self.summary.removed and state.note("report") == f"{said} {_stamps(outputs)}":
            return
        corpus = page.gather(state.reports(), self.summary.failures, self.summary.edited)
        title = f"{self.project.root.name}: report of the build"
        for path, data in zip(outputs, (page.as_json(corpus), page.as_html(corpus, title)), strict=True):
            try:
                if not path.is_file() or path.read_bytes() != data:
                    files.write(path, data)
            except (InputError, OSError) as error:
                self.job.failed(str(path), _told(error))
        state.write_note("report", f"{said} {_stamps(outputs)}")


def _digest_of(members: Iterable[tuple[str, str, int]]) -> str:
    return keys.digest(*(f"{name}\0{tei}\0{edited}" for name, tei, edited in members))


def _stamps(paths: Iterable[Path]) -> str:
    found = []
    for path in paths:
        try:
            found.append(scan.stamp(path))
        except OSError:
            found.append((-1, -1))
    return json.dumps(found)


def _told(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)
