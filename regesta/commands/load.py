"""Put documents into a store that can be queried."""

from __future__ import annotations

from pathlib import Path

import click

from regesta import files
from regesta.commands.run import base_iri, each


@click.command(
    epilog="""\b
Examples:
  regesta load tei -o store
  regesta query store events
  regesta load tei --store http://localhost:7878
  regesta load -o store --remove letter-17              take a document out

\b
Who one is on a server: REGESTA_SPARQL_TOKEN, or REGESTA_SPARQL_USER and REGESTA_SPARQL_PASSWORD."""
)
@click.argument("inputs", nargs=-1, metavar="[INPUT…]")
@click.option(
    "-o", "--store", "where", required=True, metavar="FOLDER|URL", help="Store on disk, or SPARQL 1.1 server."
)
@click.option("--remove", multiple=True, metavar="ID|URI", help="A document to take out; may be given more than once.")
@click.option("--base", default="", metavar="URI", callback=base_iri, help="What the names of documents start with.")
def command(inputs: tuple[str, ...], where: str, remove: tuple[str, ...], base: str) -> None:
    """Load TEI into a store on disk or a SPARQL server, each document in one step: it is there whole, or as it was.

    A document that is in the store already is replaced.
    """
    from rdf import DEFAULT_BASE
    from rdf.names import Names
    from rdf.query import QueryError
    from rdf.server import Server
    from rdf.store import Embedded, StoreError
    from tei import Document

    if not inputs and not remove:
        raise click.UsageError("give documents to load, or --remove one")
    code = 0
    try:
        store = Server(where) if where.startswith(("http://", "https://")) else Embedded(Path(where))
        for name in remove:
            document = name if "://" in name else Names(base or DEFAULT_BASE, name).document
            graphs = [f"{document}#record", f"{document}#claims"]
            if store.query(f"ASK {{ VALUES ?g {{ <{graphs[0]}> <{graphs[1]}> }} GRAPH ?g {{ ?s ?p ?o }} }}").truth:
                store.remove(graphs)
            else:
                click.echo(f"regesta: {name}: {where} holds no such document", err=True)
                code = 1
    except (StoreError, QueryError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error

    def work(item: files.Input) -> None:
        store.load(Document.parse(item.read(), item.name), base=base)

    if inputs:
        code = each(files.inputs(inputs, files.TEI), work, label="loading") or code
    if isinstance(store, Embedded):
        store.flush()
    raise SystemExit(code)
