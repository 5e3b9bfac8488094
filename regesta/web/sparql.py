"""SPARQL 1.1 Protocol at `/sparql`: queries, never updates (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rdf.namespaces import PREFIXES
from rdf.query import QueryError, prepare, questions
from regesta.web.html import shown
from regesta.web.negotiation import CORS, answer, choose, origin, preflight
from regesta.web.sparql_pool import BusyError, Pool
from regesta.web.sparql_worker import GRAPHS, RESULTS, Done, Job

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this endpoint answers queries; it changes nothing"


def routes(corpus: Corpus, settings: Settings, pool: Pool | None = None) -> list[BaseRoute]:
    """The endpoint, and the page to ask it from."""
    workers = pool if pool is not None else Pool(corpus)

    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight(request)
        parameters, text = await _asked(request)
        if text is None:
            return await run_in_threadpool(_without_query, request, corpus, settings)
        job = _job(text, parameters, request.headers.get("accept", ""), settings)
        try:
            done = await run_in_threadpool(workers.run, job)
        except BusyError:
            done = Done(503, "text/plain; charset=utf-8", b"all is busy: ask again in a moment\n")
        headers = {**CORS, "Vary": "Accept"} | ({"Retry-After": "10"} if done.status == 503 else {})
        return Response(done.body, done.status, headers, done.type)

    return [Route("/sparql", endpoint, methods=["GET", "HEAD", "POST", "OPTIONS"], name="sparql")]


async def _asked(request: Request) -> tuple[list[tuple[str, str]], str | None]:
    """The protocol's parameters and the query; None where nothing was asked (2.1)."""
    pairs = _pairs(request.url.query.encode("latin-1"))
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await request.body()
        if kind == _UPDATE:
            raise HTTPException(403, _READ_ONLY, dict(CORS))
        if kind == _QUERY:
            if any(name == "query" for name, _ in pairs):
                raise HTTPException(400, "the query stands in the address and in the body", dict(CORS))
            return pairs, _text(body)
        if kind != _FORM:
            raise HTTPException(415, f"a query is posted as {_FORM} or {_QUERY}", dict(CORS))
        pairs = [*pairs, *_pairs(body)]
    if any(name == "update" for name, _ in pairs):
        raise HTTPException(403, _READ_ONLY, dict(CORS))
    found = [value for name, value in pairs if name == "query"]
    if len(found) > 1:
        raise HTTPException(400, "more than one query", dict(CORS))
    if not found and (request.method == "POST" or pairs):
        raise HTTPException(400, "no query: it is the parameter query", dict(CORS))
    return pairs, found[0] if found else None


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise HTTPException(400, "the parameters are not UTF-8, or too many", dict(CORS)) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the query is not UTF-8", dict(CORS)) from error


def _job(text: str, pairs: list[tuple[str, str]], accept: str, settings: Settings) -> Job:
    graphs: dict[str, list[str]] = {"default-graph-uri": [], "named-graph-uri": []}
    for name, value in pairs:
        if name in graphs:
            try:
                ox.NamedNode(value)
            except ValueError as error:
                raise HTTPException(400, f"{name}: no absolute IRI: {value}", dict(CORS)) from error
            graphs[name].append(value)
    wanted = next((value for name, value in pairs if name == "format"), "")
    return Job(text, _FORMATS.get(wanted, accept), tuple(graphs["default-graph-uri"]),
               tuple(graphs["named-graph-uri"]), seconds=settings.query_seconds)  # fmt: skip


_FORMATS = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv",
    "tsv": "text/tab-separated-values", "turtle": "text/turtle", "jsonld": "application/ld+json",
}  # fmt: skip
"""What `&format=` means, for addresses that people follow and that cannot carry `Accept`."""


def _without_query(request: Request, corpus: Corpus, settings: Settings) -> Response:
    """Of the endpoint itself: its page for people, its description for programs (SPARQL 1.1 Service Description)."""
    offered = dict.fromkeys(["text/turtle", "text/html", *GRAPHS])
    kind = choose(request.headers.get("accept", ""), list(offered))
    if kind == "text/html":
        return shown("sparql.html", request, corpus, settings, questions=_examples())
    if kind is None:
        raise HTTPException(406, f"the description can be had as {', '.join(GRAPHS)}", dict(CORS))
    return answer(request, description(f"{origin(request)}/sparql", kind), kind, headers={"Vary": "Accept"})


def _examples() -> list[tuple[str, str, str]]:
    """The stored questions: name, what each answers, and its text ready to run."""
    found = []
    for question in questions():
        try:
            found.append((question.name, question.description, prepare(question.name)))
        except QueryError:
            continue
    return found


def description(endpoint: str, kind: str) -> bytes:
    """The service description of the endpoint, as RDF."""
    from rdf.serialise import parse, serialise

    sd, formats = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
             "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")  # fmt: skip
    rdf_type = f"<{PREFIXES['rdf']}type>"
    lines = [
        f"<{endpoint}> {rdf_type} <{sd}Service> .\n",
        f"<{endpoint}> <{sd}endpoint> <{endpoint}> .\n",
        f"<{endpoint}> <{sd}supportedLanguage> <{sd}SPARQL11Query> .\n",
        f"<{endpoint}> <{sd}feature> <{sd}UnionDefaultGraph> .\n",
        *(f"<{endpoint}> <{sd}resultFormat> <{formats}{name}> .\n" for name in names),
        f"<{endpoint}> <{sd}defaultDataset> <{endpoint}#dataset> .\n",
        f"<{endpoint}#dataset> {rdf_type} <{sd}Dataset> .\n",
        f"<{endpoint}#dataset> <{sd}defaultGraph> <{endpoint}#default> .\n",
        f"<{endpoint}#default> {rdf_type} <{sd}Graph> .\n",
    ]
    assert len(names) == len(RESULTS) + len(GRAPHS)
    return serialise(parse(lines), GRAPHS[kind], prefixes={"sd": sd, "formats": formats})  # type: ignore[arg-type]
