"""The page of a document, and its files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from regesta.errors import InputError
from regesta.web import citation
from regesta.web.apparatus import Explainer
from regesta.web.extract import convention, title_of
from regesta.web.marks import LAYERS
from regesta.web.reading import Reading, read
from regesta.web.view import File, NotFoundError, Page, Query, Site, Urls, only
from tei import Document, TeiError
from tei.model import Span

_CHAR = re.compile(r"(\d{1,12}),(\d{1,12})")
_RELATIONS = {"isReplyTo": "Answers", "isPartOf": "Part of", "hasReply": "Answered by", "references": "Cites"}


def document(site: Site, query: Query, identifier: str, urls: Urls) -> Page:
    """A document to be read. `?char=10,20` points a passage out. Raises `NotFoundError`."""
    found = opened(site, identifier)
    here = _here(only(query, "char"), len(found.text))
    links = Links(site, identifier, urls)
    reading, explain = read(found, here), Explainer(found, links)
    metadata = found.metadata
    title = title_of(found, identifier)
    item = citation.csl(identifier, title, metadata, address(site, identifier))
    described = citation.schema_org(item, metadata)
    events = [(e, explain.who(e.resp), explain.why(e.rule)) for e in found.events]
    return Page("document.html", {
        "id": identifier, "title": title, "document": found, "metadata": metadata, "reading": reading, "here": here,
        "layers": _used(reading), "entries": [(m, explain.entries(m)) for m in reading.marks],
        "lines": list(lines(found.text)), "events": events, "link": links, "convention": convention(found),
        "references": _references(found, reading, links), "cite": citation.as_bibtex(item).decode(),
        "citation": metadata.citation, "iri": address(site, identifier), "around": _around(site, identifier),
        "schema_org": embedded(described), "labels": {e.id: e.label for e in found.entities},
        "names": [(e, links(f"#{e.id}")) for e in found.entities],
    })  # fmt: skip


def opened(site: Site, identifier: str) -> Document:
    """A document by its id. Raises `NotFoundError`."""
    try:
        return site.corpus.document(identifier)
    except KeyError:
        raise NotFoundError(f"There is no document {identifier}.") from None
    except (TeiError, InputError) as error:
        raise NotFoundError(f"This document cannot be read: {error}") from error


def address(site: Site, identifier: str) -> str:
    """The IRI by which a document is cited: that of its RDF."""
    return site.corpus.iri(identifier)


class Links:
    """From pointers in a document to the pages of what they point to."""

    def __init__(self, site: Site, identifier: str, urls: Urls) -> None:
        """`identifier` is the document in which the pointers stand."""
        self._site, self._id, self._urls = site, identifier, urls
        rows = site.index.rows("SELECT id, kind, slug FROM entities WHERE doc = ?", identifier)
        self._things = {row["id"]: f"/{FOLDERS[row['kind']]}/{row['slug']}" for row in rows}
        self._ids = {e.id for e in opened(site, identifier).events}

    def __call__(self, pointer: str) -> str:
        """The address; empty where a pointer leads nowhere that can be shown."""
        if pointer.startswith("#"):
            name = pointer[1:]
            if name in self._things:
                return self._urls(self._things[name])
            if name in self._ids:
                return self._urls(f"/events/{self._id}/{name}")
            spans = opened(self._site, self._id).body.spans
            return f"#char={spans[name][0]},{spans[name][1]}" if name in spans else ""
        if pointer.startswith(("https://", "http://")):
            return pointer
        return self._elsewhere(pointer)

    def _elsewhere(self, pointer: str) -> str:
        """Another document of the corpus, by the path of its file from this one's."""
        import posixpath

        file, _, _ = pointer.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._id), file))
        for ending in (".tei.xml", ".xml", ".tei"):
            if path.endswith(ending) and path.removesuffix(ending) in self._site.corpus:
                return self._urls(f"/documents/{path.removesuffix(ending)}")
        return ""


FOLDERS = {"person": "persons", "org": "organisations", "place": "places"}
"""Where the pages of a kind of thing lie."""


def lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines of a source text: number, first character, words."""
    start = 0
    for count, line in enumerate(text.split("\n"), 1):
        yield count, start, line
        start += len(line) + 1


def embedded(value: Any) -> Markup:
    """JSON that may stand in a `script`: nothing in it can end the element."""
    written = json.dumps(value, ensure_ascii=True, indent=1)
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _here(value: str, length: int) -> Span | None:
    """The passage that an address points to; None where it points to none, or past the end."""
    match = _CHAR.fullmatch(value)
    if match is None:
        return None
    start, end = int(match[1]), min(int(match[2]), length)
    return (start, end) if start < end else None


def _used(reading: Reading) -> list[tuple[Any, int]]:
    counts = dict.fromkeys(LAYERS, 0)
    for mark in reading.all():
        counts[mark.layer] += 1
        for element, _ in mark.added:
            counts["correction"] += element != "desc"
    return [(LAYERS[name], count) for name, count in counts.items() if count]


def _references(found: Document, reading: Reading, link: Links) -> list[tuple[str, str, str]]:
    """What the document cites, and how it stands to others: (how, words, address)."""
    rows = [("Cites", m.words, link(m.annotation.attrs.get("target", ""))) for m in reading.all()
            if m.layer == "reference" and m.annotation.element == "bibl"]  # fmt: skip
    labels = {f"#{e.id}": e.label for e in found.events} | {f"#{e.id}": e.label for e in found.entities}
    for relation in found.relations:
        how = _RELATIONS.get(relation.name, relation.name)
        rows += [(how, labels.get(pointer, pointer), link(pointer)) for pointer in relation.passive.split()]
    return list(dict.fromkeys(rows))


def _around(site: Site, identifier: str) -> tuple[str, str]:
    """The documents before and after it in the order of the list."""
    ids = site.once("order", lambda: [row["id"] for row in site.index.rows(
        "SELECT id FROM documents d ORDER BY d.first = '', d.first, d.title")])  # fmt: skip
    at = ids.index(identifier) if identifier in ids else -1
    if at < 0:
        return "", ""
    return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""


# Files


def _rdf(form: Any) -> Callable[[Site, str, Document], bytes]:
    def make(site: Site, _: str, found: Document) -> bytes:
        import rdf

        return rdf.serialise(rdf.quads(found, base=site.corpus.base), form)

    return make


def _text(_: Site, __: str, found: Document) -> bytes:
    """The source file, byte for byte; of TEI that was made from none, its text."""
    try:
        return found.restore()
    except TeiError:
        return found.text.encode("utf-8", "replace")


def _cited(form: Callable[[Any], bytes]) -> Callable[[Site, str, Document], bytes]:
    def make(site: Site, identifier: str, found: Document) -> bytes:
        return form(citation.csl(identifier, title_of(found, identifier), found.metadata, address(site, identifier)))

    return make


FILES: dict[str, tuple[str, str, Callable[[Site, str, Document], bytes]]] = {
    ".tei.xml": ("TEI", "application/tei+xml", lambda site, i, _: site.corpus.path(i).read_bytes()),
    ".txt": ("Text", "text/plain", _text),
    ".ttl": ("Turtle", "text/turtle; charset=utf-8", _rdf("turtle")),
    ".trig": ("TriG", "application/trig; charset=utf-8", _rdf("trig")),
    ".jsonld": ("JSON-LD", "application/ld+json", _rdf("jsonld")),
    ".bib": ("BibTeX", "application/x-bibtex; charset=utf-8", _cited(citation.as_bibtex)),
    ".ris": ("RIS", "application/x-research-info-systems; charset=utf-8", _cited(citation.as_ris)),
    ".csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", _cited(citation.as_csl)),
}
"""By ending: what it is called, its media type, and how it is made."""


def file(site: Site, name: str) -> File:
    """A file of a document: its id and an ending. Raises `NotFoundError`."""
    for ending, (_, kind, make) in FILES.items():
        identifier = name.removesuffix(ending)
        if name.endswith(ending) and identifier in site.corpus:
            return File(make(site, identifier, opened(site, identifier)), kind)
    raise NotFoundError(f"There is no file {name}.")
