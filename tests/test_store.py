"""Stores: in memory, on disk, and a real SPARQL 1.1 server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from rdf.query import QueryError, ask, prepare, questions, write
from rdf.server import Server
from rdf.store import Embedded, StoreError
from tei import Document
from tei import write as write_tei
from tests.test_tei import FULL

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?e a rico:Activity }"


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.parse(write_tei(FULL)[0], "memo.tei.xml")


def count(store: Embedded | Server, text: str = COUNT) -> str:
    return str(store.query(prepare(text)).rows[0][0].value)


def test_the_default_graph_says_each_statement_once(document: Document) -> None:
    store = Embedded.of([document])
    graphs = prepare("SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }")
    assert count(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }") == store.query(graphs).rows[0][0].value


def test_loading_a_document_again_replaces_it(document: Document) -> None:
    store = Embedded.of([document])
    before = store.dump_all()
    store.load(document)
    assert store.dump_all() == before


def test_removing_its_graphs_removes_a_document(document: Document) -> None:
    store = Embedded.of([document])
    store.remove(store.graphs())
    assert len(store) == 0


def test_a_store_on_disk_is_there_afterwards(document: Document, tmp_path: Path) -> None:
    store = Embedded(tmp_path / "store")
    store.load(document)
    store.flush()
    del store
    assert count(Embedded(tmp_path / "store", read_only=True)) == "2"


def test_what_is_no_store_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no store")
    with pytest.raises(StoreError, match="cannot be opened as a store"):
        Embedded(tmp_path / "file")


def test_bad_sparql_says_where() -> None:
    with pytest.raises(QueryError, match=r"not SPARQL 1\.1: error at 1:\d+"):
        Embedded().query("SELECT * WHERE { ?s ?p }")


def test_other_servers_are_not_asked_unless_allowed() -> None:
    text = "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match="allow it with --service"):
        prepare(text)
    assert prepare(text, service=True) == text
    assert prepare('SELECT * WHERE { ?s ?p "SERVICE" } # SERVICE')


def test_every_stored_question_runs(document: Document) -> None:
    for question in questions():
        assert question.description.endswith("?")
        Embedded.of([document]).query(prepare(question.name))


def test_parameters_fix_a_question_and_cannot_break_out(document: Document) -> None:
    assert ask([document], "person-mentions", {"person": '" ) } #'}) == []
    with pytest.raises(QueryError, match="no parameter 'nobody'; it takes --person"):
        prepare("person-mentions", {"nobody": "x"})
    with pytest.raises(QueryError, match="no stored question 'nonsense'"):
        prepare("nonsense")


def test_answers_as_table_csv_json_turtle() -> None:
    store = Embedded()
    answer = store.query('SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x, y" 1) ("z" UNDEF) } }')
    assert write(answer, "table") == "a     b\n────  ─\nx, y  1\nz"
    assert write(answer, "csv") == 'a,b\r\n"x, y",1\r\nz,'
    assert write(store.query('SELECT ?a WHERE { BIND("é"@fr AS ?a) }'), "json") == (
        '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "é", "xml:lang": "fr"}}]}}'
    )
    assert write(store.query("ASK { FILTER(1 = 1) }"), "table") == "yes"
    graph = store.query("CONSTRUCT { <http://example.org/a> <http://purl.org/dc/terms/title> 'T' } WHERE {}")
    assert write(graph, "turtle").endswith('<http://example.org/a> dcterms:title "T" .\n')
    with pytest.raises(QueryError, match="only CONSTRUCT"):
        write(answer, "turtle")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the server of the package oxigraph is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen([program, "serve", "--bind", address], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                Server(f"http://{address}", retries=1).query("ASK {}")
                break
            except StoreError:
                time.sleep(0.05)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


def test_a_server_holds_replaces_and_removes_documents(server: str, document: Document) -> None:
    store = Server(server)
    store.load(document)
    store.load(document)
    assert count(store) == "2"
    assert store.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }").triples
    embedded = Embedded.of([document])
    everything = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert count(store, everything) == count(embedded, everything)
    store.remove(embedded.graphs())
    assert count(store, everything) == "0"


def test_graphs_by_the_graph_store_protocol(server: str) -> None:
    store = Server(server)
    store.put("http://example.org/g", b"<http://example.org/s> <http://example.org/p> 1 .")
    assert b"<http://example.org/s>" in store.get("http://example.org/g")
    store.delete("http://example.org/g")
    with pytest.raises(StoreError, match="404"):
        store.get("http://example.org/g")


def test_a_bad_query_to_a_server(server: str) -> None:
    with pytest.raises(QueryError, match="not accepted by the server"):
        Server(server).query("SELECT nonsense")


def test_a_server_that_is_down() -> None:
    with pytest.raises(StoreError, match="is the server running"):
        Server("http://127.0.0.1:9", retries=1).query("ASK {}")


# Who one is, and a server that has trouble


class Troubled(BaseHTTPRequestHandler):
    """A server that answers with `codes`, one after the other, and keeps what it was sent."""

    codes: ClassVar[list[int]] = []
    seen: ClassVar[list[str | None]] = []
    good = b'{"head": {}, "boolean": true}'

    def do_POST(self) -> None:
        self.seen.append(self.headers.get("Authorization"))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        code = self.codes.pop(0)
        body = self.good if code == 200 else b"busy"
        self.send_response(code)
        self.send_header("Content-Type", "application/sparql-results+json" if code == 200 else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def troubled(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("rdf.server._PAUSE", 0.001)
    for name in ("TOKEN", "USER", "PASSWORD"):
        monkeypatch.delenv(f"REGESTA_SPARQL_{name}", raising=False)
    Troubled.codes[:], Troubled.seen[:] = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), Troubled) as httpd:
        Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


def test_a_busy_server_is_asked_again(troubled: str) -> None:
    Troubled.codes += [503, 429, 200]
    assert Server(troubled).query("ASK {}").truth is True
    Troubled.codes += [503, 503, 503]
    with pytest.raises(StoreError, match="503 busy"):
        Server(troubled).query("ASK {}")


def test_what_is_wrong_with_us_is_not_tried_again(troubled: str) -> None:
    Troubled.codes += [401, 200]
    with pytest.raises(StoreError, match=r"not allowed \(401\): set REGESTA_SPARQL_TOKEN"):
        Server(troubled).query("ASK {}")
    assert Troubled.codes == [200]


def test_who_one_is_comes_from_the_environment(troubled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Troubled.codes += [200, 200, 200]
    Server(troubled).query("ASK {}")
    monkeypatch.setenv("REGESTA_SPARQL_USER", "ada")
    monkeypatch.setenv("REGESTA_SPARQL_PASSWORD", "lovelace")
    Server(troubled).query("ASK {}")
    monkeypatch.setenv("REGESTA_SPARQL_TOKEN", "t0ken")
    Server(troubled).query("ASK {}")
    assert Troubled.seen == [None, "Basic YWRhOmxvdmVsYWNl", "Bearer t0ken"]


@pytest.mark.parametrize("body", [b"null", b'{"head": {}, "results": {"bindings": [{"s": {"type": "x"}}]}}', b"\xff"])
def test_a_server_that_answers_with_garbage(body: bytes, troubled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Troubled, "good", body)
    Troubled.codes[:] = [200]
    with pytest.raises(StoreError, match="answered with what is no application/sparql-results"):
        Server(troubled).query("SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize("kind", ["folder", "server"])
def test_documents_are_loaded_queried_and_taken_out_by_command(
    kind: str, server: str, document: Document, tmp_path: Path
) -> None:
    (tmp_path / "memo.tei.xml").write_bytes(bytes(document))
    where = server if kind == "server" else str(tmp_path / "store")

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "regesta", *arguments]  # A process each: a store is locked by the one that opens it.
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert run("load", str(tmp_path / "memo.tei.xml"), "-o", where) == (0, "")
    assert run("query", where, "ASK { ?r a rico:Record ; rico:hasOrHadInstantiation [] }") == (0, "yes\n")
    code, said = run("load", "-o", where, "--remove", "nobody")
    assert (code, "holds no such document" in said) == (1, True)
    assert run("load", "-o", where, "--remove", rdf_names_of(document))[0] == 0
    assert run("query", where, "ASK { ?r a rico:Record ; rico:hasOrHadInstantiation [] }") == (0, "no\n")
    assert run("load", "-o", where)[0] == 2


def rdf_names_of(document: Document) -> str:
    return str(document.tree.getroot().get("{http://www.w3.org/XML/1998/namespace}id") or "memo")
