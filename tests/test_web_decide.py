"""Deciding on marks over HTTP: at once on disk, undoable, nothing lost, nobody else's."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from click.testing import CliRunner
from starlette.testclient import TestClient

from regesta.commands.serve import command as serve
from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from regesta.web.decisions import RefusedError, Wanted, decide
from tei import Document
from tei.seal import untouched
from tei.validate import validate
from tests.test_cli import run
from tests.web_corpus import LETTER, make

HOME = "http://127.0.0.1"
CSV = "id,kind,name\nbrown-1,person,John Brown\nbrown-2,person,James Brown\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A letter, converted as on the command line."""
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "people.csv").write_text(CSV)
    converted(tmp_path)
    return tmp_path


def converted(folder: Path, *more: str) -> Document:
    done = run("convert", folder / "letter.txt", "-o", folder / "tei", "--authority", folder / "people.csv", "--quiet", *more)
    assert done.exit_code == 0, done.stderr
    return Document.parse(folder / "tei" / "letter.tei.xml")


def document(folder: Path) -> Document:
    return Document.parse(folder / "tei" / "letter.tei.xml")


def client(folder: Path, **settings: object) -> TestClient:
    return TestClient(create_app(Corpus.open(folder / "tei"), edit=True, **settings), base_url=HOME)  # type: ignore[arg-type]


def mark(found: dict[str, object], words: str) -> dict[str, object]:
    return next(m for m in found["marks"] if m["words"] == words)  # type: ignore[attr-defined]


def send(c: TestClient, words: str, action: str, etag: str = "", headers: dict[str, str] | None = None, **more: str):  # type: ignore[no-untyped-def]
    seen = c.get("/api/marks/letter")
    m = mark(seen.json(), words)
    body = {"action": action, "by": "Anna Smith", **{k: m[k] for k in ("element", "start", "end")}, **more}
    return c.post("/api/decisions/letter", json=body, headers={"If-Match": etag or seen.headers["etag"], **(headers or {})})


def said(folder: Path) -> list[tuple[str, str, str, str | None]]:
    found = document(folder)
    return [(a.element, found.text[a.start : a.end], a.attrs.get("ref", ""), a.cert) for a in found.annotations
            if a.resp == "#anna-smith"]  # fmt: skip


def test_a_decision_is_in_the_tei_at_once_with_name_and_time(folder: Path) -> None:
    c = client(folder)
    assert send(c, "Paris", "accept").status_code == 200
    assert said(folder) == [("placeName", "Paris", "", "high")]
    tei = str(document(folder))
    assert '<respStmt xml:id="anna-smith"><resp>decided on marks</resp><persName>Anna Smith</persName></respStmt>' in tei
    start = LETTER.index("Paris")
    assert f'n="accept placeName" target="letter.txt#char={start},{start + 5}">Accepted: placeName.</change>' in tei
    assert '<change who="#anna-smith" when="20' in tei


def test_every_kind_of_decision_leaves_a_valid_file_that_restores(folder: Path) -> None:
    c = client(folder)
    for words, action, more in (
        ("Rome", "reject", {}), ("Paris", "retype", {"into": "orgName"}), ("3 May 1962 [sic]", "accept", {}),
        ("Brown", "relink", {"ref": "https://www.wikidata.org/entity/Q1"}), ("[the]", "retype", {"into": "title"}),
        ("1962 [sic]", "reject", {}), ("Minister", "retype", {"into": "rs", "type": "person"}),
    ):  # fmt: skip
        answer = send(c, words, action, **more)
        assert answer.status_code == 200, (words, answer.text)
        found = document(folder)
        assert found.text == LETTER
        assert found.restore() == LETTER.encode()
        assert [p for p in validate(found.tree) if p.level == "error"] == []
        assert untouched((folder / "tei" / "letter.tei.xml").read_bytes())


def test_decisions_survive_a_new_conversion_with_their_time(folder: Path) -> None:
    c = client(folder)
    assert send(c, "Rome", "reject").status_code == 200
    assert send(c, "Paris", "retype", into="orgName").status_code == 200
    before = said(folder)
    times = sorted(e.get("when") for e in document(folder).tree.iter("{*}change") if e.get("who") == "#anna-smith")
    found = converted(folder, "--force")
    assert said(folder) == before == [("orgName", "Paris", "", "high")]
    assert "Rome" not in [found.text[a.start : a.end] for a in found.annotations]
    assert "placeName" not in [a.element for a in found.annotations if found.text[a.start : a.end] == "Paris"]
    assert sorted(e.get("when") for e in found.tree.iter("{*}change") if e.get("who") == "#anna-smith") == times
    assert converted(folder).text == LETTER  # The seal fits: a new conversion needs no force.


def test_what_was_rejected_and_is_marked_again_stays_marked(folder: Path) -> None:
    c = client(folder)
    assert send(c, "Paris", "retype", into="orgName").status_code == 200
    assert send(c, "Paris", "retype", into="placeName").status_code == 200
    converted(folder, "--force")
    assert said(folder) == [("placeName", "Paris", "", "high")]


def test_decisions_are_undone_one_by_one(folder: Path) -> None:
    c = client(folder)
    first = (folder / "tei" / "letter.tei.xml").read_bytes()
    one = send(c, "Rome", "reject")
    two = send(c, "Paris", "accept")
    for answer, status in ((two, 200), (one, 200)):
        undone = c.post("/api/undo/letter", json={"by": "Anna Smith"}, headers={"If-Match": answer.headers["etag"]})
        assert undone.status_code == status
    assert (folder / "tei" / "letter.tei.xml").read_bytes() == first
    more = c.post("/api/undo/letter", json={"by": "Anna Smith"}, headers={"If-Match": undone.headers["etag"]})
    assert (more.status_code, "no decision to undo" in more.text) == (409, True)


def test_of_two_people_who_saw_the_same_nobody_loses_anything(folder: Path) -> None:
    c = client(folder)
    seen = c.get("/api/marks/letter").headers["etag"]
    assert send(c, "Rome", "reject", etag=seen).status_code == 200
    late = send(c, "Paris", "accept", etag=seen)
    assert (late.status_code, late.headers["etag"]) == (412, c.get("/api/marks/letter").headers["etag"])
    assert said(folder) == []
    answers: list[int] = []
    seen = c.get("/api/marks/letter").headers["etag"]
    threads = [threading.Thread(target=lambda n=n: answers.append(send(client(folder), "Paris", "accept", etag=seen, by=f"P {n}").status_code))
               for n in range(6)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 412, 412, 412, 412, 412]
    assert len([e for e in document(folder).tree.iter("{*}change") if "accept" in e.get("n", "")]) == 1


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({}, {"If-Match": ""}, 428), ({}, {"If-Match": "*"}, 428), ({}, {"If-Match": '"other"'}, 412),
        ({"by": ""}, {}, 400), ({"by": "A\x00"}, {}, 400), ({"by": 7}, {}, 400), ({"action": "burn"}, {}, 400),
        ({"start": "1"}, {}, 400), ({"start": 0, "end": 1}, {}, 409), ({"element": "p\n"}, {}, 400),
        ({"action": "relink", "ref": "#nobody"}, {}, 422), ({"action": "relink", "ref": "javascript:alert(1)"}, {}, 422),
        ({"action": "retype", "into": "script"}, {}, 422),
        ({}, {"Origin": "https://evil.example"}, 403), ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Content-Type": "text/plain"}, 415), ({}, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({}, {"Host": "evil.example"}, 403),
    ],
)  # fmt: skip
def test_what_is_not_in_order_changes_nothing(folder: Path, body: dict[str, object], headers: dict[str, str], status: int) -> None:
    c = client(folder)
    before = (folder / "tei" / "letter.tei.xml").read_bytes()
    seen = c.get("/api/marks/letter")
    m = mark(seen.json(), "Paris")
    asked = {"action": "accept", "by": "Anna", **{k: m[k] for k in ("element", "start", "end")}, **body}
    answer = c.post("/api/decisions/letter", json=asked, headers={"If-Match": seen.headers["etag"], **headers})
    assert answer.status_code == status, answer.text
    assert "access-control-allow-origin" not in answer.headers
    assert (folder / "tei" / "letter.tei.xml").read_bytes() == before


def test_who_may_decide(folder: Path) -> None:
    reader = TestClient(create_app(Corpus.open(folder / "tei")), base_url=HOME)
    assert reader.get("/api/marks/letter").status_code == 404
    assert reader.get("/decide/letter").status_code == 404
    by_token = client(folder, token="secret")
    assert send(by_token, "Paris", "accept").status_code == 401
    assert send(by_token, "Paris", "accept", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert send(by_token, "Paris", "accept", headers={"Authorization": "Bearer secret"}).status_code == 200
    by_proxy = client(folder, user_header="X-Remote-User")
    assert send(by_proxy, "Rome", "accept").status_code == 401
    assert send(by_proxy, "Rome", "accept", headers={"X-Remote-User": "Bert Jones"}).status_code == 200
    assert ("placeName", "#bert-jones") in [(a.element, a.resp) for a in document(folder).annotations]


def test_the_command_does_not_open_editing_to_the_network_unguarded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGESTA_TOKEN", raising=False)
    done = CliRunner().invoke(serve, [str(folder / "tei"), "--edit", "--host", "0.0.0.0"])
    assert (done.exit_code, "REGESTA_TOKEN" in done.output) == (2, True)


def test_tei_by_others_and_names_that_look_like_markup(tmp_path: Path) -> None:
    tei = (
        b'<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:teiHeader><t:fileDesc><t:titleStmt><t:title>x</t:title></t:titleStmt>'
        b"<t:publicationStmt><t:p/></t:publicationStmt><t:sourceDesc><t:p/></t:sourceDesc></t:fileDesc></t:teiHeader>"
        b'<t:text><t:body><t:p>To <t:persName key="a">Rome</t:persName> &amp; back <t:gap reason="lost"/></t:p></t:body></t:text></t:TEI>'
    )
    new = decide(tei, "x.xml", Wanted("retype", "persName", (3, 7), into="placeName"), '"><script> & Söhne', "2026-11-24")
    found = Document.parse(new)
    assert [(a.element, a.resp) for a in found.annotations if a.cert == "high"] == [("placeName", "#script-sohne")]
    assert b'<t:placeName resp="#script-sohne" cert="high">Rome</t:placeName> &amp; back <t:gap reason="lost"/>' in new
    assert b"&lt;script&gt;" in new
    assert b"<script>" not in new
    again = decide(new, "x.xml", Wanted("reject", "placeName", (3, 7)), "Anna", "2026-11-24")
    assert b"<t:p>To Rome &amp; back <t:gap" in again
    with pytest.raises(RefusedError, match="links to nothing"):
        decide(tei, "x.xml", Wanted("relink", "gap", (15, 15), ref="https://x.example/"), "Anna", "2026-11-24")


def test_the_page_is_there_and_runs_nothing_of_a_documents_own(tmp_path: Path) -> None:
    tei = make(tmp_path)
    (tei / "seed.tei.xml").rename(tei / "<img src=x onerror=alert(1)>.tei.xml")
    c = TestClient(create_app(Corpus.open(tei), edit=True), base_url=HOME)
    page = c.get("/decide/%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert page.status_code == 200
    assert "<img" not in page.text
    assert "unsafe-inline" not in page.headers["content-security-policy"]


def test_decisions_survive_a_build(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "texts").mkdir(parents=True)
    (project / "texts" / "letter.txt").write_text(LETTER)
    (project / "people.csv").write_text(CSV)
    (project / "regesta.toml").write_text('[texts]\nfolder = "texts"\n[reading]\nauthorities = ["people.csv"]\n[output]\ntei = "tei"\n')
    assert run("build", project).exit_code == 0
    c = client(project)
    assert send(c, "Rome", "reject").status_code == 200
    assert send(c, "Paris", "retype", into="orgName").status_code == 200
    decided = said(project)
    (project / "people.csv").write_text(CSV + "brown-3,person,Jack Brown\n")
    done = run("build", project)
    assert done.exit_code == 0, done.stderr
    found = document(project)
    assert said(project) == decided == [("orgName", "Paris", "", "high")]
    assert "Rome" not in [found.text[a.start : a.end] for a in found.annotations]
    assert found.restore() == LETTER.encode()
