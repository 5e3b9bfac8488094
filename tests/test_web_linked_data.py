"""Linked data: what a thing's address answers, and what tells machines where all is."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from lxml import etree
from starlette.testclient import TestClient

from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from regesta.web.negotiation import choose
from tests.web_corpus import BASE, make


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Corpus.open(make(tmp_path_factory.mktemp("corpus")), base=BASE))
    yield TestClient(app, follow_redirects=False)


@pytest.mark.parametrize(
    ("accept", "to"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/documents/letters/visit"),
        ("text/turtle", "/data/visit.ttl"),
        ("application/ld+json", "/data/visit.jsonld"),
        ("application/tei+xml", "/data/visit.tei.xml"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", "/data/visit.rdf"),
        ("*/*", "/documents/letters/visit"),
    ],
)
def test_the_address_of_a_document_leads_to_the_form_that_is_asked_for(client: TestClient, accept: str, to: str) -> None:
    answer = client.get("/id/visit", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, f"http://testserver{to}")
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_what_cannot_be_had_and_what_is_not_there(client: TestClient) -> None:
    assert client.get("/id/visit", headers={"Accept": "image/png"}).status_code == 406
    for path in ("/id/nobody", "/data/nobody.ttl", "/data/visit.exe", "/id/%3E%20%7D%20SERVICE", "/data/../../etc/passwd"):
        assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404, path


def test_the_data_is_about_the_address(client: TestClient) -> None:
    for ending, form in ((".ttl", ox.RdfFormat.TURTLE), (".jsonld", ox.RdfFormat.JSON_LD), (".nq", ox.RdfFormat.N_QUADS)):
        answer = client.get(f"/data/visit{ending}")
        assert ox.NamedNode(f"{BASE}visit") in {q.subject for q in ox.parse(answer.content, form)}
    assert client.get("/data/visit.tei.xml").content.startswith(b"<?xml")


def test_things_that_documents_share_have_data_too(client: TestClient) -> None:
    query = f'SELECT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}") && !CONTAINS(STR(?s), "#") && CONTAINS(STRAFTER(STR(?s), "{BASE}"), "/")) }} LIMIT 1'
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["s"]["value"]
    answer = client.get(found.replace(BASE, "/id/"), headers={"Accept": "text/turtle"})
    assert answer.status_code == 303
    data = client.get(answer.headers["location"])
    assert ox.NamedNode(found) in {q.subject for q in ox.parse(data.content, ox.RdfFormat.TURTLE)}


def test_a_client_that_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get("/data/visit.ttl")
    again = client.get("/data/visit.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = client.get("/data/visit.ttl", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert since.status_code == 304
    old = client.get("/data/visit.ttl", headers={"If-Modified-Since": "Tue, 01 Jan 1980 00:00:00 GMT"})
    assert old.status_code == 200
    assert client.get("/data/visit.jsonld").headers["etag"] != first.headers["etag"]


def test_void_sitemap_and_robots(client: TestClient) -> None:
    assert client.get("/.well-known/void").headers["location"] == "http://testserver/void"
    triples = {str(q.triple) for q in ox.parse(client.get("/void").content, ox.RdfFormat.TURTLE)}
    assert "<http://testserver/void#dataset> <http://rdfs.org/ns/void#sparqlEndpoint> <http://testserver/sparql>" in triples
    sitemap = etree.fromstring(client.get("/sitemap.xml").content)
    assert sitemap.xpath("//*[local-name()='loc']/text()") == [
        "http://testserver/documents/letters/visit", "http://testserver/documents/seed",
    ]  # fmt: skip
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [("", "a/b"), ("*/*", "a/b"), ("c/d", "c/d"), ("a/b;q=0.1, c/*", "c/d"), ("a/b;q=0", None), ("x/y", None),
     ("*/*;q=0.5, a/b;q=0", "c/d"), ("a/b;q=rubbish", None), (";;;,,", None)],
)  # fmt: skip
def test_negotiation(accept: str, chosen: str | None) -> None:
    assert choose(accept, ["a/b", "c/d"]) == chosen
