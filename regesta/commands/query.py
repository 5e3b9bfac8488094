"""Ask with SPARQL, or with a stored question."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta import files
from regesta.commands.run import base_iri, each
from regesta.errors import InputError, reason

if TYPE_CHECKING:
    from rdf.query import Store


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True},
    epilog="""\b
Examples:
  regesta query --list
  regesta query tei events
  regesta query tei person-mentions --person zhang-hanfu
  regesta query tei 'SELECT ?title WHERE { ?r a rico:Record ; rico:title ?title }' --format csv
  regesta query store/ @question.rq --format json""",
)
@click.argument("arguments", nargs=-1, metavar="STORE|INPUT… QUERY", type=click.UNPROCESSED)
@click.option("--format", "form", default="table", type=click.Choice(["table", "csv", "json", "turtle"]),
              show_default=True)  # fmt: skip
@click.option("--base", default="", metavar="URI", callback=base_iri, help="What the names of documents start with.")
@click.option("--service", is_flag=True, help="Let the query ask other servers (SERVICE).")
@click.option("--list", "listing", is_flag=True, help="Say which stored questions there are.")
def command(arguments: tuple[str, ...], form: str, base: str, service: bool, listing: bool) -> None:
    """Load TEI, or RDF, and answer a query over it.

    QUERY is SPARQL 1.1, @FILE.rq, or the name of a stored question, whose parameters are options (--NAME VALUE).
    The usual prefixes need not be declared. The default graph is the union of what archives say (…#record) and
    what documents claim (…#claims).
    """
    from rdf import DEFAULT_BASE
    from rdf.query import QueryError, prepare, questions, write
    from rdf.store import StoreError

    if listing:
        for question in questions():
            takes = " ".join(f"[--{p.name} …]" for p in question.parameters)
            click.echo(f"{question.name:28} {question.description} {takes}".rstrip())
        return
    given, parameters = _parameters(arguments)
    if len(given) < 2:
        raise click.UsageError("give a store or inputs, and a query (regesta query --list names the stored ones)")
    *sources, text = given
    try:
        ready = prepare(_text(text), parameters, service=service)
        store, code = _opened(sources, base)
        wide = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 0
        click.echo(write(store.query(ready), form, width=wide, base=base or DEFAULT_BASE))
    except (QueryError, StoreError, InputError) as error:
        click.echo(f"regesta: {' '.join(str(error).split())}", err=True)
        raise SystemExit(1 if isinstance(error, StoreError) else 2) from error
    raise SystemExit(code)


def _text(given: str) -> str:
    """A query as it was given, or the content of `@FILE.rq`. Raises `InputError`."""
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text("utf-8")
    except OSError as error:
        raise InputError(given[1:], reason(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(given[1:], "not text in UTF-8") from error


def _parameters(arguments: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """The arguments that are not `--NAME VALUE` or `--NAME=VALUE`, and those that are."""
    given: list[str] = []
    parameters: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument.startswith("--") and len(argument) > 2:
            name, equals, value = argument[2:].partition("=")
            parameters[name] = value if equals else next(rest, "")
        else:
            given.append(argument)
    return given, parameters


def _opened(sources: list[str], base: str) -> tuple[Store, int]:
    """A store for what was named: a server, a store's folder, or one in memory made of the inputs.

    With it the exit code so far: 1 where some input failed.
    """
    from rdf.server import Server
    from rdf.store import FORMATS, Embedded
    from tei import Document

    if len(sources) == 1 and sources[0].startswith(("http://", "https://")):
        return Server(sources[0]), 0

    if len(sources) == 1 and (folder := Path(sources[0])).is_dir() and (folder / "CURRENT").is_file():
        return Embedded(folder, read_only=True), 0
    store = Embedded()

    def work(item: files.Input) -> None:
        suffix = Path(item.relative.name).suffix.lower()
        if suffix in FORMATS:
            store.read(item.read(), FORMATS[suffix], item.name)
        else:
            store.load(Document.parse(item.read(), item.name), base=base)

    code = each(files.inputs(sources, (*files.TEI, *files.RDF)), work, label="loading")
    if code and not len(store):
        raise SystemExit(code)  # Nothing to ask: an answer would be about nothing.
    return store, code
