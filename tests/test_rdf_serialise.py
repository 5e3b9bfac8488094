"""The same statements in every format, always in the same order; bytes that any RDF software reads back."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat

import rdf
from rdf.namespaces import literal
from tei import Document

FOLDER = Path(__file__).parent / "tei"
FILES = sorted(FOLDER.glob("*.xml"))
GRAPHS = ("trig", "nquads", "jsonld")
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
OXIGRAPH = {
    "turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "ntriples": RdfFormat.N_TRIPLES, "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
STRANGE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="strange">
<teiHeader><fileDesc><titleStmt><title>{0}</title></titleStmt></fileDesc></teiHeader>
<text><body><p>{0} <persName>{0}</persName></p></body></text></TEI>"""


def read(path: Path) -> Document:
    return Document.parse(path.read_bytes(), path.name)


def canonical(quads: list[Quad]) -> str:
    """RDFC-1.0: the canonical N-Quads."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(str(quad) for quad in dataset))


@pytest.mark.parametrize("form", rdf.FORMATS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pyoxigraph_reads_back_the_same(path: Path, form: rdf.Format) -> None:
    quads = list(rdf.quads(read(path)))
    back = list(pyoxigraph.parse(rdf.serialise(quads, form), format=OXIGRAPH[form]))
    expected = quads if form in GRAPHS else [Quad(q.subject, q.predicate, q.object) for q in quads]
    assert canonical(back) == canonical(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", rdf.FORMATS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rdflib_reads_back_the_same(path: Path, form: rdf.Format) -> None:
    document = read(path)
    data = rdf.serialise(rdf.quads(document), form)
    back = rdflib.Dataset(default_union=True)
    back.parse(data=data, format=RDFLIB[form])
    if form in GRAPHS:
        expected = rdf.dataset(document)
        for graph in expected.graphs():
            if graph.identifier != rdflib.graph.DATASET_DEFAULT_GRAPH_ID:
                assert set(back.graph(graph.identifier)) == set(graph)
    union = rdflib.Graph()
    for statement in back.quads():
        union.add(statement[:3])
    assert rdflib.compare.isomorphic(union, rdf.graph(document))


def test_the_graphs_are_named_record_and_claims() -> None:
    names = {q.graph_name.value for q in rdf.quads(read(FOLDER / "standoff.xml"), base="https://archive.example/")}
    assert names == {"https://archive.example/memo#record", "https://archive.example/memo#claims"}


def test_n_quads_are_canonical_lines_each_once() -> None:
    data = rdf.nquads(read(FOLDER / "standoff.xml"))
    lines = data.decode().splitlines()
    assert len(lines) == len(set(lines))
    assert [str(quad) + " ." for quad in pyoxigraph.parse(data, format=RdfFormat.N_QUADS)] == lines
    assert "_:" not in data.decode()


def test_another_process_writes_the_same_bytes() -> None:
    code = (
        "import sys, rdf; from tei import Document; from pathlib import Path; d = Document.parse(Path(sys.argv[1])); "
        "sys.stdout.buffer.write(b''.join(rdf.serialise(rdf.quads(d), f) for f in rdf.FORMATS))"
    )
    root = str(Path(__file__).parent.parent)
    runs = {
        subprocess.run([sys.executable, "-c", code, str(FOLDER / "letter.xml")], cwd=root, check=True,
                       capture_output=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": root}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_what_two_versions_make_differs_by_provenance_at_most() -> None:
    text = (FOLDER / "standoff.xml").read_text("utf-8")
    other = text.replace('version="0.1.0"', 'version="9.9"').replace('when="2026-11-24"', 'when="2031-01-01"')
    one, two = (Document.parse(t.encode(), "memo.xml") for t in (text, other))
    assert list(rdf.quads(one)) != list(rdf.quads(two))
    assert list(rdf.quads(one, provenance=False)) == list(rdf.quads(two, provenance=False))


def test_the_name_of_the_file_does_not_matter_where_the_document_has_an_id() -> None:
    data = (FOLDER / "letter.xml").read_bytes()
    assert rdf.nquads(Document.parse(data, "a.xml")) == rdf.nquads(Document.parse(data, "/elsewhere/b.xml"))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_survives(text: str) -> None:
    from tei.escape import xml_text

    document = Document.parse(STRANGE.format(xml_text(text)).encode(), "strange.xml")
    expected = canonical(list(rdf.quads(document)))
    for form in GRAPHS:
        back = pyoxigraph.parse(rdf.serialise(rdf.quads(document), form), format=OXIGRAPH[form])
        assert canonical(list(back)) == expected
    triples = list(pyoxigraph.parse(rdf.serialise(rdf.quads(document), "rdfxml"), format=RdfFormat.RDF_XML))
    assert len(triples) == len({q.triple for q in rdf.quads(document)})


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_literals_are_as_pyoxigraph_writes_them(text: str) -> None:
    quad = next(iter(pyoxigraph.parse(f"<a:a> <a:b> {literal(text)} .", format=RdfFormat.N_QUADS)))
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert str(quad.object) == literal(text)


def test_bytes_that_fit_no_encoding_are_replacement_characters() -> None:
    data = rdf.nquads(Document.parse(STRANGE.format("a␛DC80;b").encode(), "strange.xml")).decode()
    assert '"a\ufffdb"' in data


def test_json_ld_has_a_context_and_short_names() -> None:
    data = json.loads(rdf.serialise(rdf.quads(read(FOLDER / "standoff.xml")), "jsonld"))
    assert data["@context"]["rico"] == "https://www.ica.org/standards/RiC/ontology#"
    claims = next(graph for graph in data["@graph"] if graph["@id"] == "doc:claims")
    meeting = next(node for node in claims["@graph"] if node["@id"] == "doc:ev-meeting")
    assert meeting["@type"] == ["rico:Event", "crm:E7_Activity"]


def test_turtle_declares_prefixes_in_order() -> None:
    lines = rdf.serialise(rdf.quads(read(FOLDER / "letter.xml")), "turtle").decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix doc: <https://example.org/regesta/chamisso-1819-09-12#> ." in prefixes


def test_writing_goes_to_a_stream_if_there_is_one() -> None:
    output = io.BytesIO()
    quads = list(rdf.quads(read(FOLDER / "letter.xml")))
    assert rdf.serialise(quads, "trig", output) == b""
    assert output.getvalue() == rdf.serialise(quads, "trig")
    for form in rdf.FORMATS:
        assert list(pyoxigraph.parse(rdf.serialise([], form), format=OXIGRAPH[form])) == []


def test_many_documents_are_written_one_after_the_other() -> None:
    documents = [read(path) for path in FILES]
    for form in rdf.FORMATS:
        output = io.BytesIO()
        rdf.write(iter(documents), output, form)
        back = {str(q) for q in pyoxigraph.parse(output.getvalue(), format=OXIGRAPH[form])}
        statements = [q for document in documents for q in rdf.quads(document)]
        assert back == {str(q if form in GRAPHS else Quad(q.subject, q.predicate, q.object)) for q in statements}


def test_an_unknown_format_and_a_base_that_is_none_are_told() -> None:
    with pytest.raises(ValueError, match="unknown RDF format 'pdf': one of turtle, trig"):
        rdf.serialise([], "pdf")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a base IRI for RDF: 'no base'"):
        rdf.nquads(read(FOLDER / "letter.xml"), base="no base")
