"""Authority files: check, convert, merge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from regesta import files
from regesta.report import counted


@click.group(
    epilog="""\b
Examples:
  regesta authority check people.csv
  regesta authority convert people.csv -o people.xml
  regesta authority merge people.xml places.ttl -o all.xml"""
)
def command() -> None:
    """People, organisations and places under ids: TEI, CSV, JSON-LD, Turtle (SKOS, RiC-O, schema.org)."""


@command.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…", type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Say what is wrong or doubtful in authority files, with line numbers."""
    from converters import authority

    errors = 0
    for path in map(Path, _files(paths)):
        problems = authority.check(path)
        for problem in problems:
            click.echo(replace(problem, name=str(path)))
        if any(problem.level == "error" for problem in problems):
            errors += 1
        else:
            click.echo(f"{path}: {counted(len(authority.load([path]).entities), 'entry', 'entries')}")
    raise SystemExit(1 if errors else 0)


@command.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="Its ending says the format: .xml .csv .ttl .jsonld")  # fmt: skip
def convert(path: Path, out: Path) -> None:
    """Write an authority file in another format."""
    _written([path], out)


@command.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def merge(paths: tuple[Path, ...], out: Path) -> None:
    """Join authority files: entries of one id become one; what contradicts is told."""
    _written([Path(name) for name in _files(paths)], out)


def _files(paths: tuple[Path, ...]) -> tuple[str, ...]:
    from regesta.encoding import SettingsError, authority_files

    try:
        return authority_files(paths)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _written(paths: list[Path], out: Path) -> None:
    from converters import authority
    from regesta.errors import InputError

    try:
        merged, conflicts = authority.merge(paths)
        files.write(out, authority.write(merged, out.name))
    except (authority.AuthorityError, InputError) as error:
        raise click.ClickException(str(error)) from error
    for conflict in conflicts:
        click.echo(f"{conflict}", err=True)
    click.echo(f"{out}: {counted(len(merged.entities), 'entry', 'entries')}")

