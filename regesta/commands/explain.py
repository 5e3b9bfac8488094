"""Why a passage was marked as it was."""

from __future__ import annotations

import click

from regesta import files
from regesta.commands.run import each


@click.command(
    epilog="""\b
Example:
  regesta explain tei/letter.tei.xml --at 1204"""
)
@click.argument("file", metavar="FILE")
@click.option("--at", "offset", required=True, type=click.IntRange(min=0), help="A character of the source, from 0.")
def command(file: str, offset: int) -> None:
    """Say which rule made each mark over a character, how sure it is, and what it points to."""
    from regesta.explain import lines
    from tei import Document

    def work(item: files.Input) -> None:
        click.echo("\n".join(lines(Document.parse(item.read(), item.name), offset)))

    raise SystemExit(each(files.inputs([file], files.TEI), work))
