"""Convert the seed document and show what came out."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from regesta import files

_QUESTIONS = ("events", "illegible", "numbers")


@click.command()
@click.option("-o", "--output", "out", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to leave the results in; else a temporary one.")  # fmt: skip
def command(out: Path | None) -> None:
    """Take the seed, a translated memorandum of 1962, from plain text to TEI, RDF and answers."""
    from rdf import DEFAULT_BASE, query
    from rdf.store import Embedded
    from regesta.api import Document, convert
    from regesta.show import lines

    seeds = folder()
    source = next(iter(sorted(seeds.glob("*.txt"))))
    document = convert(source, authority=sorted((seeds / "authority").glob("*.xml")))
    out = out or Path(tempfile.mkdtemp(prefix="regesta-demo-"))
    tei, trig = out / f"{source.stem}.tei.xml", out / f"{source.stem}.trig"
    files.write(tei, bytes(document))
    files.write(trig, document.serialise("trig"))
    colour, width = sys.stdout.isatty(), shutil.get_terminal_size((100, 24)).columns
    click.echo("\n".join(lines(document, width=width, colour=colour)), color=colour)
    store = Embedded.of([document])
    for name in _QUESTIONS:
        click.echo("\n" + click.style(query.stored(name).description, bold=True))
        click.echo(f"$ regesta query {out} {name}")
        click.echo(query.write(store.query(query.prepare(name)), "table", width=width, base=DEFAULT_BASE))
    same = Document.parse(tei).restore() == source.read_bytes()
    click.echo(f"\nTEI     {tei}\nRDF     {trig}\nrestore {'byte for byte the source' if same else 'DIFFERS'}")
    raise SystemExit(0 if same else 1)


def folder() -> Path:
    """The seeds: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.parent / "seeds"
    return inside if inside.is_dir() else inside.parent.parent / "seeds"
