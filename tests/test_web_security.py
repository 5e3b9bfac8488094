"""What hostile clients and documents may try against the web application: refused, or harmless."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")
pytest.importorskip("uvicorn")

from starlette.testclient import TestClient

import regesta
from regesta.commands.serve import LIMITS
from regesta.web import patience
from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from tests.web_corpus import make, serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    (root / "secret.tei.xml").write_text("<TEI>secret</TEI>")
    return make(root)


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """The application as `regesta serve` runs it, with clients given less time than usual."""
    with serving(create_app(Corpus.open(folder), receive_seconds=1.0), log_level="critical", **LIMITS) as found:
        yield found


def spoken(port: int, data: bytes, wait: float = 5.0) -> bytes:
    """What a server answers to bytes that need not be HTTP."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as connection:
        connection.sendall(data)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return found


@pytest.mark.parametrize(
    "path",
    [
        "/data/../secret.tei.xml", "/data/..%2Fsecret.tei.xml", "/data/%2e%2e/secret.tei.xml", "/documents/../secret",
        "/documents/..%2fsecret", "/files/..%2fsecret.tei.xml", "/files/%2Fetc%2Fpasswd", "/static/..%2f..%2fcorpus.py",
        "/static/%2e%2e/app.py", "/iiif/..%2fsecret/manifest.json", "/id/..%2fsecret", "/data/..%5Csecret.tei.xml",
        "/decide/..%2fsecret", "/data/%00.ttl", "/documents/%00", "/files/a%0d%0ab.txt",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_corpus(port: int, path: str) -> None:
    answer = spoken(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400")), answer[:200]
    assert b"secret</TEI>" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "path",
    [
        "/id/x%0d%0aSet-Cookie:%20a=b", "/id/seed%0d%0aX-Injected:%20yes", "/oai?verb=Identify%0d%0aX-Injected:%20yes",
        "/dts/document?resource=x%0d%0aX-Injected:%20yes", "/sparql?query=ASK%7B%7D&format=%0d%0aX-Injected:yes",
    ],
)  # fmt: skip
def test_no_address_puts_a_header_into_an_answer(port: int, path: str) -> None:
    head = spoken(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()).partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 ")
    assert b"x-injected" not in head.lower()
    assert b"set-cookie" not in head.lower()


def test_a_document_that_names_itself_badly_injects_nothing(tmp_path: Path) -> None:
    tei = make(tmp_path)
    (tei / "odd\r\nX-Injected: yes.tei.xml").write_bytes((tei / "seed.tei.xml").read_bytes().replace(b'xml:id="seed"', b""))
    client = TestClient(create_app(Corpus.open(tei)), follow_redirects=False)
    for iri in client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").text.split("<identifier>")[1:]:
        name = iri.partition("<")[0].removeprefix("https://example.org/regesta/")
        for accept in ("text/html", "text/turtle"):
            answer = client.get(f"/id/{name}", headers={"Accept": accept})
            assert "x-injected" not in answer.headers
            assert all("\r" not in v and "\n" not in v for v in answer.headers.values())


def test_oversized_requests_are_refused(port: int) -> None:
    big = b"a" * (2 << 20)
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    assert b" 413 " in spoken(port, head + b"Content-Length: %d\r\n\r\n" % len(big))[:20]
    for path in ("/sparql", "/oai", "/reconcile"):
        client = TestClient(create_app(Corpus(Path("/nonexistent"))))
        assert client.post(path, content=big, headers={"Content-Type": "application/sparql-query"}).status_code == 413
    assert b" 414 " in spoken(port, b"GET /sparql?query=" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")[:20]
    many = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(200))
    assert spoken(port, b"GET / HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")[:12] in (b"HTTP/1.1 400", b"")


def test_a_chunked_body_without_end_is_refused(port: int) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head)
        piece = b"%x\r\n" % (64 << 10) + b"a" * (64 << 10) + b"\r\n"
        try:
            for _ in range(40):
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = connection.recv(4096)
        except ConnectionResetError:
            answer = b""
    assert answer == b"" or b" 413 " in answer[:20]


def test_slow_clients_are_let_go_and_others_are_served(port: int) -> None:
    slow = socket.create_connection(("127.0.0.1", port), timeout=10)
    slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nA")
    began = time.monotonic()
    assert spoken(port, b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert slow.recv(4096).startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 8
    slow.close()


def test_a_client_that_never_gets_its_head_out_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.5)
    began = time.monotonic()
    for sent in (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        assert spoken(port, sent, wait=10) == b""
    first = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"
    assert spoken(port, first + b"GET / HT", wait=10).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 9


def test_scripts_in_a_document_stay_text(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)>"
    found = regesta.convert(f"Mr. Brown said {bad} in Paris on 3 May 1962.", name="x.txt")
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "x.tei.xml").write_bytes(bytes(found))
    client = TestClient(create_app(Corpus.open(tmp_path / "tei"), edit=True), base_url="http://127.0.0.1")
    for path in ("/documents/x", "/decide/x", "/", "/sparql?query=SELECT", "/id/%3Cscript%3Ealert(1)%3C/script%3E",
                 "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/reconcile/preview?id=%3Cscript%3E",
                 "/dts/document?resource=%3Cscript%3Ealert(1)%3C/script%3E", "/oai?verb=%3Cscript%3E"):  # fmt: skip
        answer = client.get(path, headers={"Accept": "text/html"})
        if "html" in answer.headers.get("content-type", "") or "xml" in answer.headers.get("content-type", ""):
            assert "<script>alert" not in answer.text, path
            assert "<img src=x" not in answer.text, path
        assert answer.headers["x-content-type-options"] == "nosniff"
