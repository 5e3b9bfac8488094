"""A build from beginning to end: what is there, what has changed, and the steps that follow from it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from regesta import scan
from regesta.build import base, inputs, page
from regesta.build.crew import Crew, Here
from regesta.build.document import Made, Text, make, tei_of
from regesta.build.due import Due, made_with
from regesta.build.job import Job, Listener, Summary
from regesta.build.lock import locked
from regesta.build.outputs import Outputs
from regesta.build.state import Row, State
from regesta.encoding import SettingsError, ready
from regesta.errors import InputError, reason
from regesta.pool import Fault
from regesta.project import FILE, Project, ProjectError
from regesta.scan import Found

__all__ = ["Listener", "Summary", "build"]

_SAVE = 1.0
"""Seconds after which what was done is remembered on disk."""


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
                return _Build(Job(project, state, listener, crew, Summary(), verify, merging)).run()
        except SettingsError as error:
            raise ProjectError(f"{project.root / FILE}: {error}") from error
        finally:
            with suppress(InputError):
                state.save()
            state.close()


class _Build:
    """The steps of one build."""

    def __init__(self, job: Job) -> None:
        self.job, self.project, self.state, self.listener, self.summary = (
            job, job.project, job.state, job.listener, job.summary,
        )  # fmt: skip
        self._saved = time.monotonic()

    def run(self) -> Summary:
        project, state = self.project, self.state
        due, outputs = Due(self.job), Outputs(self.job)
        for remote in project.remotes:
            if remote.read:
                from regesta.build.storage import pull

                self.listener.stage("fetching", 0)
                pull(remote, self.job.failed)
        if not project.texts.is_dir():
            raise ProjectError(f"{project.texts}: no such folder: nothing was changed")
        try:
            made, changed_authority = due.settings()
        except OSError as error:
            raise ProjectError(f"{error.filename}: {reason(error)}") from error
        texts, found = inputs.texts(project)
        rows = state.documents()
        if rows and not found.files and not found.refused:
            raise ProjectError(f"{project.texts}: holds no text, where there were {len(rows)}: nothing was changed")
        for name, why in found.refused.items():
            self.job.failed(name, why)
        self._clean()
        self._remove(rows, found, texts)
        if changed_authority is not None:
            rows = due.touched(texts, rows, changed_authority)
        stale = due.stale(texts, rows, made)
        self._encode(stale, made)
        rows = state.documents()
        self.summary.edited = sorted(name for name, row in rows.items() if row.edited)
        self.summary.documents = len(rows)
        drawn = outputs.draw(rows)
        outputs.join(drawn)
        outputs.load(rows, drawn)
        self._bring(lambda folder: folder != project.report)
        outputs.report(bool(stale))
        self._bring(lambda folder: folder == project.report)
        return self.summary

    def _bring(self, wanted: Callable[[Path], bool]) -> None:
        """Bring outputs to where they belong, if that is elsewhere."""
        for remote in self.project.remotes:
            if remote.write and wanted(remote.folder):
                from regesta.build.storage import push

                self.listener.stage("sending", 0)
                push(remote, self.job.failed)

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
                    self.job.failed(name, f"its text is gone; {target.name} was changed by a person and is kept")
            except FileNotFoundError:
                pass
            except OSError as error:
                self.job.failed(name, f"{target.name} cannot be removed: {reason(error)}")
                continue
            with suppress(OSError):
                Path(base.path(self.project.state, name)).unlink()
            self.summary.removed.append(name)
            del rows[name]
        self.state.forget(self.summary.removed)
        self.state.save()

    def _encode(self, stale: list[Text], made: str) -> None:
        self.listener.stage("encoding", len(stale))
        if not stale:
            return
        settings = self.project.settings
        ready(settings)
        work = partial(make, settings=settings, merging=self.job.merging)
        for text, _, outcome in self.job.work(stale, work, prepare=(ready, settings)):
            self.listener.step()
            if isinstance(outcome, Fault):
                more = f" (limits.{outcome.limit} in regesta.toml allows more)" if outcome.limit else ""
                self.job.failed(text.name, outcome.message + more)
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
                text.name, json.dumps(one.stamp), one.digest, made_with(made, text), json.dumps(one.tei_stamp),
                one.tei, int(one.edited), " ".join(one.uses), page.written(one.report),
            )
        )  # fmt: skip
        if time.monotonic() - self._saved > _SAVE:
            self.state.save()
            self._saved = time.monotonic()
