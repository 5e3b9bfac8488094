"""What holds for every request and answer: headers that keep a page to itself, and limits.

Pages show text that anyone may have written. Templates escape it; should that ever fail, the
Content-Security-Policy lets no script run but those that come with regesta, and no style that stands in a page.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from regesta.web.settings import Settings

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)


class _TooLargeError(Exception):
    """A request's body is larger than allowed."""


class _TooSlowError(Exception):
    """A request's body did not come in time."""


class Security:
    """Middleware: the headers on every answer, the limits on every request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """`settings` has the limits."""
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 408, 413 or 414."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = list(message.get("headers", ()))
                there = {name.lower() for name, _ in headers}
                message["headers"] = headers + [(n, v) for n, v in HEADERS if n not in there]
            await send(message)

        async def refuse(status: int, words: str) -> None:
            if not started:
                await PlainTextResponse(words, status, {"Connection": "close"})(scope, receive, send_with_headers)

        settings = self.settings
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > settings.max_url:
            await refuse(414, f"The address is longer than {settings.max_url} bytes.\n")
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > settings.max_body:
            await refuse(413, f"The request is larger than {settings.max_body} bytes.\n")
            return
        received, deadline = 0, asyncio.get_running_loop().time() + settings.receive_seconds
        complete = False

        async def receive_within(limit: int = settings.max_body) -> Message:
            nonlocal received, complete
            if complete:  # Waiting for the client to go away may take as long as it likes.
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise _TooSlowError from error
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > limit:
                raise _TooLargeError
            return message

        try:
            await self.app(scope, receive_within, send_with_headers)
        except _TooLargeError:
            await refuse(413, f"The request is larger than {settings.max_body} bytes.\n")
        except _TooSlowError:
            await refuse(408, "The request did not come in time.\n")
