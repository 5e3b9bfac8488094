"""Put documents into a store that can be queried."""

from __future__ import annotations

from pathlib import Path

import click

from regesta import files
from regesta.commands.run import each


@click.command(
    epilog="""\b
Examples:
  regesta load tei -o store
  regesta query store events
  regesta load tei --store http://localhost:7878"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "-o", "--store", "where", required=True, metavar="FOLDER|URL", help="Store on disk, or SPARQL 1.1 server."
)
@click.option("--base", default="", metavar="URI", help="What the names of documents start with.")
def command(inputs: tuple[str, ...], where: str, base: str) -> None:
    """Load TEI into a store on disk or a SPARQL server, each document in one step: it is there whole, or as it was.

    A document that is in the store already is replaced.
    """
    from rdf.server import Server
    from rdf.store import Embedded, StoreError
    from tei import Document

    try:
        store = Server(where) if where.startswith(("http://", "https://")) else Embedded(Path(where))
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from error

    def work(item: files.Input) -> None:
        store.load(Document.parse(item.read(), item.name), base=base)

    code = each(files.inputs(inputs, files.TEI), work, label="loading")
    if isinstance(store, Embedded):
        store.flush()
    raise SystemExit(code)
