"""The pages of persons, organisations, places and events: what is known of them, and every passage in context."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from regesta.web.documents import FOLDERS, Links, opened
from regesta.web.view import NotFoundError, Page, Query, Site, Urls, number, only

KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_TITLES = {"person": "Persons", "org": "Organisations", "place": "Places"}
_ELSEWHERE = {
    "wikidata": "https://www.wikidata.org/entity/{}", "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://www.geonames.org/{}/", "gnd": "https://d-nb.info/gnd/{}", "orcid": "https://orcid.org/{}",
    "lcnaf": "https://id.loc.gov/authorities/names/{}", "isni": "https://isni.org/isni/{}",
    "tgn": "http://vocab.getty.edu/tgn/{}",
}  # fmt: skip
_PER_PAGE = 200
_DOCUMENTS = 50
"""Documents whose passages stand on one page."""


def things(site: Site, query: Query, folder: str) -> Page:
    """All persons (organisations, places) of the corpus, the most often named first or by name."""
    kind = KINDS[folder]
    order = only(query, "order", "name")
    words = only(query, "q").strip()
    size = 1_000_000 if site.settings.static else _PER_PAGE
    page = number(query, "page")
    where, values = "kind = ? AND mentions > 0 AND instr(lower(label), lower(?))", (kind, words)
    total = site.index.rows(f"SELECT count(*) FROM things WHERE {where}", *values)[0][0]
    by = "mentions DESC, label" if order == "frequency" else "label COLLATE NOCASE, slug"
    rows = site.index.rows(
        f"SELECT * FROM things WHERE {where} ORDER BY {by} LIMIT ? OFFSET ?", *values, size, (page - 1) * size
    )
    return Page("things.html", {"title": _TITLES[kind], "folder": folder, "rows": rows, "total": total, "words": words,
                                "order": "frequency" if order == "frequency" else "name", "page": page,
                                "pages": -(-total // size)})  # fmt: skip


def thing(site: Site, query: Query, folder: str, slug: str) -> Page:
    """One person (organisation, place). Raises `NotFoundError`."""
    row = site.index.one("SELECT * FROM things WHERE slug = ? AND kind = ?", slug, KINDS[folder])
    if row is None:
        raise NotFoundError(f"Nothing of that name is in {folder}.")
    entries = site.index.rows("SELECT * FROM entities WHERE slug = ? ORDER BY doc", slug)
    described = [json.loads(entry["data"]) for entry in entries]
    size = 1_000_000 if site.settings.static else _DOCUMENTS
    page = number(query, "page")
    rows = site.index.rows(
        "SELECT m.*, d.title, d.date AS day FROM entities e JOIN mentions m ON m.doc = e.doc AND m.entity = e.id "
        "JOIN documents d ON d.id = e.doc WHERE e.slug = ? ORDER BY d.first = '', d.first, d.id, m.first", slug,
    )  # fmt: skip
    documents = [(doc, list(found)) for doc, found in groupby(rows, key=lambda r: r["doc"])]
    return Page("thing.html", {
        "row": row, "kind": KINDS[folder], "folder": folder, "facts": _facts(described),
        "sources": sorted({e["source"] for e in entries if e["source"]}),
        "documents": documents[(page - 1) * size : page * size], "count": len(documents), "page": page,
        "pages": -(-len(documents) // size), "events": _events(site, slug), "with": _beside(site, slug, row["kind"]),
    })  # fmt: skip


def _facts(described: list[dict[str, Any]]) -> dict[str, Any]:
    """What all entries say, each thing once."""
    def each(name: str) -> list[Any]:
        found = [value for d in described for value in d[name]]
        return list({json.dumps(value, sort_keys=True): value for value in found}.values())

    return {
        "names": [n for n in each("names") if n["text"] != described[0]["names"][0]["text"]],
        "roles": each("roles"), "notes": list(dict.fromkeys(d["note"] for d in described if d["note"])),
        "birth": next((d["birth"] for d in described if d["birth"]), ""),
        "death": next((d["death"] for d in described if d["death"]), ""),
        "idnos": [(kind, value, _elsewhere(kind, value)) for kind, value in each("idnos")],
        "geo": next((d["geo"] for d in described if d["geo"]), None),
    }  # fmt: skip


def _elsewhere(kind: str, value: str) -> str:
    pattern = _ELSEWHERE.get(kind.lower(), "")
    if value.startswith(("https://", "http://")):
        return value
    return pattern.format(value) if pattern and value.replace("-", "").isalnum() else ""


def _events(site: Site, slug: str) -> list[sqlite3.Row]:
    """The events in which it took part, or that took place there."""
    return site.index.rows(
        "SELECT DISTINCT v.*, d.title FROM events v JOIN documents d ON d.id = v.doc JOIN entities e ON e.doc = v.doc "
        "WHERE e.slug = ? AND (v.place = e.id OR EXISTS (SELECT 1 FROM agents a WHERE a.doc = v.doc "
        "AND a.event = v.id AND a.entity = e.id)) ORDER BY v.first = '', v.first", slug,
    )  # fmt: skip


def _beside(site: Site, slug: str, kind: str) -> list[sqlite3.Row]:
    """Those of the same kind who are named in most of the same documents."""
    return site.index.rows(
        "SELECT t.slug, t.label, count(DISTINCT o.doc) AS count FROM entities e JOIN entities o ON o.doc = e.doc "
        "AND o.kind = e.kind AND o.slug <> e.slug JOIN things t ON t.slug = o.slug "
        "WHERE e.slug = ? AND t.mentions > 0 GROUP BY t.slug ORDER BY count DESC, t.label LIMIT 15", slug,
    )  # fmt: skip


def event(site: Site, _: Query, document: str, identifier: str, urls: Urls) -> Page:
    """One event, as one document tells it. Raises `NotFoundError`."""
    row = site.index.one("SELECT v.*, d.title FROM events v JOIN documents d ON d.id = v.doc "
                         "WHERE v.doc = ? AND v.id = ?", document, identifier)  # fmt: skip
    if row is None:
        raise NotFoundError(f"{document} tells of no event {identifier}.")
    from regesta.web.apparatus import Explainer

    found = opened(site, document)
    link = Links(site, document, urls)
    explain = Explainer(found, link)
    data: Mapping[str, Any] = json.loads(row["data"])
    labels = {e.id: e.label for e in found.entities}
    same = [r.passive if r.active.endswith(f"#{identifier}") else r.active for r in found.relations
            if r.name in ("sameAs", "same-event") and f"#{identifier}" in (r.active, r.passive)]  # fmt: skip
    return Page("event.html", {
        "row": row, "data": data, "who": explain.who(data["resp"]), "why": explain.why(data["rule"]), "link": link,
        "labels": labels, "same": same,
    })  # fmt: skip
