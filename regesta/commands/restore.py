"""TEI back to the plain text it was made from."""

from __future__ import annotations

from pathlib import Path

import click

from regesta import files
from regesta.commands.run import each, one_for_each
from regesta.errors import InputError


@click.command(
    epilog="""\b
Example:
  regesta restore tei -o back && diff -r transcripts back"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path),
              help="Folder for the texts, or for one a file, NAME.txt; else, and as -, standard output.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a text that is there and says something else.")
def command(inputs: tuple[str, ...], out: Path | None, force: bool) -> None:
    """Give the source of TEI back, byte for byte; nothing but the TEI is needed.

    Where the text in the TEI was changed since, so that it is no more the source, this is an error.
    """
    from tei import Document

    def work(item: files.Input) -> None:
        raw = Document.parse(item.read(), item.name).restore()
        if out is None or out == files.STDOUT:
            files.write(files.STDOUT, raw)
            return
        target = files.result(out, item, files.TEI, files.TEXT)
        if target.exists() and not force and target.read_bytes() != raw:
            raise InputError(str(target), "is there and says something else: kept as it is (--force replaces it)")
        files.write(target, raw)

    found = list(files.inputs(inputs, files.TEI))
    if out is not None and out != files.STDOUT:
        one_for_each(found, out, files.TEXT)
    raise SystemExit(each(found, work, label="restoring"))
