"""The documents of a corpus: found by words, narrowed by facets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.web import search
from regesta.web.view import Page, Query, Site, number, only

_PER_PAGE = 30
_ALL = 1_000_000
_VALUES = 12
"""How many values of a facet are offered."""


@dataclass(frozen=True, slots=True)
class Facet:
    """Something by which documents differ. `condition` has one `?` for a value; `values` lists value, label, count."""

    name: str
    label: str
    condition: str
    values: str


def _thing(name: str, label: str, kind: str) -> Facet:
    return Facet(
        name, label, "d.id IN (SELECT doc FROM entities WHERE slug = ?)",
        "SELECT t.slug AS value, t.label AS label, count(DISTINCT e.doc) AS count FROM entities e "
        "JOIN things t ON t.slug = e.slug "
        f"WHERE t.kind = '{kind}' AND t.mentions > 0 AND e.doc IN found GROUP BY t.slug",
    )  # fmt: skip


def _column(name: str, label: str) -> Facet:
    return Facet(name, label, f"d.{name} = ?", f"SELECT {name} AS value, {name} AS label, count(*) AS count "
                 f"FROM documents WHERE id IN found AND {name} <> '' GROUP BY {name}")  # fmt: skip


FACETS = (
    _thing("person", "Person", "person"), _thing("place", "Place", "place"), _thing("org", "Organisation", "org"),
    Facet("event", "Event", "d.id IN (SELECT doc FROM events WHERE type = ?)",
          "SELECT type AS value, type AS label, count(DISTINCT doc) AS count FROM events "
          "WHERE doc IN found AND type <> '' GROUP BY type"),
    Facet("year", "Year", "?1 BETWEEN substr(d.first, 1, 4) AND substr(max(d.first, d.last), 1, 4)",
          "SELECT substr(first, 1, 4) AS value, substr(first, 1, 4) AS label, count(*) AS count FROM documents "
          "WHERE id IN found AND first <> '' GROUP BY 1"),
    _column("holder", "Holder"), _column("convention", "Convention"), _column("genre", "Kind"),
    Facet("doubtful", "Doubtful", "(d.doubts > 0) = (? = 'yes')",
          "SELECT CASE WHEN doubts > 0 THEN 'yes' ELSE 'no' END AS value, CASE WHEN doubts > 0 THEN "
          "'has doubtful readings' ELSE 'nothing doubtful' END AS label, count(*) AS count "
          "FROM documents WHERE id IN found GROUP BY 1"),
)  # fmt: skip
_ORDERS = {
    "date": ("by date", "d.first = '', d.first, d.title"), "title": ("by title", "d.title COLLATE NOCASE"),
    "doubtful": ("most doubtful first", "d.doubts DESC, d.title"),
}  # fmt: skip


def documents(site: Site, query: Query) -> Page:
    """The list of documents that a query asks for."""
    chosen = {f.name: [v for v in query.get(f.name, ()) if v] for f in FACETS}
    words = only(query, "q").strip()
    expression = search.expression(words)
    where, values = _where(chosen, expression)
    size = _ALL if site.settings.static else _PER_PAGE
    page, order = number(query, "page"), only(query, "order", "date")
    if order not in _ORDERS:
        order = "date"
    total = site.index.rows(f"SELECT count(*) FROM documents d WHERE {where}", *values)[0][0]
    rows = site.index.rows(
        f"SELECT * FROM documents d WHERE {where} ORDER BY {_ORDERS[order][1]} LIMIT ? OFFSET ?",
        *values, size, (page - 1) * size,
    )  # fmt: skip
    state = [("q", words)] if words else []
    state += [(name, value) for name, vs in chosen.items() for value in vs]
    found = {row["id"]: search.hits(site.index, words, row["id"]) for row in rows} if expression else {}
    return Page("documents.html", {
        "rows": rows, "total": total, "words": words, "hits": found, "state": state, "order": order, "page": page,
        "orders": [(name, label) for name, (label, _) in _ORDERS.items()], "pages": -(-total // size),
        "facets": list(_facets(site, chosen, where, values)) if not site.settings.static else [],
        "chosen": [(f, v, _label(site, f, v)) for f in FACETS for v in chosen[f.name]],
    })  # fmt: skip


def _where(chosen: dict[str, list[str]], expression: str) -> tuple[str, list[str]]:
    parts, values = ["TRUE"], []
    for facet in FACETS:
        for value in chosen[facet.name]:
            parts.append(facet.condition.replace("?1", "?"))
            values.append(value)
    if expression:
        parts.append("d.id IN (SELECT b.doc FROM words JOIN blocks b ON b.id = words.rowid WHERE words MATCH ?)")
        values.append(expression)
    return " AND ".join(parts), values


def _facets(
    site: Site, chosen: dict[str, list[str]], where: str, values: list[str]
) -> Iterator[tuple[Facet, list[sqlite3.Row], int]]:
    """Each facet with its most frequent values among the documents found, and how many more there are."""
    common = f"WITH found AS MATERIALIZED (SELECT id FROM documents d WHERE {where}) "
    for facet in FACETS:
        order = "value" if facet.name == "year" else "count DESC, label"
        rows = site.index.rows(f"{common}{facet.values} ORDER BY {order}", *values)
        rows = [row for row in rows if row["value"] not in chosen[facet.name]]
        limit = 60 if facet.name == "year" else _VALUES
        if rows:
            yield facet, rows[:limit], max(0, len(rows) - limit)


def _label(site: Site, facet: Facet, value: str) -> str:
    if facet.name in ("person", "place", "org"):
        row = site.index.one("SELECT label FROM things WHERE slug = ?", value)
        return str(row["label"]) if row else value
    return value
