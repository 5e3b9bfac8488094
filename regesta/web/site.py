"""The pages as static files, for any web space and for archives: the same views, links between files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from regesta import files
from regesta.errors import InputError
from regesta.web import documents
from regesta.web.corpus import Corpus
from regesta.web.html import STATIC
from regesta.web.pages import VIEWS, written
from regesta.web.settings import Settings
from regesta.web.view import NotFoundError, Site, Urls, file_of


def write(corpus: Corpus, out: Path) -> int:
    """Write every page and file, each whole or not at all; how many they are.

    What has not changed is not written again. Pages of an earlier run whose subject is gone are left where they are:
    addresses that were once cited go on to lead somewhere. Raises `InputError`.
    """
    if out.resolve() == corpus.folder.resolve() or corpus.folder.resolve().is_relative_to(out.resolve()):
        raise InputError(str(out), "holds the TEI: give another folder")
    site = Site(corpus, Settings(static=True))
    count = 0
    for path, view, parameters in _pages(site):
        urls = Urls(at=path, static=True)
        try:
            page = VIEWS[view](site, {}, parameters, urls)
        except NotFoundError as error:  # A document that cannot be read is told of; the others are written.
            corpus.unusable.setdefault(path, str(error))
            continue
        count += _put(out, file_of(path), written(site, page, urls))
    for identifier in corpus.ids():
        for ending in documents.FILES:
            try:
                data = documents.file(site, f"{identifier}{ending}").data
            except (NotFoundError, ValueError) as error:
                corpus.unusable.setdefault(f"{identifier}{ending}", str(error))
                continue
            count += _put(out, f"files/{identifier}{ending}", data)
    for source in sorted(STATIC.rglob("*")):
        if source.is_file():
            count += _put(out, f"static/{source.relative_to(STATIC).as_posix()}", source.read_bytes())
    return count


def _pages(site: Site) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every page: its address, its view, and the view's parameters."""
    for view in VIEWS:
        if "{" not in view:
            yield view, view, {}
    for row in site.index.rows("SELECT id FROM documents ORDER BY id"):
        yield f"/documents/{row['id']}", "/documents/{id:path}", {"id": row["id"]}
    for kind, folder in documents.FOLDERS.items():
        for row in site.index.rows("SELECT slug FROM things WHERE kind = ? ORDER BY slug", kind):
            yield f"/{folder}/{row['slug']}", f"/{folder}/{{slug}}", {"slug": row["slug"]}
    for row in site.index.rows("SELECT doc, id FROM events WHERE id <> '' ORDER BY doc, id"):
        yield f"/events/{row['doc']}/{row['id']}", "/events/{id:path}/{event}", {"id": row["doc"], "event": row["id"]}


def _put(out: Path, name: str, data: bytes) -> int:
    target = out / name
    if not target.resolve().is_relative_to(out.resolve()):
        raise InputError(name, "would be written outside the folder")
    try:
        if target.read_bytes() == data:
            return 1
    except OSError:
        pass  # Not there yet; writing tells of anything else.
    files.write(target, data)
    return 1
