"""The application: routes of all modules, under one guard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from starlette.applications import Starlette
from starlette.middleware import Middleware

from regesta.web import decide, pages, protocols
from regesta.web.security import Security
from regesta.web.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from regesta.web.corpus import Corpus


class Part(Protocol):
    """A module that answers some addresses."""

    def routes(self, corpus: Corpus, settings: Settings) -> Sequence[BaseRoute]:
        """What it answers."""


PARTS: tuple[Part, ...] = (protocols, decide, pages)
"""In the order in which an address is looked for."""


def create_app(
    corpus: Corpus, *, edit: bool = False, token: str | None = None, user_header: str | None = None, **limits: Any
) -> Starlette:
    """The web application over a corpus. `limits` are further fields of `Settings`."""
    settings = Settings(edit=edit, token=token, user_header=user_header, **limits)
    routes = [route for part in PARTS for route in part.routes(corpus, settings)]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Security, settings=settings)],
        exception_handlers=pages.exception_handlers(corpus, settings),
    )
    app.state.corpus, app.state.settings = corpus, settings
    return app
