"""TEI to RDF."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
import pyoxigraph

from regesta import files
from regesta.commands.run import base_iri, each
from regesta.errors import InputError
from tei import Document, Notice

if TYPE_CHECKING:
    import rdf

_TOLD = 5
"""How many notes on one document are printed."""
_WHOLE = ("jsonld", "rdfxml")
"""Formats of which two documents, one behind the other, are none."""
_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")


@click.command(
    epilog="""\b
Examples:
  regesta rdf tei/letter.tei.xml                        TriG to the terminal
  regesta rdf tei -o rdf --format turtle                one file for each document
  regesta rdf tei -o corpus.nq                          all in one file
  regesta rdf tei -o edm.ttl --vocabulary edm"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path),
              help="A file for all (its ending says the format), or a folder for one file each.")  # fmt: skip
@click.option("--format", "form", default=None, type=click.Choice(_FORMATS),
              help="Else by the ending of the file, else trig.")  # fmt: skip
@click.option(
    "--vocabulary", default="", metavar="NAME", help="schema-org, linked-art, edm, dublin-core or cidoc-crm instead."
)
@click.option("--base", default="", metavar="URI", callback=base_iri, help="What the names of documents start with.")
@click.option("--no-provenance", is_flag=True, help="Leave out who made the encoding, and when.")
def command(inputs: tuple[str, ...], out: Path | None, form: str | None, vocabulary: str, base: str,
            no_provenance: bool) -> None:  # fmt: skip
    """Draw RDF out of TEI, by regesta or by anyone; the TEI alone is read.

    Two named graphs a document: …#record, what the archive says of it, and …#claims, what it says of the world.
    """
    import rdf
    from rdf.vocabulary import vocabularies

    out = None if out == files.STDOUT else out
    by_suffix: dict[str, rdf.Format] = {suffix: name for name, suffix in rdf.SUFFIXES.items()}
    single = out is not None and out.suffix in by_suffix
    chosen: rdf.Format = form or (by_suffix[out.suffix] if single and out else "trig")  # type: ignore[assignment]
    if vocabulary and vocabulary not in vocabularies():
        raise click.UsageError(f"no vocabulary {vocabulary!r}; there are: {', '.join(vocabularies())}")
    together = single or (out is None and chosen in _WHOLE)
    # All in one: gathered on disk, so that memory does not grow with the corpus.
    with tempfile.TemporaryFile() as gathered:

        def work(item: files.Input) -> None:
            notices: list[Notice] = []
            data = rdf.nquads(
                Document.parse(item.read(), item.name), base=base or rdf.DEFAULT_BASE,
                provenance=not no_provenance, notices=notices,
            )  # fmt: skip
            if together:
                gathered.write(data)
            else:
                written = _written(BytesIO(data), chosen, vocabulary)
                if out is None:
                    sys.stdout.buffer.write(written)
                else:
                    files.write(files.beneath(out, files.stem(item.relative, files.TEI), rdf.SUFFIXES[chosen]), written)
            _tell(item.name, notices)

        code = each(files.inputs(inputs, files.TEI), work, label="drawing")
        if together and gathered.tell():
            gathered.seek(0)
            try:
                with nullcontext(sys.stdout.buffer) if out is None else files.replacing(out) as file:
                    _write(gathered, chosen, vocabulary, file)
            except InputError as error:
                raise click.ClickException(str(error)) from error
    raise SystemExit(code)


def _tell(name: str, notices: list[Notice]) -> None:
    """What of a document was not understood and is left out, on standard error."""
    for notice in notices[:_TOLD]:
        click.echo(f"{name}: note: {notice.message}", err=True)
    if len(notices) > _TOLD:
        click.echo(f"{name}: note: and {len(notices) - _TOLD} more", err=True)


def _written(nquads: IO[bytes], form: rdf.Format, vocabulary: str) -> bytes:
    output = BytesIO()
    _write(nquads, form, vocabulary, output)
    return output.getvalue()


def _write(nquads: IO[bytes], form: rdf.Format, vocabulary: str, output: IO[bytes]) -> None:
    """N-Quads in a format; or in another vocabulary, whose JSON-LD is laid out by its frame."""
    import rdf
    from rdf import vocabulary as others

    if form == "nquads" and not vocabulary:
        shutil.copyfileobj(nquads, output)
        return
    quads = pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    if not vocabulary:
        rdf.serialise(quads, form, output)
        return
    try:
        output.write(others.write(quads, vocabulary, form))
    except others.VocabularyError as error:
        raise click.ClickException(str(error)) from error
