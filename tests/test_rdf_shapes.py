"""SHACL: what the model writes fits its shapes, and what does not fit is said in words for archivists."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import rdf
from tei import Document

pytest.importorskip("pyshacl")
from rdf.shacl import validate

FILES = sorted((Path(__file__).parent / "tei").glob("*.xml"))
RDF_PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in rdf.PREFIXES.items())
DOCUMENT = """<x:d> a rico:Record ; rico:title "T" ; rico:hasOrHadInstantiation <x:i> ; rico:hasCreationDate <x:t> .
<x:i> rdfs:label "I" ."""
DATE = '<x:t> a rico:Date ; rico:expressedDate "then" .'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_model_writes_fits(path: Path) -> None:
    found = validate(rdf.quads(Document.parse(path.read_bytes(), path.name)))
    assert [finding for finding in found if finding.level == "error"] == []


def test_a_warning_says_what_to_do_and_where() -> None:
    (path,) = (path for path in FILES if path.stem == "frus")
    found = validate(rdf.quads(Document.parse(path.read_bytes(), path.name)))
    assert [str(finding) for finding in found] == [
        "The document is not dated: if a date is known, give it in profileDesc/creation/date. "
        "[Foreign Relations of the United States, 1961–1963, Volume V, Soviet Union]"
    ]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("<x:d> rico:hasOrHadInstantiation <x:i> ; rico:hasCreationDate <x:t> . <x:i> rdfs:label \"I\" .",
         "The document has no title: give one in titleStmt/title."),
        ('<x:t> crm:P82a_begin_of_the_begin "1963-01-01"^^xsd:date ; crm:P82b_end_of_the_end "1962-01-01"^^xsd:date .',
         "A date ends before it begins."),
        ("<x:u> a rico:Date .", "A date says neither what was written nor what is meant."),
        ('<x:t> rico:normalizedDateValue "1962-04-23" .', "A date must have one normalised value, in EDTF."),
        ('<x:e> a rico:Event, reg:NotAssertedEvent ; rdfs:label "E" ; reg:saidBy <x:d> .',
         "An event is given both as having happened and as denied, planned, supposed or requested."),
        ('<x:e> a rico:Event ; rdfs:label "E" ; rico:hasOrHadLocation <x:d> .',
         "The place of an event is not a place: look at where it points to."),
        ('<x:p> a rico:Place ; rdfs:label "P" ; wgs:lat 97.0 ; wgs:long 8.0 .',
         "A latitude lies between 90 degrees south (-90) and 90 degrees north."),
        ('<x:a> a oa:Annotation ; oa:hasTarget <x:d> ; oa:motivatedBy reg:gap ; reg:certainty "rather" .',
         "Certainty is high, medium, low or unknown (TEI @cert)."),
        ('<x:s> a oa:SpecificResource ; oa:hasSource <x:i> ; oa:hasSelector <x:q> . '
         '<x:q> a oa:TextQuoteSelector ; oa:exact "w" .',
         "A passage has not exactly one position in the text."),
        ("<x:o> a oa:TextPositionSelector ; oa:start 9 ; oa:end 3 .", "A passage ends before it begins."),
        ('<x:z> a rico:Person, rico:Place ; rdfs:label "Z" .',
         "One and the same is given as a person and as a place or an organisation."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(turtle: str, message: str) -> None:
    base = DATE if "has no title" in message else f"{DOCUMENT}\n{DATE}"
    triples = parse(f"{RDF_PREFIXES}{base}\n{turtle}", format=RdfFormat.TURTLE)
    assert [finding.message for finding in validate(triples)] == [message]


def test_a_finding_names_the_thing_and_the_value() -> None:
    quads = list(rdf.quads(Document.parse((FILES[0].parent / "standoff.xml").read_bytes(), "memo.xml")))
    bakhty = NamedNode("https://example.org/regesta/memo#bakhty")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    latitude = NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#lat")
    wrong = [q for q in quads if q.predicate != latitude] + [
        Quad(bakhty, latitude, Literal("146.67", datatype=decimal))
    ]
    found = [str(finding) for finding in validate(wrong) if finding.level == "error"]
    assert found == ["A latitude lies between 90 degrees south (-90) and 90 degrees north. [Bakhty: 146.67]"]
