"""A corpus as static files."""

from __future__ import annotations

from pathlib import Path

import click

from regesta.commands.run import base_iri
from regesta.commands.web_extra import needed


@click.command(
    epilog="""\b
Examples:
  regesta site archive -o public
  regesta site tei -o public --base https://archive.example.org/"""
)
@click.argument("project", type=click.Path(path_type=Path), default=Path(), metavar="[PROJECT]")
@click.option("-o", "--output", "out", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write.")  # fmt: skip
@click.option("--base", default="", metavar="URI", callback=base_iri, help="What the names of documents start with.")
def command(project: Path, out: Path, base: str) -> None:
    """Write the pages of a corpus as files that any web space or archive can keep.

    PROJECT is a folder with regesta.toml, or any folder of TEI.
    """
    needed("starlette", "jinja2")
    from regesta.errors import InputError
    from regesta.project import ProjectError
    from regesta.web.corpus import Corpus
    from regesta.web.site import write

    try:
        corpus = Corpus.open(project, base=base)
        count = write(corpus, out)
    except (InputError, ProjectError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} files in {out}")
    for name, why in corpus.unusable.items():
        click.echo(f"regesta: {name}: {why}", err=True)
    raise SystemExit(1 if corpus.unusable else 0)
