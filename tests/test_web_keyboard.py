"""A decision by keyboard alone, in a browser; skipped where there is no chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("playwright")

from playwright import sync_api as playwright

from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from tei import Document
from tests.web_corpus import make, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving(create_app(Corpus.open(folder), edit=True)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page() -> Iterator[Any]:
    with playwright.sync_playwright() as found:
        browser = found.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(20_000)
        page.wrong = []
        page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.wrong.append(str(e)))
        yield page
        browser.close()


def said(folder: Path) -> list[tuple[str, str, str]]:
    found = Document.parse(folder / "letters" / "visit.tei.xml")
    return [(a.element, found.text[a.start : a.end], a.attrs.get("ref", "")) for a in found.annotations
            if a.resp == "#anna-smith"]  # fmt: skip


def until(page: Any, words: str) -> None:
    page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)


def test_a_decision_by_keyboard_alone(folder: Path, address: str, page: Any) -> None:
    page.goto(f"{address}/decide/letters/visit")
    page.wait_for_selector("#marks [aria-current=true]")
    page.keyboard.press("a")  # No name yet: the field for it has the focus.
    page.keyboard.type("Anna Smith")
    page.keyboard.press("Enter")
    for _ in range(20):
        if page.text_content("#context mark") == "Paris":
            break
        page.keyboard.press("j")
    page.keyboard.press("a")
    until(page, "Accepted: Paris")
    assert said(folder) == [("placeName", "Paris", "")]
    page.keyboard.press("t")
    page.keyboard.type("org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter") if page.evaluate("document.activeElement.tagName") == "BUTTON" else page.keyboard.press("Tab")
    if page.is_visible("#retype"):
        page.keyboard.press("Enter")
    until(page, "Made a orgName")
    assert said(folder) == [("orgName", "Paris", "")]
    page.keyboard.press("l")
    page.keyboard.type("https://www.wikidata.org/entity/Q90")
    page.keyboard.press("Enter")
    until(page, "Linked: Paris")
    assert said(folder) == [("orgName", "Paris", "https://www.wikidata.org/entity/Q90")]
    page.keyboard.press("u")
    until(page, "Undone")
    assert said(folder) == [("orgName", "Paris", "")]
    assert page.wrong == []


def test_who_comes_late_is_told_and_sees_the_document_as_it_is(folder: Path, address: str, page: Any) -> None:
    page.goto(f"{address}/decide/letters/visit")
    page.wait_for_selector("#marks [aria-current=true]")
    page.fill("#by", "Anna Smith")
    page.keyboard.press("Enter")
    path = folder / "letters" / "visit.tei.xml"
    path.write_bytes(path.read_bytes().replace(b"</revisionDesc>", b'<change when="2026-01-01">By hand.</change></revisionDesc>'))
    page.keyboard.press("a")
    until(page, "Nothing was written: the document was changed meanwhile")
    assert said(folder) == []
    page.keyboard.press("a")
    until(page, "Accepted")
    assert b"By hand." in path.read_bytes()


def test_a_question_is_asked_and_answered(address: str, page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/sparql")
    page.focus("#query")
    page.keyboard.press("Control+Enter")
    until(page, "rows in")
    assert page.locator("#answer tbody tr").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.wrong == []


def test_the_page_of_decisions_has_no_serious_fault_of_accessibility(address: str, page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    judged = page.context.browser.new_page(bypass_csp=True)
    judged.goto(f"{address}/decide/letters/visit")
    judged.wait_for_selector("#marks [aria-current=true]")
    found = axe.Axe().run(judged, options={"resultTypes": ["violations"]}).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
