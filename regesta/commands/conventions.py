"""Editorial conventions: list, show, check, new."""

from __future__ import annotations

from pathlib import Path

import click

from regesta import files


@click.group(
    epilog="""\b
Examples:
  regesta conventions list
  regesta conventions new my-archive > my-archive.toml
  regesta conventions check my-archive.toml"""
)
def command() -> None:
    """What an edition's brackets mean: one TOML file for each archive's habits."""


@command.command("list")
def list_() -> None:
    """The conventions that come with regesta."""
    from converters import editorial

    for name in editorial.available():
        click.echo(f"{name:16} {editorial.load(name).description}")


@command.command()
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """What a convention takes each mark for, in prose."""
    from converters import editorial

    try:
        click.echo(editorial.describe(editorial.load(name)))
    except (editorial.ConventionError, OSError) as error:
        raise click.ClickException(str(error)) from error


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME|FILE]…")
def check(names: tuple[str, ...]) -> None:
    """Run the examples that a convention file holds; without a name, those of all that come with regesta."""
    from converters import editorial
    from regesta.report import counted

    failed = 0
    for name in names or editorial.available():
        try:
            failures = [str(failure) for failure in editorial.check(name)]
        except (editorial.ConventionError, OSError) as error:
            failures = [str(error)]
        for failure in failures:
            click.echo(failure, err=True)
        failed += bool(failures)
        held = "FAILED" if failures else f"{counted(len(editorial.load(name).examples), 'example')} as expected"
        click.echo(f"{name}: {held}")
    raise SystemExit(1 if failed else 0)


@command.command()
@click.argument("name")
@click.option("-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Else standard output.")
def new(name: str, out: Path | None) -> None:
    """The start of a convention file, with every part explained."""
    from converters import editorial

    try:
        text = editorial.new(name)
    except editorial.ConventionError as error:
        raise click.UsageError(str(error)) from error
    if out is None:
        click.echo(text, nl=False)
    elif out.exists():
        raise click.ClickException(f"{out}: is there already")
    else:
        files.write(out, text.encode())
