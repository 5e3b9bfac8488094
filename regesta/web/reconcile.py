"""A reconciliation service over the people, organisations and places of the corpus, at `/reconcile`.

Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group, as OpenRefine and
`regesta reconcile` ask it. What it knows are the entries of `standOff` in the documents.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from regesta.web.negotiation import CORS, origin, preflight
from regesta.web.reconcile_data import PROPERTIES, TYPES, Known, Register

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.addresses import Addresses
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_MOST_QUERIES = 50
_MOST = 25


def routes(corpus: Corpus, settings: Settings, addresses: Addresses) -> list[BaseRoute]:
    """Manifest, queries, suggest, preview, extend."""
    register = Register(corpus, addresses)

    async def service(request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight(request)
        asked = dict(request.query_params)
        if request.method == "POST":
            asked |= _form(await request.body())
        if "extend" in asked:
            return await run_in_threadpool(lambda: _json(_extended(register, _object(asked["extend"], "extend"))))
        if "queries" in asked:
            queries = _object(asked["queries"], "queries")
            if len(queries) > _MOST_QUERIES:
                raise HTTPException(413, f"no more than {_MOST_QUERIES} queries at once", dict(CORS))
            return await run_in_threadpool(lambda: _json({k: _answered(register, q) for k, q in queries.items()}))
        if "query" in asked:  # One query, as older clients send it.
            text = asked["query"]
            one = _object(text, "query") if text.lstrip().startswith("{") else {"query": text}
            return await run_in_threadpool(lambda: _json(_answered(register, one)))
        return _json(_manifest(corpus, origin(request)))

    def suggest_entity(request: Request) -> Response:
        prefix, cursor = _prefix(request)
        found = register.starting(prefix)[cursor : cursor + _MOST]
        return _json({"result": [_suggested(k) for k in found]})

    def suggest_type(request: Request) -> Response:
        prefix, _ = _prefix(request)
        return _json({"result": [t for t in _types() if t["name"].lower().startswith(prefix.lower())]})

    def suggest_property(request: Request) -> Response:
        prefix, _ = _prefix(request)
        found = ({"id": i, "name": name} for i, name in PROPERTIES.items())
        return _json({"result": [p for p in found if p["name"].lower().startswith(prefix.lower())]})

    def properties(request: Request) -> Response:
        kind = request.query_params.get("type", "")
        made = [{"id": i, "name": name} for i, name in PROPERTIES.items()]
        return _json({"type": kind, "properties": made})

    def preview(request: Request) -> Response:
        known = register.get(request.query_params.get("id", ""))
        if known is None:
            raise HTTPException(404, "nothing here has this id", dict(CORS))
        # Shown in a frame on the client's page: it may be framed, and runs nothing.
        policy = "default-src 'none'; frame-ancestors *; sandbox"
        headers = {**CORS, "Content-Security-Policy": policy, "X-Frame-Options": "ALLOWALL"}
        return HTMLResponse(_preview(known).encode("utf-8", "replace"), headers=headers)

    return [
        Route("/reconcile", service, methods=["GET", "POST", "OPTIONS"], name="reconcile"),
        Route("/reconcile/suggest/entity", suggest_entity, methods=["GET"]),
        Route("/reconcile/suggest/type", suggest_type, methods=["GET"]),
        Route("/reconcile/suggest/property", suggest_property, methods=["GET"]),
        Route("/reconcile/properties", properties, methods=["GET"]),
        Route("/reconcile/preview", preview, methods=["GET"]),
    ]


def _manifest(corpus: Corpus, root: str) -> dict[str, Any]:
    """What the service says of itself (3)."""
    me = f"{root}/reconcile"
    suggest = {"service_url": root}
    return {
        "versions": ["0.1", "0.2"], "name": f"{corpus.title}: people, organisations and places",
        "identifierSpace": corpus.base, "schemaSpace": "https://www.ica.org/standards/RiC/ontology#",
        "defaultTypes": _types(), "view": {"url": "{{id}}"},
        "preview": {"url": f"{me}/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {
            "entity": {**suggest, "service_path": "/reconcile/suggest/entity"},
            "type": {**suggest, "service_path": "/reconcile/suggest/type"},
            "property": {**suggest, "service_path": "/reconcile/suggest/property"},
        },
        "extend": {
            "propose_properties": {**suggest, "service_path": "/reconcile/properties"}, "property_settings": [],
        },
        "batchSize": _MOST_QUERIES,
    }  # fmt: skip


def _answered(register: Register, query: Any) -> dict[str, Any]:
    """The candidates for one query (4)."""
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise HTTPException(400, "a query is an object with a string query", dict(CORS))
    limit = query.get("limit", 5)
    if type(limit) is not int or limit < 1:
        raise HTTPException(400, "limit is a whole number from 1 on", dict(CORS))
    wanted = query.get("type") or []
    kinds = {str(kind) for kind in (wanted if isinstance(wanted, list) else [wanted])}
    found = register.candidates(query["query"][:500], kinds, min(limit, _MOST))
    return {"result": [
        {"id": known.iri, "name": known.label, "type": [_type(known)], "score": _score(score), "match": match,
         **({"description": known.note} if known.note else {})}
        for known, score, match in found
    ]}  # fmt: skip


def _score(score: float) -> float:
    return round(score, 1) if math.isfinite(score) else 0.0


def _extended(register: Register, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Properties of things (7)."""
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list) or len(ids) > 1000:
        raise HTTPException(400, "extend is an object with lists ids and properties", dict(CORS))
    names = [str(p.get("id", "")) for p in properties if isinstance(p, dict)]
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for identifier in map(str, ids):
        known = register.get(identifier)
        rows[identifier] = {name: known.values(name) if known is not None else [] for name in names}
    return {"meta": [{"id": n, "name": PROPERTIES.get(n, n)} for n in names], "rows": rows}


def _types() -> list[dict[str, str]]:
    return [{"id": i, "name": name} for i, name in TYPES.values()]


def _type(known: Known) -> dict[str, str]:
    identifier, name = TYPES[known.kind]
    return {"id": identifier, "name": name}


def _suggested(known: Known) -> dict[str, Any]:
    return {"id": known.iri, "name": known.label, "notable": [_type(known)],
            **({"description": known.note} if known.note else {})}  # fmt: skip


def _preview(known: Known) -> str:
    from html import escape

    names = ", ".join(escape(n) for n in known.names[1:10])
    lines = [f"<h1>{escape(known.label)}</h1>", f"<p>{escape(TYPES[known.kind][1])}</p>"]
    lines += [f"<p>Also: {names}</p>"] if names else []
    lines += [f"<p>{escape(known.note)}</p>"] if known.note else []
    lines += [f"<p>In {len(known.documents)} documents</p>"]
    head = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{escape(known.label)}</title>'
    return f"{head}{''.join(lines)}</html>"


def _prefix(request: Request) -> tuple[str, int]:
    cursor = request.query_params.get("cursor", "0")
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 8):
        raise HTTPException(400, "cursor is a whole number", dict(CORS))
    return request.query_params.get("prefix", "")[:200], int(cursor)


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10))
    except ValueError as error:
        raise HTTPException(400, "the form is no UTF-8, or has too many fields", dict(CORS)) from error


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"{name} is no JSON", dict(CORS)) from error
    if not isinstance(found, dict):
        raise HTTPException(400, f"{name} is to be a JSON object", dict(CORS))
    return found


def _json(made: Mapping[str, Any]) -> Response:
    # Half characters of sources that fit no encoding cannot be sent.
    text = json.dumps(made, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, media_type="application/json", headers=dict(CORS))


