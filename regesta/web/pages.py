"""The pages for people: which address shows which view, and how a view becomes an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from regesta.web import browse, documents, overviews, things
from regesta.web.html import STATIC, render
from regesta.web.view import NotFoundError, Page, Query, Site, Urls

if TYPE_CHECKING:
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

View = Callable[[Site, Query, Mapping[str, str], Urls], Page]

VIEWS: Mapping[str, View] = {
    "/": lambda site, query, _, __: overviews.start(site, query),
    "/documents": lambda site, query, _, __: browse.documents(site, query),
    "/documents/{id:path}": lambda site, query, at, urls: documents.document(site, query, at["id"], urls),
    "/persons": lambda site, query, _, __: things.things(site, query, "persons"),
    "/organisations": lambda site, query, _, __: things.things(site, query, "organisations"),
    "/places": lambda site, query, _, __: things.things(site, query, "places"),
    "/persons/{slug}": lambda site, query, at, __: things.thing(site, query, "persons", at["slug"]),
    "/organisations/{slug}": lambda site, query, at, __: things.thing(site, query, "organisations", at["slug"]),
    "/places/{slug}": lambda site, query, at, __: things.thing(site, query, "places", at["slug"]),
    "/events/{id:path}/{event}": lambda site, query, at, urls: things.event(site, query, at["id"], at["event"], urls),
    "/timeline": lambda site, query, _, __: overviews.timeline(site, query),
    "/map": lambda site, query, _, __: overviews.map_(site, query),
    "/network": lambda site, query, _, __: overviews.network(site, query),
    "/doubtful": lambda site, query, _, __: overviews.doubtful(site, query),
    "/about": lambda site, query, _, __: overviews.about(site, query),
}
"""Address and view; `regesta site` writes the same."""


def routes(corpus: Corpus, settings: Settings) -> list[BaseRoute]:
    """The pages, the files of documents, and the files that pages are shown with."""
    site = Site(corpus, settings)

    def page(view: View) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            # What is asked, and the state of the documents, decide what is shown.
            tag = f'W/"{site.index.revision}"'
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            urls = Urls(request.scope.get("root_path", ""), request.url.path)
            try:
                found = view(site, _query(request), request.path_params, urls)
            except NotFoundError as error:
                raise HTTPException(404, str(error)) from error
            return HTMLResponse(written(site, found, urls), headers={"ETag": tag, "Cache-Control": "no-cache"})

        return endpoint

    def file(request: Request) -> Response:
        try:
            found = documents.file(site, request.path_params["name"])
        except NotFoundError as error:
            raise HTTPException(404, str(error)) from error
        return Response(found.data, media_type=found.type, headers={"Access-Control-Allow-Origin": "*"})

    return [
        *(Route(path, page(view), methods=["GET"]) for path, view in VIEWS.items()),
        Route("/files/{name:path}", file, methods=["GET"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _query(request: Request) -> Query:
    return {key: request.query_params.getlist(key) for key in request.query_params}


def written(site: Site, page: Page, urls: Urls) -> bytes:
    """A page as bytes; half characters, which stand for bytes of no encoding, as a sign of what is missing."""
    return render(page.template, site.corpus, site.settings, url=urls, **page.values).encode("utf-8", "replace")


def exception_handlers(corpus: Corpus, settings: Settings) -> Mapping[Any, Any]:
    """What is shown where something went wrong: a page to a browser, a line to a program."""

    def error(request: Request, exception: Exception) -> Response:
        assert isinstance(exception, HTTPException)
        code, headers = exception.status_code, exception.headers
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(f"{exception.detail}\n", code, headers)
        urls = Urls(request.scope.get("root_path", ""), request.url.path)
        values = {"code": code, "message": exception.detail, "url": urls}
        return HTMLResponse(render("error.html", corpus, settings, **values).encode("utf-8", "replace"), code, headers)

    return {HTTPException: error}
