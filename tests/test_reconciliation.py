"""Reconciliation: candidates from an authority file or a service, for a person to accept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from converters.authority import Authority, load
from converters.reconciliation import Candidate, ProposalError, accepted, table, unlinked
from converters.reconciliation.local import Local
from converters.reconciliation.service import Service, ServiceError
from tei import Entity, Name
from tests.test_cli import run

ZHANG = Entity("zhang-hanfu", "person", (Name("Zhang Hanfu"),))
KNOWN = Authority(
    (
        Entity("n1", "person", (Name("Chang Han-fu"),)),
        Entity("n2", "person", (Name("Zhang Wentian"),)),
        Entity("p1", "place", (Name("Zhang Hanfu Street"),)),
    )
)


def test_candidates_of_an_authority_file_by_any_spelling() -> None:
    ((entity, candidates),) = Local(KNOWN).candidates([ZHANG])
    assert entity is ZHANG
    assert [(c.id, c.score, c.match) for c in candidates] == [("n1", 100.0, True), ("n2", 50.0, False)]


def test_what_is_linked_already_is_not_asked_for() -> None:
    linked = Entity("x", "person", (Name("X"),), source="people.xml#x")
    assert unlinked([ZHANG, ZHANG, linked]) == (ZHANG,)


def test_only_what_a_person_accepted_counts() -> None:
    proposals = table(Local(KNOWN).candidates([ZHANG]))
    assert accepted(proposals, "p.csv") == ()
    lines = proposals.splitlines()
    assert lines[1] == "zhang-hanfu,person,Zhang Hanfu,n1,Chang Han-fu,100,yes,"
    lines[1] += "x"
    (entity,) = accepted("\n".join(lines), "p.csv")
    assert (entity.id, entity.label, entity.idnos) == ("zhang-hanfu", "Chang Han-fu", (("URI", "n1"),))
    lines[2] += "x"
    with pytest.raises(ProposalError, match=r"p\.csv:3: two candidates accepted for zhang-hanfu"):
        accepted("\n".join(lines), "p.csv")


def test_accepted_from_an_authority_file_is_that_files_entry(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name,kind,wikidata\nzhang,Chang Han-fu,person,Q1\n")
    (tmp_path / "a.txt").write_text("We met Comrade Zhang Hanfu in Peking.")
    assert run("convert", tmp_path / "a.txt", "-o", tmp_path / "tei", "--quiet").exit_code == 0
    table = tmp_path / "p.csv"
    assert run("reconcile", tmp_path / "tei", "--with", tmp_path / "people.csv", "-o", table).exit_code == 0
    row = "zhang-hanfu,person,Zhang Hanfu,people.csv#zhang,Chang Han-fu,100,yes,"
    assert table.read_text().splitlines()[1] == row
    table.write_bytes(table.read_text().replace(row, f"{row}x").encode("utf-16"))
    assert run("reconcile", "--accept", table, "-o", tmp_path / "accepted.csv").stdout.endswith("accepted.csv: 1 entry\n")
    (zhang,) = load([tmp_path / "people.csv", tmp_path / "accepted.csv"]).entities
    assert (zhang.id, [name.text for name in zhang.names], zhang.idnos) == (
        "zhang", ["Chang Han-fu", "Zhang Hanfu"], (("Wikidata", "Q1"),),
    )  # fmt: skip


def test_a_table_as_spreadsheets_save_it() -> None:
    saved = table(Local(KNOWN).candidates([ZHANG])).replace("100,yes,", "100,yes,x").replace(",", ";").replace("\n", "\r\n")
    (entity,) = accepted("\ufeff" + saved, "p.csv")
    assert (entity.id, entity.idnos) == ("zhang-hanfu", (("URI", "n1"),))


def test_a_table_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ProposalError, match=r"p\.csv:1: not a table that can be read: field larger"):
        accepted(table([]) + "x" * 200_000, "p.csv")


def test_no_proposal_is_a_formula_in_a_spreadsheet() -> None:
    evil = Entity("x", "person", (Name("=1+1"),))
    proposals = table([(evil, (Candidate("@q", '=HYPERLINK("http://evil.example")', 50.0),))])
    row = """x,person,'=1+1,'@q,"'=HYPERLINK(""http://evil.example"")",50,,"""
    assert proposals.splitlines()[1] == row
    (entity,) = accepted(f"{proposals.splitlines()[0]}\n{row}x\n", "p.csv")
    assert (entity.label, entity.idnos) == ('=HYPERLINK("http://evil.example")', (("URI", "@q"),))


class Garbage(BaseHTTPRequestHandler):
    """A server that sends something else."""

    def do_GET(self) -> None:
        if self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            return
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 100_000 if self.path == "/deep" else b"garbage\r\n\r\n")

    def log_message(self, *arguments: object) -> None:
        """Silence."""


@pytest.mark.parametrize(
    ("path", "words"),
    [("short", "no answer .*IncompleteRead"), ("deep", "no JSON"), ("words", "no answer .*BadStatusLine")],
)
def test_a_service_that_answers_with_garbage(path: str, words: str) -> None:
    server = HTTPServer(("127.0.0.1", 0), Garbage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(ServiceError, match=words):
        Service(f"http://127.0.0.1:{server.server_port}/{path}").manifest()
    server.shutdown()
    server.server_close()


class Handler(BaseHTTPRequestHandler):
    """A service that knows one name and answers as the Reconciliation API 0.2 says; its first answer is 503."""

    busy = True

    def do_GET(self) -> None:
        self._answer({"versions": ["0.2"], "name": "Test", "identifierSpace": "x:", "schemaSpace": "y:"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if Handler.busy:
            Handler.busy = False
            self.send_error(503)
            return
        queries = json.loads(parse_qs(body)["queries"][0])
        results = [{"id": "Q1", "name": "Zhang Hanfu", "score": 98, "match": True, "type": [{"id": "Q5", "name": "human"}]}]
        self._answer({
            key: {"result": results if q["query"] == "Zhang Hanfu" and q["type"] == "Q5" else []}
            for key, q in queries.items()
        })  # fmt: skip

    def _answer(self, data: object) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *arguments: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_candidates_of_a_service(service: str) -> None:
    client = Service(service, types={"person": "Q5", "place": "Q6"})
    assert client.manifest()["name"] == "Test"
    (_, zhang), (_, bakhty) = client.candidates([ZHANG, Entity("b", "place", (Name("Bakhty"),))])
    assert [(c.id, c.name, c.score, c.match) for c in zhang] == [("Q1", "Zhang Hanfu", 98.0, True)]
    assert bakhty == ()


def test_a_candidate_of_a_service_has_the_address_that_the_manifest_says() -> None:
    service = Service("http://e.org/")
    service._said = {"identifierSpace": "http://www.wikidata.org/entity/", "view": {"url": "https://e.org/page/{{id}}"}}
    assert service._address("Q1") == "http://www.wikidata.org/entity/Q1"
    service._said = {"identifierSpace": "http://e.org", "view": {"url": "https://e.org/page/{{id}}"}}
    assert service._address("1") == "https://e.org/page/1"


def test_a_service_that_is_not_there() -> None:
    with pytest.raises(ServiceError, match="no answer"):
        Service("http://127.0.0.1:9/").manifest()


def test_the_whole_way(service: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We met Comrade Zhang Hanfu in Peking.")
    assert run("convert", tmp_path / "a.txt", "-o", tmp_path / "tei", "--quiet").exit_code == 0
    proposals = tmp_path / "proposals.csv"
    assert run("reconcile", tmp_path / "tei", "--with", service, "--type", "person=Q5", "-o", proposals).exit_code == 0
    rows = proposals.read_text().splitlines()
    proposals.write_text("\n".join([rows[0], *(row + "yes" if ",Q1," in row else row for row in rows[1:])]))
    assert run("reconcile", "--accept", proposals, "-o", tmp_path / "accepted.csv").exit_code == 0
    (entity,) = load([tmp_path / "accepted.csv"]).entities
    assert (entity.label, "Q1" in [value for _, value in entity.idnos]) == ("Zhang Hanfu", True)
