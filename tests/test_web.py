"""The web application, asked over HTTP as a browser would."""

from __future__ import annotations

from pathlib import Path

import pytest

import regesta

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from regesta.web.app import create_app
from regesta.web.corpus import Corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    document = regesta.convert("The memorandum of 29 April [1962] is [illegible].", name="memo.txt")
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "memo.tei.xml").write_bytes(bytes(document))
    return tmp_path / "tei"


def test_documents_are_read_again_when_their_file_changes(folder: Path) -> None:
    corpus = Corpus.open(folder)
    assert corpus.ids() == ["memo"]
    assert corpus.document("memo") is corpus.document("memo")
    before = corpus.revision
    changed = regesta.convert("The letter of 1 May 1963.", name="memo.txt")
    (folder / "memo.tei.xml").write_bytes(bytes(changed))
    corpus.changed()
    assert corpus.document("memo").text == "The letter of 1 May 1963."
    assert corpus.revision != before


def test_only_files_that_were_found_are_opened(folder: Path) -> None:
    (folder.parent / "secret.xml").write_text("<TEI/>")
    with pytest.raises(KeyError):
        Corpus.open(folder).document("../secret")


def test_the_store_follows_the_files(folder: Path) -> None:
    corpus = Corpus.open(folder)
    assert corpus.iri("memo") == "https://example.org/regesta/memo"
    assert corpus.store.graphs() == [f"{corpus.iri('memo')}#claims", f"{corpus.iri('memo')}#record"]
    (folder / "memo.tei.xml").unlink()
    corpus.changed()
    assert corpus.store.graphs() == []


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(folder: Path) -> None:
    client = TestClient(create_app(Corpus.open(folder)))
    for address, status in (("/", 200), ("/nowhere", 404), ("/static/../corpus.py", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_requests_have_limits(folder: Path) -> None:
    client = TestClient(create_app(Corpus.open(folder)))
    assert client.get("/?q=" + "a" * 20_000).status_code == 414
    assert client.post("/", content=b"a" * (2 << 20)).status_code == 413
