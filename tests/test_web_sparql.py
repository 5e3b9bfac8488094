"""SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), asked over HTTP. The cases follow the W3C's suite."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.applications import Starlette
from starlette.testclient import TestClient

from rdf.federation import federated
from rdf.query import QueryError, prepare
from regesta.web import sparql
from regesta.web.corpus import Corpus
from regesta.web.settings import Settings
from regesta.web.sparql_pool import Pool
from regesta.web.sparql_worker import GRAPHS, RESULTS, Job, run
from tests.web_corpus import BASE, make

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    corpus = Corpus.open(make(tmp_path_factory.mktemp("corpus")), base=BASE)
    pool = Pool(corpus)
    app = Starlette(routes=sparql.routes(corpus, Settings(query_seconds=2.0), pool))
    yield TestClient(app)
    pool.close()


SELECT = "SELECT ?s WHERE { ?s a <https://www.ica.org/standards/RiC/ontology#Record> } ORDER BY ?s"


def test_a_query_comes_by_get_and_by_both_kinds_of_post(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["access-control-allow-origin"] == "*"
        found = [row["s"]["value"] for row in answer.json()["results"]["bindings"]]
        assert f"{BASE}visit" in found


@pytest.mark.parametrize("kind", RESULTS)
def test_rows_and_yes_or_no_in_every_form(client: TestClient, kind: str) -> None:
    for query in (SELECT, "ASK {}"):
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": kind})
    if kind == "text/csv":
        assert answer.text.count("\r\n") == 4
        return
    parsed = ox.parse_query_results(answer.content, RESULTS[kind])
    assert isinstance(parsed, ox.QuerySolutions)
    assert len(list(parsed)) == 3  # Both documents, and the memorandum that one of them answers.


@pytest.mark.parametrize("kind", GRAPHS)
def test_graphs_in_every_form(client: TestClient, kind: str) -> None:
    form = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES,
            "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD,
            "application/trig": ox.RdfFormat.TRIG, "application/n-quads": ox.RdfFormat.N_QUADS}[kind]  # fmt: skip
    query = "CONSTRUCT { ?s <x:title> ?t } WHERE { ?s <https://www.ica.org/standards/RiC/ontology#title> ?t }"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert len(list(ox.parse(answer.content, form))) >= 1


def test_the_dataset_of_the_protocol_holds(client: TestClient) -> None:
    graph = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 1"}).json()
    claims = graph["results"]["bindings"][0]["g"]["value"]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def number(query: str, **dataset: object) -> int:
        answer = client.get("/sparql", params={"query": query, **dataset})  # type: ignore[arg-type]
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    everything, one = number(count), number(count, **{"default-graph-uri": claims})
    assert 0 < one < everything
    assert number(count, **{"named-graph-uri": claims}) == 0
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(named, **{"named-graph-uri": claims}) == one
    assert number(named, **{"default-graph-uri": claims}) == 0
    assert number(f"SELECT (COUNT(*) AS ?n) FROM <{claims}> {{ ?s ?p ?o }}") == one
    assert number("SELECT (COUNT(*) AS ?n) FROM <x:none> { ?s ?p ?o }", **{"default-graph-uri": claims}) == one


@pytest.mark.parametrize(
    ("method", "kwargs", "status", "words"),
    [
        ("GET", {"params": {"query": "SELECT nothing"}}, 400, "not SPARQL 1.1"),
        ("GET", {"params": {"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}}, 400, "not SPARQL 1.1"),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "more than one query"),
        ("GET", {"params": {"default-graph-uri": "a:b"}}, 400, "no query"),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400, "no absolute IRI"),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406, "can be had as"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "changes nothing"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "changes nothing"),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "changes nothing"),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "is posted as"),
        ("POST", {"content": "ASK {}"}, 415, "is posted as"),
        ("POST", {"content": b"ASK { \xff }", "headers": {"Content-Type": "application/sparql-query"}}, 400, "not UTF-8"),
        ("POST", {"content": b"query=%FF", "headers": {"Content-Type": FORM}}, 400, "not UTF-8"),
        ("PUT", {"content": "ASK {}"}, 405, ""),
        ("DELETE", {}, 405, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_right_status(
    client: TestClient, method: str, kwargs: dict[str, object], status: int, words: str
) -> None:
    answer = client.request(method, "/sparql", **kwargs)  # type: ignore[arg-type]
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
    "ASK { FILTER NOT EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } AS ?e) {}",
    "CONSTRUCT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "#" . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
    'SELECT * { ?s ?p """#""" . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } . ?x ?y """#\n""" }',
    r"PREFIX a: <a:> SELECT * { ?s ?p a:b\#c . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"PREFIX a: <a:> SELECT * { ?s ?p a:b\'c . SERVICE <http://127.0.0.1:9/> { ?s ?p 'x' } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p 1SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { ?s ?p <a:#> . SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_no_query_asks_another_server(query: str) -> None:
    done = run(ox.Store(), Job(query))
    assert (done.status, b"another server" in done.body) == (403, True)
    with pytest.raises(QueryError, match="another server"):
        prepare(query)


@pytest.mark.parametrize(
    "query", ["SELECT ?service { ?service ?p 'SERVICE' }", "ASK {} # SERVICE <x:y> {}", "ASK { <x:SERVICE> ?p ?o }"]
)
def test_the_word_alone_is_harmless(query: str) -> None:
    assert not federated(query)


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def test_a_query_that_never_ends_is_stopped_and_others_go_on(client: TestClient) -> None:
    began = time.monotonic()
    answer = client.get("/sparql", params={"query": ENDLESS})
    assert (answer.status_code, "stopped after 2 seconds" in answer.text) == (503, True)
    assert time.monotonic() - began < 30
    assert client.get("/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}


def test_an_answer_has_a_largest_size() -> None:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal("word" * 20)) for n in range(100))
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        assert run(store, Job(query, most_bytes=100)).status == 403
        assert run(store, Job(query)).status == 200


def test_the_endpoint_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = {str(q.triple) for q in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<http://testserver/sparql> <{sd}endpoint> <http://testserver/sparql>" in triples
    assert f"<http://testserver/sparql> <{sd}supportedLanguage> <{sd}SPARQL11Query>" in triples
    page = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert "<textarea" in page.text
    assert '<option value="person-mentions"' in page.text
    assert "<script>" not in page.text and "style=" not in page.text


def test_the_answers_follow_the_files(tmp_path: Path) -> None:
    folder = make(tmp_path)
    corpus = Corpus.open(folder, base=BASE)
    pool = Pool(corpus, workers=1)
    try:
        count = Job("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv")
        assert pool.run(count).body == b"n\r\n4\r\n"
        (folder / "seed.tei.xml").unlink()
        corpus.changed()
        assert pool.run(count).body == b"n\r\n2\r\n"
    finally:
        pool.close()
