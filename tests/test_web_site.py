"""`regesta site`: the same pages as files, whose links lead to each other."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("starlette")

from click.testing import CliRunner
from lxml import html

from regesta.cli import regesta
from regesta.web.corpus import Corpus
from regesta.web.site import write as write_site
from tests.pages_corpus import write


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(Corpus.open(write(folder)), folder / "out")
    return folder / "out"


def test_every_link_leads_to_a_file_and_none_to_a_server(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        for element in tree.cssselect("a[href], link[href], script[src]"):
            target = element.get("href") or element.get("src")
            if target.startswith("#") or element.get("rel") in ("canonical", "noopener"):
                continue
            assert not target.startswith(("/", "http")), (page, target)
            assert "?" not in target
            assert (page.parent / unquote(target.partition("#")[0])).is_file(), (page, target)
        assert not tree.cssselect("form")


def test_a_second_run_writes_nothing_anew(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    write_site(Corpus.open(site.parent / "tei"), site)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == before


def test_the_command_tells_what_cannot_be_shown(site: Path) -> None:
    result = CliRunner().invoke(regesta, ["site", str(site.parent / "tei"), "-o", str(site)])
    assert result.exit_code == 1
    assert "broken.xml" in result.output


def test_the_folder_of_the_tei_is_never_written_into(site: Path) -> None:
    tei = site.parent / "tei"
    result = CliRunner().invoke(regesta, ["site", str(tei), "-o", str(tei)])
    assert result.exit_code == 1
    assert "holds the TEI" in result.output
    assert CliRunner().invoke(regesta, ["site", str(tei / "nowhere"), "-o", str(site)]).exit_code == 1
