"""A build from beginning to end: what is there, what has changed, and the steps that follow from it."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from regesta import files
from regesta.build import base, inputs, keys, page, pool, scan, shard, tables
from regesta.build.crew import Crew, Here
from regesta.build.document import Made, Text, contents, make, stamps, tei_of
from regesta.build.lock import locked
from regesta.build.pool import Fault
from regesta.build.scan import Found, shown
from regesta.build.state import Row, State
from regesta.encoding import Settings
from regesta.errors import InputError, reason
from regesta.project import Project, ProjectError

if TYPE_CHECKING:
    from converters.names import NameIndex
    from regesta.build.touch import Forms

T = TypeVar("T")
R = TypeVar("R")

_SAVE = 1.0
"""Seconds after which what was done is remembered on disk."""


class Listener(Protocol):
    """Who follows a build: a progress bar, or lines for programs."""

    def stage(self, name: str, count: int) -> None:
        """A stage begins, of so many steps."""

    def step(self) -> None:
        """A step is done."""

    def failed(self, name: str, message: str) -> None:
        """Something came to nothing; the rest goes on."""


@dataclass(slots=True)
class Summary:
    """What a build did."""

    documents: int = 0
    """How many there are now."""
    encoded: int = 0
    """How many texts were encoded; the TEI of those not `written` said the same already."""
    written: int = 0
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """Texts whose TEI a person changed."""
    merged: list[str] = field(default_factory=list)
    """Those of them whose TEI got what is new beside the person's changes."""
    collisions: int = 0
    """How often a new conversion gave way to a person's change."""
    shards: int = 0
    loaded: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def build(
    project: Project, *, jobs: int = 0, verify: bool = False, listener: Listener, merging: bool = True,
    scheduler: str = "",
) -> Summary:  # fmt: skip
    """Bring the outputs of a project to what its inputs say. Raises `ProjectError` where nothing can be done.

    With `verify` all files are hashed, whether or not their size and time of change are the same. Without `merging`
    TEI that a person changed is kept byte for byte. With the address of a Dask `scheduler` its workers do the work.
    """
    with locked(project.state) as lock:
        try:
            state = State(project.state)
        except InputError as error:
            raise ProjectError(str(error)) from error
        try:
            crew: Crew
            if scheduler:
                from regesta.build.cluster import Cluster

                crew = Cluster(scheduler, project.root)
            else:
                crew = Here(jobs or os.cpu_count() or 1, lock)
            with closing(crew):
                return _Build(project, state, verify, listener, crew, merging).run()
        finally:
            with suppress(InputError):
                state.save()
            state.close()


class _Build:
    """The steps of one build, and what they know of each other."""

    def __init__(
        self, project: Project, state: State, verify: bool, listener: Listener, crew: Crew, merging: bool
    ) -> None:
        self.project, self.state, self.verify = project, state, verify
        self.listener, self.crew, self.merging = listener, crew, merging
        self.limits = pool.Limits(project.seconds, project.memory)
        self.summary = Summary()
        self.graphs: dict[str, tuple[str, ...]] = {}
        self.undrawn: set[str] = set()
        """Documents that the RDF does not have as they are now."""
        self._saved = time.monotonic()

    def run(self) -> Summary:
        project, state = self.project, self.state
        for remote in project.remotes:
            if remote.read:
                from regesta.build.storage import pull

                self.listener.stage("fetching", 0)
                pull(remote, self._failed)
        if not project.texts.is_dir():
            raise ProjectError(f"{project.texts}: no such folder: nothing was changed")
        try:
            made, changed_authority = self._settings()
        except OSError as error:
            raise ProjectError(f"{error.filename}: {reason(error)}") from error
        texts, found = inputs.texts(project)
        rows = state.documents()
        if rows and not found.files and not found.refused:
            raise ProjectError(f"{project.texts}: holds no text, where there were {len(rows)}: nothing was changed")
        for name, why in found.refused.items():
            self._failed(name, why)
        self._clean()
        self._remove(rows, found, texts)
        if changed_authority is not None:
            rows = self._touch(texts, rows, changed_authority)
        stale = self._stale(texts, rows, made)
        self._encode(stale, made)
        rows = state.documents()
        self.summary.edited = sorted(name for name, row in rows.items() if row.edited)
        self.summary.documents = len(rows)
        drawn = self._draw(rows)
        self._join(drawn)
        self._load(rows, drawn)
        self._bring(lambda folder: folder != project.report)
        self._report(bool(stale))
        self._bring(lambda folder: folder == project.report)
        return self.summary

    def _bring(self, wanted: Callable[[Path], bool]) -> None:
        """Bring outputs to where they belong, if that is elsewhere."""
        for remote in self.project.remotes:
            if remote.write and wanted(remote.folder):
                from regesta.build.storage import push

                self.listener.stage("sending", 0)
                push(remote, self._failed)

    # Inputs

    def _settings(self) -> tuple[str, Callable[[], tuple[frozenset[str], Forms]] | None]:
        """The digest of all that every document depends on; and, where the authority changed, what tells how."""
        settings, state = self.project.settings, self.state
        own = keys.encoder(settings)
        seen = json.dumps([(name, *scan.stamp(name)) for name in settings.authority])
        if self.verify or seen != state.note("authority-stamp"):
            found = keys.digest(*(part for n in settings.authority for part in (Path(n).name, Path(n).read_bytes())))
            if found != state.note("authority"):
                return self._authority(own, found, seen)
            state.write_note("authority-stamp", seen)
        return keys.digest(own, state.note("traits")), None

    def _authority(
        self, own: str, found: str, seen: str
    ) -> tuple[str, Callable[[], tuple[frozenset[str], Forms]] | None]:
        from regesta.build import touch

        entities = _ready(self.project.settings)
        traits = touch.traits(entities)
        old, state = self.state.entities(), self.state
        new = touch.known(entities.entities) if entities is not None else {}
        changed = frozenset(i for i in old.keys() | new.keys() if old.get(i) != new.get(i))

        def concerned() -> tuple[frozenset[str], Forms]:
            """The changed entries, and the forms of their names before and after; remembers the new."""
            before = {i: touch.read(state.entity(i)) for i in changed if i in old}
            after = {i: entities.entities[i] for i in changed if entities is not None and i in new}
            state.write_entities(
                ((i, new[i], touch.written(entity)) for i, entity in after.items()), changed - new.keys()
            )
            for key, value in (("authority", found), ("authority-stamp", seen), ("traits", traits)):
                state.write_note(key, value)
            return changed, touch.forms(before, after)

        return keys.digest(own, traits), concerned

    def _clean(self) -> None:
        """Take away what a build that was killed left half written."""
        project = self.project
        for folder in (project.tei, project.rdf, project.tables, project.report, project.state):
            if folder is not None and folder.is_dir():
                for name in scan.scan(folder, ()).scratch:
                    with suppress(OSError):
                        (folder / name).unlink()

    def _remove(self, rows: dict[str, Row], found: Found, texts: Mapping[str, Text]) -> None:
        """Remove the results of texts that are gone; a TEI file that a person changed stays, and is told of."""
        gone = [name for name in rows if name not in texts and found.knows(name)]
        for name in gone:
            from tei.seal import untouched

            target = Path(tei_of(self.project.tei, name))
            try:
                if untouched(target.read_bytes()):
                    target.unlink()
                else:
                    self._failed(name, f"its text is gone; {target.name} was changed by a person and is kept")
            except FileNotFoundError:
                pass
            except OSError as error:
                self._failed(name, f"{target.name} cannot be removed: {reason(error)}")
                continue
            with suppress(OSError):
                Path(base.path(self.project.state, name)).unlink()
            self.summary.removed.append(name)
            del rows[name]
        self.state.forget(self.summary.removed)
        self.state.save()

    # What is to be done

    def _touch(
        self, texts: Mapping[str, Text], rows: dict[str, Row], changes: Callable[[], tuple[frozenset[str], Forms]]
    ) -> dict[str, Row]:
        """Have the documents made again that a change of the authority concerns; remembered before any is."""
        from regesta.build import touch

        changed, forms = changes()
        uses = {name: frozenset(ids.split()) for name, ids in self.state.uses()}
        asked = [texts[name] for name in rows if name in texts]
        self.state.stale(touch.concerned(asked, uses, changed, forms, self.project.settings))
        self.state.save()
        return self.state.documents()

    def _stale(self, texts: Mapping[str, Text], rows: Mapping[str, Row], made: str) -> list[Text]:
        """The texts that are to be encoded."""
        self.listener.stage("reading", 0)
        found: list[Text] = []
        again: list[Row] = []
        for name, text in texts.items():
            row = rows.get(name)
            if row is None or row.made != _made_with(made, text):
                found.append(text)
                continue
            try:
                now = f"[{', '.join(scan.noted(s) if s else 'null' for s in stamps(text))}]"
                if (now != row.stamp or self.verify) and contents(text) != row.digest:
                    found.append(text)
                    continue
                kept = self._tei(row, text.target)
            except OSError:
                found.append(text)  # encoding will tell what is wrong
                continue
            if kept is None:
                found.append(text)
            elif now != row.stamp or kept != row:
                again.append(kept._replace(stamp=now))
        self.state.restamp(again)
        return found

    def _tei(self, row: Row, target: str) -> Row | None:
        """The row with what its TEI file is now; None where the TEI is to be made again. Raises `OSError`."""
        now = scan.noted(scan.stamp(target))
        if now == row.tei_stamp and not self.verify:
            return row
        from tei.seal import untouched

        data = Path(target).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found == row.tei:
            return row._replace(tei_stamp=now)
        return None if untouched(data) else row._replace(tei_stamp=now, tei=found, edited=1)

    # Steps

    def _encode(self, stale: list[Text], made: str) -> None:
        self.listener.stage("encoding", len(stale))
        if not stale:
            return
        settings = self.project.settings
        _ready(settings)
        for text, _, outcome in self._work(stale, partial(make, settings=settings, merging=self.merging)):
            self.listener.step()
            if isinstance(outcome, Fault):
                self._failed(text.name, outcome.message)
                continue
            self.summary.encoded += 1
            self.summary.written += outcome.written
            self.summary.collisions += outcome.collisions
            if outcome.merged:
                self.summary.merged.append(text.name)
            self._remember(text, made, outcome)
        self.state.save()

    def _remember(self, text: Text, made: str, one: Made) -> None:
        self.state.write_document(
            Row(
                text.name, json.dumps(one.stamp), one.digest, _made_with(made, text), json.dumps(one.tei_stamp),
                one.tei, int(one.edited), " ".join(one.uses), page.written(one.report),
            )
        )  # fmt: skip
        if time.monotonic() - self._saved > _SAVE:
            self.state.save()
            self._saved = time.monotonic()

    def _draw(self, rows: Mapping[str, Row]) -> dict[int, str]:
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

        for task, step, outcome in self._work(waiting, shard.draw, again):
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
                self._failed(name, outcome.message)

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

    def _join(self, drawn: Mapping[int, str]) -> None:
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
            self._failed(str(folder), _told(error))

    def _load(self, rows: Mapping[str, Row], drawn: Mapping[int, str]) -> None:
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
                project.store, self.state, wanted, quads, self.graphs, key, project.base, self._failed
            )
        except (StoreError, InputError) as error:
            self._failed(str(project.store), str(error).removeprefix(f"{project.store}: "))

    def _report(self, changed: bool) -> None:
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
                self._failed(str(path), _told(error))
        state.write_note("report", f"{said} {_stamps(outputs)}")

    # What steps share

    def _work(
        self, tasks: list[T], work: Callable[[T], Iterator[R]],
        again: Callable[[T, int], T | None] = lambda task, steps: None,
    ) -> Iterator[tuple[T, int, R | Fault]]:  # fmt: skip
        return self.crew.run(tasks, work, limits=self.limits, again=again)

    def _failed(self, name: str, message: str) -> None:
        name, message = shown(name), " ".join(message.split())
        self.summary.failures[name] = message
        self.listener.failed(name, message)


def _ready(settings: Settings) -> NameIndex | None:
    """Read authority, convention, layout and plug-ins once, before the processes begin. Raises `ProjectError`."""
    from converters import editorial, layout, recognisers
    from converters.authority import AuthorityError
    from converters.pipeline import transcribe
    from regesta.encoding import options
    from tei.model import Source
    from tei.writer import write

    try:
        chosen = options(settings)
        if settings.convention:
            editorial.load(settings.convention)
        if settings.layout:
            layout.load(settings.layout)
        for name in settings.recognisers:
            recognisers.load(name)
        warm = Source("On 3 May 1962 the Premier met Mr. Smith [sic] in Peking.", "warm.txt")
        write(transcribe(warm, replace(chosen, recognisers=())))  # a plug-in may crash: not here
    except (
        AuthorityError, editorial.ConventionError, layout.LayoutError, recognisers.RecogniserError, OSError,
    ) as error:  # fmt: skip
        raise ProjectError(" ".join(str(error).split())) from error
    return chosen.index


def _made_with(made: str, text: Text) -> str:
    return f"{made[:32]} {text.label}"


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
