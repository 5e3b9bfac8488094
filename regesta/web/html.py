"""Pages out of templates. What a template is given is text; it becomes markup only by the template's own words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

import regesta

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

STATIC = Path(__file__).parent / "static"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; escaping is always on."""
    found = Environment(
        loader=PackageLoader("regesta.web"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.globals["version"] = regesta.__version__
    return found


def render(template: str, corpus: Corpus, settings: Settings, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(corpus=corpus, settings=settings, **values)


def page(template: str, corpus: Corpus, settings: Settings, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(render(template, corpus, settings, **values), status)


def shown(template: str, request: Request, corpus: Corpus, settings: Settings, **values: Any) -> HTMLResponse:
    """A page as an answer to a request, with the addresses of other pages as the client sees them."""
    from regesta.web.view import Urls

    urls = Urls(str(request.scope.get("root_path", "")), request.url.path)
    written = render(template, corpus, settings, url=urls, **values)
    return HTMLResponse(written.encode("utf-8", "replace"), headers={"Vary": "Accept", "Cache-Control": "no-cache"})
