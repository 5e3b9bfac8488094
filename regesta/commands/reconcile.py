"""Propose who local names may be elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta import files
from regesta.commands.run import each

if TYPE_CHECKING:
    from converters.reconciliation import Source
    from tei import Entity


@click.command(
    epilog="""\b
Examples:
  regesta reconcile tei --with people.xml -o proposals.csv
  regesta reconcile tei --with https://service.example/reconcile --type person=Q5 -o proposals.csv
  regesta reconcile --accept proposals.csv -o accepted.csv
  regesta convert transcripts -o tei --authority people.xml --authority accepted.csv"""
)
@click.argument("inputs", nargs=-1, metavar="INPUT…")
@click.option("--with", "elsewhere", default="", metavar="FILE|URL", help="Authority file, or reconciliation service.")
@click.option(
    "--type", "types", multiple=True, metavar="KIND=TYPE", help="The service's type for person, org or place."
)
@click.option("--accept", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A table of proposals in whose column “accept” a person put something.")  # fmt: skip
@click.option("-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def command(inputs: tuple[str, ...], elsewhere: str, types: tuple[str, ...], table: Path | None, out: Path) -> None:
    """Find candidates for the people, organisations and places that TEI names but no authority file knows.

    The result is a table; a person marks in the column “accept” what is right, and --accept makes an authority
    file of it. Nothing is linked without a person.
    """
    if table is not None:
        _accept(table, out)
        return
    if not inputs or not elsewhere:
        raise click.UsageError("give INPUT and --with, or --accept")
    from converters import reconciliation
    from converters.reconciliation.service import ServiceError
    from tei import Document

    found: list[Entity] = []
    code = each(files.inputs(inputs, files.TEI),
                lambda item: found.extend(Document.parse(item.read(), item.name).entities), label="reading",
            )  # fmt: skip
    try:
        asked = reconciliation.unlinked(found)
        proposals = list(_source(elsewhere, types).candidates(asked))
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    files.write(out, reconciliation.table(proposals).encode())
    click.echo(f"{out}: {sum(bool(c) for _, c in proposals)} of {len(asked)} names have candidates")
    raise SystemExit(code)


def _source(elsewhere: str, types: tuple[str, ...]) -> Source:
    from converters import authority
    from converters.reconciliation.local import Local
    from converters.reconciliation.service import Service

    if elsewhere.startswith(("http://", "https://")):
        service = Service(elsewhere, types=dict(t.split("=", 1) for t in types if "=" in t))
        service.manifest()
        return service
    try:
        return Local(authority.load([Path(elsewhere)]), by_file=True)
    except authority.AuthorityError as error:
        raise click.ClickException(str(error)) from error


def _accept(table: Path, out: Path) -> None:
    from converters import authority, reconciliation
    from converters.authority import Authority
    from converters.authority.read_csv import as_text
    from regesta.errors import InputError, reason
    from regesta.report import counted

    try:
        entities = reconciliation.accepted(as_text(table.read_bytes(), str(table)), str(table))
        files.write(out, authority.write(Authority(entities), out.name))
    except OSError as error:
        raise click.ClickException(f"{table}: {reason(error)}") from error
    except (reconciliation.ProposalError, authority.AuthorityError, InputError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{out}: {counted(len(entities), 'entry', 'entries')}")
