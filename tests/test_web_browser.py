"""The pages in a browser (headless Chromium): no errors, no serious accessibility faults, all of it by keyboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("uvicorn", reason="the extra serve is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from tests.pages_corpus import write
from tests.web_corpus import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (apt-get install chromium)")

ADDRESSES = ("/", "/documents", "/documents?q=Zhang+Hanfu", "/documents/seed", "/documents/foreign",
             "/persons", "/timeline?records=yes", "/map", "/network", "/doubtful", "/about", "/nowhere")  # fmt: skip
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(create_app(Corpus.open(write(tmp_path_factory.mktemp("browser"))))) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield started
        started.close()


def opened(browser: Browser, address: str, width: int = 1400, **options: object) -> tuple[Page, list[str]]:
    """A page, and what it complained of or asked of other servers."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()  # type: ignore[arg-type]
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    home = address.split("/", 3)[2]
    page.on("request", lambda request: None if home in request.url else found.append(f"asked {request.url}"))
    page.goto(address)
    return page, found


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_pages_are_without_errors_and_faults(server: str, browser: Browser, width: int, scheme: str) -> None:
    # The policy keeps foreign scripts out, the one that looks for faults too: it comes into a second view.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, color_scheme=scheme)
    judged = context.new_page()
    for address in ADDRESSES:
        page, complaints = opened(browser, server + address, width, color_scheme=scheme)
        assert [c for c in complaints if address != "/nowhere" or "404" not in c] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.context.close()
        if scheme == "light" or address.startswith(("/documents", "/timeline")):
            judged.goto(server + address)
            # The other colours are the same markup.
            rules = {} if scheme == "light" else {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
            found = Axe().run(judged, options={"resultTypes": ["violations"], **rules}).response["violations"]
            assert [v for v in found if v["impact"] in ("serious", "critical")] == [], address
    context.close()


def test_scripts_in_texts_do_not_run(server: str, browser: Browser) -> None:
    page, complaints = opened(browser, f"{server}/documents")
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    for link in [a.get_attribute("href") for a in page.query_selector_all("ol.documents h2 a")]:
        page.goto(f"{server}{link}")
    assert complaints == []


def test_layers_are_switched_by_keyboard_and_stay_so(server: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{server}/documents/seed")
    dress = "getComputedStyle(document.querySelector('#text a.person')).borderBottomStyle"
    assert page.evaluate(dress) == "solid"
    page.focus("#layer-person")
    page.keyboard.press("Space")
    assert page.evaluate(dress) == "none"
    page.reload()
    assert page.evaluate(dress) == "none"
    assert page.inner_text("#text a.person") == "[Zhang] Hanfu"


def test_marks_are_explained_by_keyboard_and_by_pointing(server: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{server}/documents/seed")
    page.focus("#beside")
    page.keyboard.press("Tab")
    assert page.inner_text("#pop").startswith("[Zhang] Hanfu person")
    assert page.evaluate("document.activeElement.classList.contains('person')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pop"
    page.keyboard.press("Escape")
    assert page.is_hidden("#pop")
    assert page.evaluate("document.activeElement.classList.contains('person')")
    page.hover("#text .gap")
    assert "cannot" in page.inner_text("#pop") or "could not" in page.inner_text("#pop")
    page.keyboard.press("Escape")
    page.click("#text a.date.low")
    assert "doubtful" in page.inner_text("#pop")


def test_source_and_text_go_in_step(server: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{server}/documents/seed")
    page.evaluate("document.querySelectorAll('#text p')[6].scrollIntoView({behavior: 'instant'})")
    page.wait_for_timeout(300)
    words = page.evaluate("document.querySelectorAll('#text p')[6].textContent.slice(0, 30)")
    shown = page.evaluate("""() => { const s = document.getElementById("source"), top = s.getBoundingClientRect().top;
        return [...s.querySelectorAll(".line")].filter((l) => { const b = l.getBoundingClientRect();
            return b.bottom > top && b.top < top + s.clientHeight; }).map((l) => l.textContent).join(""); }""")
    assert words.strip() in shown


def test_any_characters_of_the_source_have_an_address(server: str, browser: Browser) -> None:
    page, complaints = opened(browser, f"{server}/documents/seed#char=1000,1010")
    assert page.evaluate("CSS.highlights.get('regesta-here').size") >= 2
    page.evaluate("""() => { const run = document.querySelector('#text p [data-c]').firstChild;
        getSelection().setBaseAndExtent(run, 0, run, 3); }""")
    page.wait_for_selector("#address:not([hidden])")
    assert page.input_value("#address input").endswith("/documents/seed#char=899,902")
    assert complaints == []


def test_a_page_is_read_without_scripts(server: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{server}/documents/seed", java_script_enabled=False)
    page.click("#text a.person")
    assert "#m" in page.url
    assert "A full name of the authority" in page.inner_text(".apparatus")
    page.goto(f"{server}/documents/seed")
    page.uncheck("#beside")
    assert page.is_hidden("#source")


def test_the_map_comes_nearer(server: str, browser: Browser) -> None:
    page, _ = opened(browser, f"{server}/map")
    width = "document.getElementById('map').viewBox.baseVal.width"
    before = page.evaluate(width)
    page.click("[data-zoom=in]")
    assert page.evaluate(width) < before


def test_files_of_a_static_site_work_from_disk(browser: Browser, tmp_path: Path) -> None:
    from regesta.web.site import write as write_site

    write_site(Corpus.open(write(tmp_path)), tmp_path / "out")
    page = browser.new_page()
    page.goto((tmp_path / "out/documents/seed/index.html").as_uri())
    assert page.inner_text("#text a.person") == "[Zhang] Hanfu"
    page.click("nav >> text=Map")
    assert page.locator("#map circle").count() >= 2
