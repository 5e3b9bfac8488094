"""The whole corpus, incrementally."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from regesta.build.run import Summary

_EVERY = 1.0
_FEW = 20


@click.command(
    epilog="""\b
Examples:
  regesta init archive && regesta build archive
  regesta build archive --jobs 8 --json >> nightly.jsonl
  regesta build archive --scheduler tcp://scheduler:8786"""
)
@click.argument("project", type=click.Path(path_type=Path), default=Path(), metavar="[PROJECT]")
@click.option("--jobs", default=0, metavar="N", type=click.IntRange(0),
              help="Processes; else as many as the machine has cores.")  # fmt: skip
@click.option("--scheduler", default="", metavar="URL",
              help="A Dask scheduler (tcp://…:8786) whose workers see PROJECT under the same path.")  # fmt: skip
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), metavar="S",
              help="For each document; else what regesta.toml says.")  # fmt: skip
@click.option("--no-merge", is_flag=True, help="Keep TEI that a person changed byte for byte: merge nothing into it.")
@click.option("--verify", is_flag=True, help="Hash all files, also those whose size and time of change are the same.")
@click.option("--json", "as_json", is_flag=True, help="Progress and result as JSON lines on standard output.")
def command(
    project: Path, jobs: int, scheduler: str, seconds: float | None, no_merge: bool, verify: bool, as_json: bool
) -> None:
    """Bring TEI, RDF, tables, store and report to what the texts say; only what changed is done again.

    PROJECT is a folder with regesta.toml (regesta init makes one). What a person changed in TEI is kept; what a new
    conversion changes elsewhere in it is merged. regesta diff shows both.
    """
    from regesta import project as projects
    from regesta.build.run import build

    listener = _Lines() if as_json else _Bar()
    begun = time.monotonic()
    try:
        found = projects.load(project)
        if seconds is not None:
            found = replace(found, seconds=seconds)
        summary = build(
            found, jobs=jobs, verify=verify, listener=listener, merging=not no_merge, scheduler=scheduler
        )
    except projects.ProjectError as error:
        listener.end()
        if as_json:
            _say(event="error", message=str(error))
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        listener.end()
        click.echo("regesta: stopped; what was done is kept, and the next build goes on from there", err=True)
        raise SystemExit(130) from None
    listener.end()
    if as_json:
        _say(event="done", seconds=round(time.monotonic() - begun, 3), **asdict(summary))
    else:
        click.echo("\n".join(_told(summary)))
    raise SystemExit(1 if summary.failures else 0)


def _told(summary: Summary) -> list[str]:
    from regesta.report import counted

    parts = [counted(summary.documents, "document"), f"{summary.encoded} encoded anew"]
    if summary.removed:
        parts.append(f"{len(summary.removed)} removed")
    if summary.failures:
        parts.append(f"{len(summary.failures)} failed")
    lines = [", ".join(parts)]
    if summary.edited:
        many = counted(len(summary.edited), "TEI file")
        lines.append(f"{many} changed by a person and kept (regesta diff shows how):")
        lines += [f"  {name}" for name in summary.edited[:_FEW]]
        if len(summary.edited) > _FEW:
            lines.append("  …")
    if summary.merged:
        lines.append(f"{len(summary.merged)} of them got what is new beside the person's changes")
    if summary.collisions:
        lines.append(f"{counted(summary.collisions, 'change')} by a person against a new one: the report has each")
    return lines


def _say(**values: Any) -> None:
    click.echo(json.dumps(values, ensure_ascii=True))


class _Lines:
    """A build told in JSON lines, for scripts."""

    def __init__(self) -> None:
        self.stage("", 0)

    def stage(self, name: str, count: int) -> None:
        self._name, self._count, self._done, self._failures = name, count, 0, 0
        self._begun = self._told = time.monotonic()
        if name and count:
            _say(event="stage", stage=name, count=count)

    def step(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now - self._told >= _EVERY:
            self._told = now
            rate = self._done / (now - self._begun)
            _say(event="progress", stage=self._name, done=self._done, count=self._count, rate=round(rate, 1),
                 left=round((self._count - self._done) / rate), failed=self._failures)  # fmt: skip

    def failed(self, name: str, message: str) -> None:
        self._failures += 1
        _say(event="failed", file=name, message=message)

    def end(self) -> None:
        """Nothing is open."""


class _Bar:
    """A build told on a terminal: a bar with rate, time left and failures; elsewhere only the failures."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._failures = self._done = 0
        self._begun = 0.0

    def stage(self, name: str, count: int) -> None:
        self.end()
        self._done, self._begun = 0, time.monotonic()
        if count >= _FEW and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=count, label=name, file=sys.stderr, show_pos=True, item_show_func=self._beside
            ).__enter__()

    def _beside(self, _: object) -> str:
        rate = self._done / max(time.monotonic() - self._begun, 0.001)
        return f"{rate:.0f}/s" + (f", {self._failures} failed" if self._failures else "")

    def step(self) -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.update(1, self._done)

    def failed(self, name: str, message: str) -> None:
        self._failures += 1
        click.echo(f"{chr(13) if self._bar is not None else ''}regesta: {name}: {message}", err=True)

    def end(self) -> None:
        """Close the bar, if one is open."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
