"""What a new conversion would change in TEI that a person changed."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from regesta.build.document import Text
    from regesta.project import Project


@click.command(
    epilog="""\b
Examples:
  regesta diff archive
  regesta diff archive archive/tei/letter.tei.xml"""
)
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--merge", "merging", is_flag=True, help="Show what regesta build would merge, and what collides.")
def command(project: Path, file: str | None, merging: bool) -> None:
    """Show what a new conversion would change in the TEI files that a person changed, or in FILE.

    FILE is a text or its TEI. Marks that a person made or rejected are in the new conversion too. regesta build merges
    what does not collide with a person's changes; to have the whole new conversion, delete the TEI file and build.
    """
    from regesta import project as projects

    try:
        found = projects.load(project)
        for text in _texts(found, file):
            for line in changes(found, text, merging=merging):
                click.echo(click.style(line, fg=_colour(line)))
    except projects.ProjectError as error:
        raise click.ClickException(str(error)) from error


def _colour(line: str) -> str | None:
    return {"+": "green", "-": "red", "@": "cyan", "!": "yellow"}.get(line[:1])


def changes(project: Project, text: Text, *, merging: bool = False) -> Iterator[str]:
    """The lines that a new conversion of a text would change in its TEI, as a unified diff (POSIX `diff -u`).

    With `merging`, those that a build would change; then, with `!`, what it would not since a person did.
    """
    from regesta.build.document import converted, known, settle, there
    from regesta.commands.run import foreseen
    from regesta.encoding import without_change
    from regesta.project import ProjectError

    target = Path(text.target)
    try:
        old = target.read_bytes()
        last = known(there(target), Path(text.base)) if merging else None
        new, _, _ = converted(text, project.settings, last or old)
        collisions: tuple[str, ...] = ()
        if merging:
            settled = settle(last, old, new)
            new, collisions = settled.document, settled.collisions
    except Exception as error:
        if not foreseen(error):
            raise
        raise ProjectError(f"{text.name}: {' '.join(str(error).split())}") from error
    before, after = (without_change(data).decode("utf-8", "replace").splitlines() for data in (old, new))
    shown = os.path.relpath(text.target)
    how = "merged" if merging else "new conversion"
    yield from difflib.unified_diff(before, after, shown, f"{shown} ({how})", lineterm="", n=1)
    yield from (f"! {shown}: {told}" for told in collisions)


def _texts(project: Project, file: str | None) -> Iterator[Text]:
    """The text that `file` is or is the TEI of; else those whose TEI a person changed."""
    from regesta.build.inputs import texts
    from regesta.project import ProjectError
    from tei.seal import untouched

    listed, _ = texts(project)
    if file is not None:
        wanted = os.path.realpath(file)
        meant = [t for t in listed.values() if t.name == file or wanted in map(os.path.realpath, (t.path, t.target))]
        if not meant:
            raise ProjectError(f"{file}: neither a text of the project nor the TEI of one")
        yield from meant
        return
    for text in listed.values():
        target = Path(text.target)
        if target.is_file() and not untouched(target.read_bytes()):
            yield text
