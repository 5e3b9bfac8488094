"""Which of several forms a client would have (RFC 9110, 12.5.1), and whether it has it already (13)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

CORS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Location, Retry-After",
}
"""Headers of data that pages of other sites may read. Nothing that takes an editor's word has them."""
_PREFLIGHT: Mapping[str, str] = {
    **CORS, "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match", "Access-Control-Max-Age": "86400",
}  # fmt: skip


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of `offered` that an `Accept` header likes best, the first of equals; None where it takes none."""
    if not accept.strip():
        return offered[0] if offered else None
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best, found = 0.0, None
    for kind in offered:
        fitting = [(weight, q) for pattern, weight, q in ranges if _fits(pattern, kind)]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > best:
            best, found = quality, kind
    return found


def _range(part: str) -> tuple[str, int, float]:
    """(media range, how exact it is, its quality)."""
    pattern, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    pattern = pattern.lower()
    return pattern, 0 if pattern == "*/*" else 1 if pattern.endswith("/*") else 2, quality


def _fits(pattern: str, kind: str) -> bool:
    return pattern in ("*/*", kind) or (pattern.endswith("/*") and kind.startswith(pattern[:-1]))


def etag(*parts: object) -> str:
    """A strong entity tag of what an answer is made from."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return f'"{found.hexdigest()}"'


def answer(
    request: Request,
    content: bytes,
    media_type: str,
    *,
    tag: str = "",
    modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Data with its entity tag and date; 304 for a client that has it already."""
    tag = tag or etag(content)
    sent = {"ETag": tag, "Cache-Control": "no-cache", **CORS, **(headers or {})}
    if modified is not None:
        sent["Last-Modified"] = format_datetime(modified.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _has_it(request, tag, modified):
        return Response(status_code=304, headers=sent)
    return Response(content, media_type=media_type, headers=sent)


def _has_it(request: Request, tag: str, modified: datetime | None) -> bool:
    held = request.headers.get("if-none-match")
    if held is not None:
        tags = [t.strip().removeprefix("W/") for t in held.split(",")]
        return "*" in tags or tag in tags
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def preflight(_: Request) -> Response:
    """The answer to a browser that asks whether a page of another site may ask."""
    return Response(status_code=204, headers=dict(_PREFLIGHT))


def origin(request: Request) -> str:
    """Where the service is, as the client sees it: no `/` at the end."""
    return str(request.base_url).rstrip("/")
