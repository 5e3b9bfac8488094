"""A document in the terminal."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from regesta import files
from regesta.commands.run import each

_NARROW = 20
"""No line is shorter than this."""


@click.command(
    epilog="""\b
Examples:
  regesta show tei/letter.tei.xml
  regesta show letter.txt"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="FILE…")
@click.option("--color/--no-color", "colour", default=None, help="Colours, or signs; else as the terminal can.")
@click.option("--width", default=0, type=click.IntRange(0), metavar="N", help="Characters a line; else the terminal's.")
def command(inputs: tuple[str, ...], colour: bool | None, width: int) -> None:
    """Show a document with its marks in colour, a legend, its events, and what is doubtful.

    FILE is TEI, or a plain text that is converted on the way; - is standard input, with either.
    """
    from regesta.api import Document, convert
    from regesta.show import lines

    wanted = colour if colour is not None else sys.stdout.isatty()
    wide = max(width or shutil.get_terminal_size((100, 24)).columns, _NARROW)

    def work(item: files.Input) -> None:
        data = item.read()
        if item.name.lower().endswith(files.TEXT) or (item.path is None and not _is_markup(data)):
            document = convert(item.path if isinstance(item.path, Path) else data, name=item.relative.name)
        else:
            document = Document.parse(data, item.name)
        click.echo("\n".join(lines(document, width=wide, colour=wanted)), color=wanted)

    raise SystemExit(each(files.inputs(inputs, (*files.TEI, *files.TEXT)), work))


def _is_markup(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
