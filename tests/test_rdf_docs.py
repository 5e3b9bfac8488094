"""What `docs/model.md` shows is what the program writes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

import rdf
from tei import Document

TEXT = (Path(__file__).parent.parent / "docs/model.md").read_text("utf-8")
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in rdf.PREFIXES.items())
DOC = "PREFIX doc: <https://example.org/regesta/memo#>\n"


def blocks(language: str) -> list[str]:
    return [part.partition("```")[0] for part in TEXT.split(f"```{language}\n")[1:]]


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    (tei,) = blocks("xml")
    found = pyoxigraph.Store()
    found.extend(rdf.quads(Document.parse(tei.encode(), "memo.xml")))
    return found


@pytest.mark.parametrize("example", blocks("turtle"))
def test_each_example_is_true(example: str, store: pyoxigraph.Store) -> None:
    """Examples are read as SPARQL patterns: `[ … ]` stands for what has a name in the data."""
    base, rest = "", example
    if example.startswith("@base"):
        line, _, rest = example.partition("\n")
        base = "BASE " + line.removeprefix("@base").rstrip(" .") + "\n"
    for statement in rest.split(" .\n"):
        if statement.strip():
            query = f"{base}{PREFIXES}{DOC}ASK {{ {statement} }}"
            assert bool(store.query(query, use_default_graph_as_union=True)), statement


def test_there_are_examples() -> None:
    assert len(blocks("turtle")) > 10
