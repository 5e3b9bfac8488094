"""Check TEI."""

from __future__ import annotations

import json
from pathlib import Path

import click

from regesta import files
from regesta.commands.run import each
from regesta.errors import InputError


@click.command(
    epilog="""\b
Examples:
  regesta validate tei
  regesta validate tei --schema tei_all.rng
  regesta validate tei --shapes"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--schema", default="regesta", metavar="regesta|tei|FILE",
              help="What to hold it against: regesta's own schema, the whole of TEI, or a RELAX NG file.")  # fmt: skip
@click.option("--shapes", is_flag=True, help="Also check its RDF against the SHACL shapes (extra: shacl).")
@click.option("--strict", is_flag=True, help="Warnings count as failures.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(inputs: tuple[str, ...], schema: str, shapes: bool, strict: bool, as_json: bool) -> None:
    """Check schema, pointers, dates, digest, and contradictions inside a document.

    Prints file:line: message. Contradictions in what a document says are warnings: they are reported, never
    repaired.
    """
    from regesta.validation import problems
    from tei import Document
    from tei.grammar import SchemaError
    from tei.validate import grammar

    held = schema if schema in ("regesta", "tei") else Path(schema)
    try:
        grammar(held)
    except SchemaError as error:
        raise click.UsageError(str(error)) from error

    def work(item: files.Input) -> None:
        document = Document.parse(item.read(), item.name)
        worst = ""
        for problem in problems(document, held, shapes=shapes):
            worst = "error" if problem.level == "error" or strict else worst
            if as_json:
                click.echo(json.dumps({"file": item.name, "line": problem.line, "level": problem.level,
                                       "message": problem.message}, ensure_ascii=False))  # fmt: skip
            else:
                click.echo(f"{item.name}:{problem.line}: {problem.level}: {problem.message}")
        if worst == "error":
            raise InputError(item.name, "is not valid")

    raise SystemExit(each(files.inputs(inputs, files.TEI), work, label="checking"))
