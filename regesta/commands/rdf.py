"""TEI to RDF."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import Quad

from regesta import files
from regesta.commands.run import each
from tei import Document

if TYPE_CHECKING:
    import rdf

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
@click.option("--base", default="", metavar="URI", help="What the names of documents start with.")
@click.option("--no-provenance", is_flag=True, help="Leave out who made the encoding, and when.")
def command(inputs: tuple[str, ...], out: Path | None, form: str | None, vocabulary: str, base: str,
            no_provenance: bool) -> None:  # fmt: skip
    """Draw RDF out of TEI, by regesta or by anyone; the TEI alone is read.

    Two named graphs a document: …#record, what the archive says of it, and …#claims, what it says of the world.
    """
    import rdf
    from rdf.vocabulary import vocabularies

    by_suffix: dict[str, rdf.Format] = {suffix: name for name, suffix in rdf.SUFFIXES.items()}
    single = out is not None and out.suffix in by_suffix
    chosen: rdf.Format = form or (by_suffix[out.suffix] if single and out else "trig")  # type: ignore[assignment]
    if vocabulary and vocabulary not in vocabularies():
        raise click.UsageError(f"no vocabulary {vocabulary!r}; there are: {', '.join(vocabularies())}")
    gathered: list[Quad] = []

    def work(item: files.Input) -> None:
        quads = rdf.quads(
            Document.parse(item.read(), item.name), base=base or rdf.DEFAULT_BASE, provenance=not no_provenance
        )
        if single:
            gathered.extend(quads)
        elif out is None:
            sys.stdout.buffer.write(_written(quads, chosen, vocabulary))
        else:
            target = files.beneath(out, files.stem(item.relative, files.TEI), rdf.SUFFIXES[chosen])
            files.write(target, _written(quads, chosen, vocabulary))

    code = each(files.inputs(inputs, files.TEI), work, label="drawing")
    if single and out is not None and gathered:
        files.write(out, _written(gathered, chosen, vocabulary))
    raise SystemExit(code)


def _written(quads: Iterable[Quad], form: rdf.Format, vocabulary: str) -> bytes:
    """Quads as they are, or in another vocabulary; JSON-LD of one that has a frame is laid out by it."""
    import rdf
    from rdf.vocabulary import VocabularyError, construct, framed

    if not vocabulary:
        return rdf.serialise(quads, form)
    triples = construct(quads, vocabulary)
    if form == "jsonld":
        try:
            return json.dumps(framed(triples, vocabulary), ensure_ascii=False, indent=1).encode() + b"\n"
        except VocabularyError:
            pass  # it has no frame
        except ImportError as error:
            raise click.ClickException("JSON-LD in a frame needs pyld: pip install 'regesta[jsonld]'") from error
    return rdf.serialise((Quad(t.subject, t.predicate, t.object) for t in triples), form)
