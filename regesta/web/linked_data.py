"""Linked data: `/id/…` leads to what describes a thing, in the form that the client likes best.

The IRIs of a corpus start with its base. Served with `--base https://HOST/id/`, they lead here; under another base,
`/id/NAME` stands for `BASE` + `NAME`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from regesta.web.addresses import Addresses
from regesta.web.negotiation import CORS, answer, choose, etag, origin, preflight
from regesta.web.sparql_pool import BusyError, Pool
from regesta.web.sparql_worker import GRAPHS, Job

if TYPE_CHECKING:
    from starlette.requests import Request

    from rdf.serialise import Format
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_TEI = "application/tei+xml"
_ENDINGS = {
    "text/turtle": ".ttl", "application/ld+json": ".jsonld", "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf", "application/trig": ".trig", "application/n-quads": ".nq", _TEI: ".tei.xml",
}  # fmt: skip
_LOOSE = {"application/xml": _TEI, "text/xml": _TEI, "application/json": "application/ld+json"}
_SAFE = "/~,=@+!$&()*;'-._:"
_PER_SITEMAP = 50_000
"""Addresses that one sitemap may have (sitemaps.org)."""


def routes(corpus: Corpus, settings: Settings, pool: Pool, addresses: Addresses) -> list[BaseRoute]:
    """The addresses of things, their data, and what tells machines where all is."""

    def thing(request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight(request)
        name = _name(request)
        identifier = addresses.identifier(corpus.base + name)
        if identifier is None and not _described(corpus.base + name, pool):
            raise HTTPException(404, f"nothing here is called {name}", dict(CORS))
        offered = [*_ENDINGS] if identifier is None else ["text/html", *_ENDINGS, *_LOOSE]
        offered = [kind for kind in offered if identifier is not None or kind != _TEI]
        kind = choose(request.headers.get("accept", ""), offered)
        if kind is None and identifier is None:
            kind = "text/turtle"  # Of these there is no page; data is better than nothing.
        if kind is None:
            raise HTTPException(406, f"{name} can be had as {', '.join(offered)}", dict(CORS))
        root = origin(request)
        if kind == "text/html":
            to = f"{root}/documents/{quote(identifier or '', safe=_SAFE)}"
        else:
            to = f"{root}/data/{quote(name, safe=_SAFE)}{_ENDINGS[_LOOSE.get(kind, kind)]}"
        return RedirectResponse(to, 303, {**CORS, "Vary": "Accept"})

    def data(request: Request) -> Response:
        name = _name(request)
        for kind, ending in _ENDINGS.items():
            plain = name.removesuffix(ending)
            if plain == name:
                continue
            identifier = addresses.identifier(corpus.base + plain)
            if identifier is not None:
                return _document(request, corpus, addresses, identifier, kind)
            if kind != _TEI and _described(corpus.base + plain, pool):
                return _described_as(request, corpus, plain, pool, kind)
        raise HTTPException(404, f"there is no data called {name}", dict(CORS))

    def void(request: Request) -> Response:
        kind = choose(request.headers.get("accept", ""), [*GRAPHS, "text/html"])
        kind = "text/turtle" if kind in (None, "text/html") else kind
        assert kind is not None
        tag = etag("void", corpus.revision, origin(request), kind)
        made = b"" if request.headers.get("if-none-match") == tag else description(corpus, origin(request), kind)
        return answer(request, made, kind, tag=tag, headers={"Vary": "Accept"})

    def sitemap(request: Request) -> Response:
        page = request.query_params.get("page", "")
        if page and not (page.isascii() and page.isdigit() and len(page) < 7):
            raise HTTPException(404, "there is no such part of the sitemap")
        return answer(request, _sitemap(corpus, addresses, origin(request), page), "application/xml")

    def robots(request: Request) -> Response:
        words = f"User-agent: *\nDisallow: /sparql\nDisallow: /decide\n\nSitemap: {origin(request)}/sitemap.xml\n"
        return Response(words, media_type="text/plain")

    def well_known(request: Request) -> Response:
        return RedirectResponse(f"{origin(request)}/void", 303, dict(CORS))

    return [
        Route("/id/{name:path}", thing, methods=["GET", "HEAD", "OPTIONS"], name="id"),
        Route("/data/{name:path}", data, methods=["GET", "HEAD"], name="data"),
        Route("/.well-known/void", well_known, methods=["GET", "HEAD"]),
        Route("/void", void, methods=["GET", "HEAD"], name="void"),
        Route("/sitemap.xml", sitemap, methods=["GET", "HEAD"]),
        Route("/robots.txt", robots, methods=["GET", "HEAD"]),
    ]


def _name(request: Request) -> str:
    """What stands after `/id/`, spelt as in IRIs: what may not stand there is percent-encoded."""
    return quote(str(request.path_params["name"]), safe="-._~!$&'()*+,;=@/:")


def _document(request: Request, corpus: Corpus, addresses: Addresses, identifier: str, kind: str) -> Response:
    import rdf

    stamp, modified = corpus.stamp(identifier), addresses.modified(identifier)
    tag = etag(identifier, stamp.size, stamp.mtime_ns, corpus.base, kind)
    link = {"Link": f'<{origin(request)}/documents/{quote(identifier, safe=_SAFE)}>; rel="alternate"; type="text/html"'}
    if request.headers.get("if-none-match") == tag:
        return answer(request, b"", kind, tag=tag, modified=modified, headers=link)
    if kind == _TEI:
        return answer(request, corpus.path(identifier).read_bytes(), kind, tag=tag, modified=modified, headers=link)
    form: Format = GRAPHS[kind]  # type: ignore[assignment]
    made = rdf.serialise(rdf.quads(corpus.document(identifier), base=corpus.base), form)
    return answer(request, made, kind, tag=tag, modified=modified, headers=link)


def _described(iri: str, pool: Pool) -> bool:
    """Whether any document says something of this thing."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return _run(pool, Job(f"ASK {{ <{iri}> ?p ?o }}")) == b'{"head":{},"boolean":true}'


def _described_as(request: Request, corpus: Corpus, name: str, pool: Pool, kind: str) -> Response:
    made = _run(pool, Job(f"DESCRIBE <{corpus.base}{name}>", kind))
    return answer(request, made, kind)


def _run(pool: Pool, job: Job) -> bytes:
    try:
        done = pool.run(job)
    except BusyError as error:
        raise HTTPException(503, "all is busy: ask again in a moment", {**CORS, "Retry-After": "10"}) from error
    if done.status != 200:
        raise HTTPException(done.status, done.body.decode("utf-8", "replace").strip(), dict(CORS))
    return done.body


def description(corpus: Corpus, root: str, kind: str) -> bytes:
    """The corpus as a data set (https://www.w3.org/TR/void/)."""
    from rdf.namespaces import PREFIXES, iri, literal
    from rdf.serialise import parse, serialise

    void, foaf = "http://rdfs.org/ns/void#", "http://xmlns.com/foaf/0.1/"
    me, a = f"<{root}/void#dataset>", f"<{PREFIXES['rdf']}type>"
    count = corpus.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
    used = ("crm", "dcterms", "oa", "prov", "rico", "skos")
    lines = [
        f"<{root}/void> {a} <{void}DatasetDescription> .\n",
        f"<{root}/void> <{foaf}primaryTopic> {me} .\n",
        f"{me} {a} <{void}Dataset> .\n",
        f"{me} <{PREFIXES['dcterms']}title> {literal(corpus.title)} .\n",
        f"{me} <{void}sparqlEndpoint> <{root}/sparql> .\n",
        f"{me} <{void}uriSpace> {literal(corpus.base)} .\n",
        f"{me} <{void}triples> {count} .\n",
        f'{me} <{void}documents> "{len(corpus)}"^^<{PREFIXES["xsd"]}integer> .\n',
        f"{me} <{foaf}homepage> <{root}/> .\n",
        *(f"{me} <{void}vocabulary> {iri(PREFIXES[name])} .\n" for name in used),
        *(f"{me} <{void}feature> <http://www.w3.org/ns/formats/{name}> .\n" for name in ("Turtle", "JSON-LD", "TriG")),
    ]
    prefixes = {"void": void, "foaf": foaf, "dcterms": PREFIXES["dcterms"]}
    return serialise(parse(lines), GRAPHS[kind], prefixes=prefixes)  # type: ignore[arg-type]


def _sitemap(corpus: Corpus, addresses: Addresses, root: str, page: str) -> bytes:
    ids = corpus.ids()
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if not page and len(ids) > _PER_SITEMAP:
        pages = range(1, -(-len(ids) // _PER_SITEMAP) + 1)
        inside = "".join(f"<sitemap><loc>{escape(root)}/sitemap.xml?page={n}</loc></sitemap>\n" for n in pages)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {space}>\n{inside}</sitemapindex>\n'.encode()
    first = (max(1, int(page)) - 1) * _PER_SITEMAP if page else 0
    inside = "".join(
        f"<url><loc>{escape(f'{root}/documents/{quote(i, safe=_SAFE)}')}</loc>"
        f"<lastmod>{addresses.modified(i):%Y-%m-%dT%H:%M:%SZ}</lastmod></url>\n"
        for i in ids[first : first + _PER_SITEMAP]
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {space}>\n{inside}</urlset>\n'.encode()
