"""What is marked up, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from regesta import files
from regesta.commands.run import each
from tei import Annotation, Document

_FIELDS = ("type", "subtype", "ref", "when", "notBefore", "notAfter", "from", "to", "reason", "quantity", "value",
           "unit", "target")  # fmt: skip


@click.command(
    epilog="""\b
Examples:
  regesta annotations tei | jq 'select(.element == "gap")'
  regesta annotations tei --element persName --element rs"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--element", "elements", multiple=True, metavar="NAME", help="Only these elements.")
def command(inputs: tuple[str, ...], elements: tuple[str, ...]) -> None:
    """Print every marked passage of TEI, one JSON object a line.

    Offsets count Unicode code points of the source; a bracketed mark's extent includes its brackets.
    """
    wanted = frozenset(elements)
    missing = set(elements)

    def work(item: files.Input) -> None:
        document = Document.parse(item.read(), item.name)
        for line in described(document):
            if not wanted or line["element"] in wanted:
                missing.discard(str(line["element"]))
                click.echo(json.dumps(line, ensure_ascii=False))

    code = each(files.inputs(inputs, files.TEI), work)
    for name in sorted(missing):
        click.echo(f"regesta: no passage is marked as {name}", err=True)
    raise SystemExit(code)


def described(document: Document) -> Iterator[dict[str, object]]:
    """The marked passages of a document as plain values."""
    text = document.text
    for a in document.annotations:
        yield _line(document.name, text, a)


def _line(name: str, text: str, a: Annotation) -> dict[str, object]:
    line: dict[str, object] = {
        "file": name, "start": a.start, "end": a.end, "element": a.element, "text": text[a.start : a.end],
    }  # fmt: skip
    line |= {key: a.attrs[key] for key in _FIELDS if key in a.attrs}
    if "when-custom" in a.attrs:
        line["edtf"] = a.attrs["when-custom"]
    if a.cert is not None:
        line |= {"cert": a.cert, "resp": a.resp}
    return line
