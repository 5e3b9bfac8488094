"""Propose a project file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  regesta init archive
  regesta init archive --print"""
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--print", "only_print", is_flag=True, help="Show the proposal and write nothing.")
def command(folder: Path, only_print: bool) -> None:
    """Look at a folder of texts and propose regesta.toml for it; one that is there is never overwritten.

    A sample of the texts tells their encodings, languages, editorial conventions and layouts; authority files are
    those that can be read as such.
    """
    from regesta.build import propose
    from regesta.files import TEXT
    from regesta.project import FILE, ProjectError
    from regesta.report import counted, counts

    try:
        if (folder / FILE).exists() and not only_print:
            raise ProjectError(f"{folder / FILE}: is there already; it is never overwritten")
        seen = propose.look(folder)
        text = propose.written(folder, seen)
        if only_print:
            click.echo(text, nl=False)
            return
        path = propose.write(folder, text)
    except ProjectError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{path}: {counted(len(seen.found.files), 'text')} in {seen.texts}, "
               f"{counted(len(seen.authorities), 'authority file')}")
    for told in (*seen.unreadable, *(f"{name}: {why}" for name, why in seen.found.refused.items())):
        click.echo(f"regesta: {told}", err=True)
    if seen.aside:
        click.echo(f"regesta: left aside, since their names end in neither {' nor '.join(TEXT)}: {counts(seen.aside)}",
                   err=True)  # fmt: skip
    click.echo(f"look it over, then: regesta build {folder}")
