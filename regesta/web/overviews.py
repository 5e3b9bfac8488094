"""The corpus as a whole: start, timeline, map, network, and what is doubtful."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from regesta.web.html import STATIC
from regesta.web.layout import positions
from regesta.web.marks import LAYERS
from regesta.web.view import Page, Query, Site, number, only

_EVENTS = 300
_POINTS = 80
_EDGES = 400
_DOUBTS = 100


def start(site: Site, _: Query) -> Page:
    """The first page."""
    counts = site.index.rows(
        "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events, "
        "(SELECT count(*) FROM doubts) AS doubts, "
        + ", ".join(f"(SELECT count(*) FROM things WHERE kind = '{k}' AND mentions > 0) AS {k}" for k in _KINDS)
    )[0]
    years = site.index.rows(
        "SELECT substr(first, 1, 4) AS year, count(*) AS count FROM documents WHERE first <> '' GROUP BY 1 ORDER BY 1"
    )
    named = {kind: site.index.rows("SELECT * FROM things WHERE kind = ? AND mentions > 0 "
                                   "ORDER BY mentions DESC, label LIMIT 8", kind) for kind in _KINDS}  # fmt: skip
    return Page("start.html", {"counts": counts, "years": histogram(years), "named": named,
                               "unusable": sorted(site.corpus.unusable.items())})  # fmt: skip


_KINDS = ("person", "org", "place")


def histogram(rows: list[sqlite3.Row]) -> dict[str, Any]:
    """Bars, a year each, those without documents too."""
    counts = {int(r["year"]): r["count"] for r in rows if r["year"].isdigit()}
    if not counts:
        return {"bars": [], "first": 0, "last": 0, "most": 0}
    first, last = min(counts), max(counts)
    # Over many years, one bar for each would be too narrow to see: then only those that have any.
    years = sorted(counts) if last - first > 400 else list(range(first, last + 1))
    return {"bars": [(year, counts.get(year, 0)) for year in years], "first": first, "last": last,
            "most": max(counts.values())}  # fmt: skip


# Timeline


def timeline(site: Site, query: Query) -> Page:
    """Events in the order of their dates; a date that is not certain is a range."""
    kind, year = only(query, "type"), only(query, "year")
    records = only(query, "records") == "yes"
    where, values = ["v.first || v.last <> ''"], []
    if kind:
        where.append("v.type = ?")
        values.append(kind)
    if not records:
        where.append("NOT v.record")
    types = site.index.rows("SELECT type, count(*) AS count FROM events WHERE first || last <> '' AND (? OR NOT record)"
                            " GROUP BY type ORDER BY count DESC, type", records)  # fmt: skip
    years = site.index.rows(
        "SELECT substr(CASE v.first WHEN '' THEN v.last ELSE v.first END, 1, 4) AS year, count(*) AS count "
        f"FROM events v WHERE {' AND '.join(where)} GROUP BY 1 ORDER BY 1", *values,
    )  # fmt: skip
    if year:
        where.append("? BETWEEN substr(CASE v.first WHEN '' THEN v.last ELSE v.first END, 1, 4) "
                     "AND substr(max(v.first, v.last), 1, 4)")  # fmt: skip
        values.append(year)
    page, size = number(query, "page"), 1_000_000 if site.settings.static else _EVENTS
    total = site.index.rows(f"SELECT count(*) FROM events v WHERE {' AND '.join(where)}", *values)[0][0]
    rows = site.index.rows(
        f"SELECT v.*, d.title FROM events v JOIN documents d ON d.id = v.doc WHERE {' AND '.join(where)} "
        "ORDER BY CASE v.first WHEN '' THEN v.last ELSE v.first END, v.last, v.label LIMIT ? OFFSET ?",
        *values, size, (page - 1) * size,
    )  # fmt: skip
    undated = site.index.rows("SELECT count(*) FROM events WHERE first || last = ''")[0][0]
    return Page("timeline.html", {
        "rows": scaled(rows), "total": total, "types": types, "kind": kind, "year": year, "records": records,
        "years": histogram(years), "page": page, "pages": -(-total // size), "undated": undated,
    })  # fmt: skip


def scaled(rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    """Events with the place of their dates on a line of 0 to 1000; open ends are said to be open."""
    spans = [(_day(r["first"]), _day(r["last"])) for r in rows]
    days = [day for span in spans for day in span if day is not None]
    low, high = (min(days), max(days)) if days else (0, 0)
    width = max(high - low, 1)

    def x(day: int | None, other: int) -> float:
        return round(1000 * ((other if day is None else day) - low) / width, 1)

    return [
        {"row": r, "from": x(first, last or 0), "to": x(last, first or 0), "open": first is None or last is None,
         "range": first is None or last is None or last - first > 0}
        for r, (first, last) in zip(rows, spans, strict=True)
    ]  # fmt: skip


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


# Map


@lru_cache(maxsize=1)
def world() -> tuple[str, str]:
    """The outlines of land and the borders of states as SVG paths: one unit a degree, north up."""
    land, borders = (STATIC / "world.path").read_text("ascii").splitlines()[-2:]
    return land, borders


def map_(site: Site, _: Query) -> Page:
    """The places that have coordinates, the larger the more often they are named."""
    places = site.index.rows("SELECT * FROM things WHERE kind = 'place' AND lat NOT NULL AND mentions > 0 "
                             "ORDER BY mentions DESC")  # fmt: skip
    without = site.index.rows("SELECT count(*) FROM things WHERE kind = 'place' AND lat IS NULL AND mentions > 0")[0][0]
    most = max((p["mentions"] for p in places), default=1)
    box = _box([(p["lon"], -p["lat"]) for p in places])
    points = [{"row": p, "x": round(p["lon"], 3), "y": round(-p["lat"], 3), "r": 0.5 + (p["mentions"] / most) ** 0.5}
              for p in places]  # fmt: skip
    return Page("map.html", {"points": points, "without": without, "box": box, "world": world()})


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The part of the map to show first: all points with some land around, twice as wide as high."""
    if not points:
        return -180, -90, 360, 180
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width = max(max(xs) - min(xs), 2 * (max(ys) - min(ys)), 40) * 1.3
    width = min(width, 360)
    x, y = (min(xs) + max(xs)) / 2 - width / 2, (min(ys) + max(ys)) / 2 - width / 4
    return round(max(x, -180), 2), round(min(max(y, -90), 90 - width / 2), 2), round(width, 2), round(width / 2, 2)


# Network


def network(site: Site, query: Query) -> Page:
    """Persons, linked where they took part in the same events, or where the same documents name them."""
    by = "events" if only(query, "by") == "events" else "documents"
    shared = site.once(f"network {by}", lambda: _network(site, by))
    return Page("network.html", {**shared, "by": by, "other": "events" if by == "documents" else "documents"})


def _network(site: Site, by: str) -> dict[str, Any]:
    if by == "events":
        rows = site.index.rows(
            "SELECT DISTINCT a.doc || ' ' || a.event AS together, e.slug FROM agents a "
            "JOIN entities e ON e.doc = a.doc AND e.id = a.entity WHERE e.kind = 'person'"
        )
    else:
        rows = site.index.rows(
            "SELECT DISTINCT m.doc AS together, e.slug FROM mentions m "
            "JOIN entities e ON e.doc = m.doc AND e.id = m.entity WHERE e.kind = 'person' AND m.certain"
        )
    together: dict[str, list[str]] = {}
    for row in rows:
        together.setdefault(row["together"], []).append(row["slug"])
    often = Counter(slug for slugs in together.values() for slug in set(slugs))
    # Those named most often, and of these the strongest links: more could not be seen.
    kept = {slug for slug, _ in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))[:_POINTS]}
    weights: Counter[tuple[str, str]] = Counter()
    for slugs in together.values():
        weights.update(combinations(sorted(kept.intersection(slugs)), 2))
    edges = dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_EDGES])
    points = sorted({slug for edge in edges for slug in edge})
    named = site.index.rows("SELECT slug, label FROM things WHERE kind = 'person'")
    labels = {row["slug"]: row["label"] for row in named}
    places = positions(points, {edge: float(weight) for edge, weight in edges.items()})
    most = max(edges.values(), default=1)
    drawn = {slug: (round(40 + 920 * x, 1), round(30 + 600 * y, 1)) for slug, (x, y) in places.items()}
    heaviest = max((often[slug] for slug in points), default=1)
    readable = _readable(sorted(points, key=lambda slug: (-often[slug], slug)), drawn, labels)
    return {
        "points": [{"slug": s, "label": labels[s], "x": drawn[s][0], "y": drawn[s][1], "count": often[s],
                    "named": s in readable, "r": round(4 + 8 * (often[s] / heaviest) ** 0.5, 1)} for s in points],
        "edges": [{"a": a, "b": b, "x1": drawn[a][0], "y1": drawn[a][1], "x2": drawn[b][0], "y2": drawn[b][1],
                   "weight": w, "width": round(0.5 + 4 * w / most, 2), "labels": (labels[a], labels[b])}
                  for (a, b), w in edges.items()],
        "all": len(often),
    }  # fmt: skip


def _readable(points: list[str], drawn: dict[str, tuple[float, float]], labels: dict[str, str]) -> set[str]:
    """Those whose names can be written without covering another's; the others' show when one points at them."""
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for slug in points:
        (x, y), half = drawn[slug], 3.2 * len(labels[slug])
        box = (x - half, y - 26, x + half, y - 6)
        if all(box[2] < o[0] or o[2] < box[0] or box[3] < o[1] or o[3] < box[1] for o in boxes.values()):
            boxes[slug] = box
    return set(boxes)


# Doubtful readings


def doubtful(site: Site, query: Query) -> Page:
    """Every mark that a person should look at."""
    layer, document = only(query, "layer"), only(query, "document")
    where, values = ["TRUE"], []
    for column, value in (("x.layer", layer), ("x.doc", document)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    condition = " AND ".join(where)
    page, size = number(query, "page"), 1_000_000 if site.settings.static else _DOUBTS
    total = site.index.rows(f"SELECT count(*) FROM doubts x WHERE {condition}", *values)[0][0]
    rows = site.index.rows(
        f"SELECT x.*, d.title FROM doubts x JOIN documents d ON d.id = x.doc WHERE {condition} "
        "ORDER BY x.doc, x.first LIMIT ? OFFSET ?", *values, size, (page - 1) * size,
    )  # fmt: skip
    layers = site.index.rows("SELECT layer, count(*) AS count FROM doubts GROUP BY layer ORDER BY count DESC")
    return Page("doubtful.html", {
        "rows": rows, "total": total, "layers": [(LAYERS[r["layer"]], r["count"]) for r in layers], "layer": layer,
        "document": document, "page": page, "pages": -(-total // size),
    })  # fmt: skip


def about(site: Site, _: Query) -> Page:
    """How the pages are to be read, and what they are made with."""
    licences = (STATIC / "LICENCES.txt").read_text("utf-8")
    return Page("about.html", {"layers": list(LAYERS.values()), "licences": licences})
