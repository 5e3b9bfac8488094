"""The pages for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from regesta.web.html import STATIC, page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings


def routes(corpus: Corpus, settings: Settings) -> list[BaseRoute]:
    """The pages, and the files that they are shown with."""

    def start(request: Request) -> Response:
        return page("start.html", corpus, settings, ids=corpus.ids())

    return [Route("/", start, name="start"), Mount("/static", StaticFiles(directory=STATIC), name="static")]


def exception_handlers(corpus: Corpus, settings: Settings) -> Mapping[Any, Any]:
    """What is shown where something went wrong."""

    def error(request: Request, exception: Exception) -> Response:
        assert isinstance(exception, HTTPException)
        return page("error.html", corpus, settings, exception.status_code, code=exception.status_code,
                    message=exception.detail)  # fmt: skip

    return {HTTPException: error}
