"""Deciding on marks: with `regesta serve --edit`.

A decision goes into the TEI at once, atomically, and only into the very file that the person saw: a request carries
its entity tag (`If-Match`; RFC 9110, 13.1.1), and one that saw an older file gets 412 and changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from regesta import files
from regesta.errors import InputError
from regesta.web.decisions import ELEMENTS, NoMarkError, RefusedError, decide, wanted_of
from regesta.web.html import shown
from regesta.web.marks import called, layer_of
from tei import Document, TeiError
from tei.model import REGESTA

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_AROUND = 160
_UNDONE = 50
"""How many decisions on a document can be undone."""


def routes(corpus: Corpus, settings: Settings) -> list[BaseRoute]:
    """The editor's page, the marks of a document, decisions and their undoing; nothing without `edit`."""
    if not settings.edit:
        return []
    desk = Desk(corpus)

    def page(request: Request) -> Response:
        _at_home(request, settings)
        identifier = str(request.path_params["id"])
        if identifier not in corpus:
            raise HTTPException(404, f"there is no document {identifier}")
        who = "header" if settings.user_header else "token" if settings.token else "name"
        return shown("decide.html", request, corpus, settings, id=identifier, who=who, elements=ELEMENTS)

    def marks(request: Request) -> Response:
        _at_home(request, settings)
        data = desk.read(str(request.path_params["id"]))
        return _json(_marks(data, str(request.path_params["id"])), data)

    async def decision(request: Request) -> Response:
        asked = await _asked(request, settings)
        by = _person(request, settings, asked)
        try:
            wanted = wanted_of(asked)
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        identifier, tag = str(request.path_params["id"]), _if_match(request)
        when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        def make(data: bytes, name: str) -> bytes:
            try:
                return decide(data, name, wanted, by, when)
            except NoMarkError as error:
                raise HTTPException(409, str(error)) from error
            except (RefusedError, TeiError) as error:
                raise HTTPException(422, str(error)) from error

        data = await run_in_threadpool(desk.change, identifier, tag, make)
        return _json(await run_in_threadpool(_marks, data, identifier), data)

    async def undo(request: Request) -> Response:
        _person(request, settings, await _asked(request, settings))
        identifier = str(request.path_params["id"])
        data = await run_in_threadpool(desk.undo, identifier, _if_match(request))
        return _json(await run_in_threadpool(_marks, data, identifier), data)

    return [
        Route("/decide/{id:path}", page, methods=["GET"], name="decide"),
        Route("/api/marks/{id:path}", marks, methods=["GET"]),
        Route("/api/decisions/{id:path}", decision, methods=["POST"]),
        Route("/api/undo/{id:path}", undo, methods=["POST"]),
    ]


# Who may


def _at_home(request: Request, settings: Settings) -> None:
    """Without token and proxy, only who asks this machine by its own name is answered.

    A page elsewhere whose name was made to lead here (DNS rebinding) asks by that name.
    """
    if settings.token or settings.user_header:
        return
    try:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        host = None
    if host not in _LOCAL:
        raise HTTPException(403, "without a token, marks are decided on at localhost only")


async def _asked(request: Request, settings: Settings) -> dict[str, Any]:
    """The JSON of a request that comes from this server's own page. Raises `HTTPException`."""
    _at_home(request, settings)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "this came from another site")
    sent = request.headers.get("origin")
    if sent is not None and urlsplit(sent).netloc != request.headers.get("host"):
        raise HTTPException(403, "this came from another site")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "a decision is sent as application/json")
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "a decision is a JSON object") from error
    if not isinstance(found, dict):
        raise HTTPException(400, "a decision is a JSON object")
    return found


def _person(request: Request, settings: Settings, asked: dict[str, Any]) -> str:
    """The name of who decides: as the proxy says, else as the person says. Raises `HTTPException`."""
    if settings.user_header and (named := request.headers.get(settings.user_header)):
        by: object = named.encode("latin-1").decode("utf-8", "replace")
    else:
        given = request.headers.get("authorization", "")
        if settings.token and not hmac.compare_digest(given.encode(), f"Bearer {settings.token}".encode()):
            raise HTTPException(401, "the token is missing or another one", {"WWW-Authenticate": "Bearer"})
        if settings.user_header and not settings.token:
            raise HTTPException(401, "the proxy names nobody")
        by = asked.get("by")
    name = " ".join(by.split()) if isinstance(by, str) else ""
    if not name or len(name) > 200 or not name.isprintable():
        raise HTTPException(400, "by is to be the name of who decides")
    return name


def _if_match(request: Request) -> str:
    tag = request.headers.get("if-match", "").strip()
    if not tag or tag == "*":
        raise HTTPException(428, "If-Match is to say which state of the document was seen")
    return tag


# What is done


class Desk:
    """The files of a corpus, to be changed one at a time."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()

    def read(self, identifier: str) -> bytes:
        """A document's file as it is now. Raises `HTTPException`."""
        try:
            return self._corpus.path(identifier).read_bytes()
        except KeyError:
            raise HTTPException(404, f"there is no document {identifier}") from None
        except OSError as error:
            raise HTTPException(404, f"this document cannot be read: {error.strerror}") from error

    def change(self, identifier: str, tag: str, make: Any) -> bytes:
        """Write what `make` makes of a document, if it is still as `tag` says. Raises `HTTPException`."""
        with self._held(identifier, tag) as (path, data):
            new: bytes = make(data, path.name)
            shelf = self._shelf(identifier)
            _write(shelf / _digest(new), data)
            _write(path, new)
            for old in sorted(shelf.iterdir(), key=lambda p: p.stat().st_mtime_ns)[:-_UNDONE]:
                old.unlink(missing_ok=True)
            return new

    def undo(self, identifier: str, tag: str) -> bytes:
        """Bring back what a document was before the last decision. Raises `HTTPException`."""
        with self._held(identifier, tag) as (path, data):
            kept = self._shelf(identifier) / _digest(data)
            try:
                before = kept.read_bytes()
            except OSError as error:
                raise HTTPException(409, "there is no decision to undo") from error
            _write(path, before)
            kept.unlink(missing_ok=True)
            return before

    @contextlib.contextmanager
    def _held(self, identifier: str, tag: str) -> Iterator[tuple[Path, bytes]]:
        """The file and what is in it, which nobody else changes meanwhile, another server included."""
        with self._lock:
            try:
                path = self._corpus.path(identifier)
            except KeyError:
                raise HTTPException(404, f"there is no document {identifier}") from None
            with _locked(path.parent):
                data = self.read(identifier)
                if _tag(data) != tag:
                    raise HTTPException(412, "the document was changed meanwhile: look at it again",
                                        {"ETag": _tag(data)})  # fmt: skip
                yield path, data
                self._corpus.changed()

    def _shelf(self, identifier: str) -> Path:
        name = hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        found = self._corpus.state / "undo" / name
        found.mkdir(parents=True, exist_ok=True)
        return found


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other processes that decide; where the system knows no such lock, go on."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    try:
        files.write(path, data)
    except InputError as error:
        raise HTTPException(500, str(error.message)) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _tag(data: bytes) -> str:
    return f'"{_digest(data)[:32]}"'


# What is shown


def _marks(data: bytes, identifier: str) -> dict[str, Any]:
    """The marks of a document in the order of the text, and what they can link to."""
    try:
        document = Document.parse(data, identifier)
    except TeiError as error:
        raise HTTPException(422, str(error)) from error
    text = document.text
    found = []
    for a in document.annotations:
        if not layer_of(a.element, a.attrs) or a.start == a.end:
            continue
        found.append({
            "element": a.element, "start": a.start, "end": a.end, "called": called(a.element),
            "before": text[max(0, a.start - _AROUND) : a.start], "words": text[a.start : a.end],
            "after": text[a.end : a.end + _AROUND], "ref": a.attrs.get("ref", ""), "type": a.attrs.get("type", ""),
            "cert": a.cert or "", "who": "regesta" if a.resp == REGESTA else a.resp.removeprefix("#"), "rule": a.rule,
            "decided": a.cert is not None and a.resp not in ("", REGESTA),
        })  # fmt: skip
    entities = [{"id": f"#{e.id}", "label": e.label, "kind": e.kind} for e in document.entities]
    return {"id": identifier, "marks": found, "entities": entities}


def _json(made: dict[str, Any], data: bytes) -> Response:
    text = json.dumps(made, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, media_type="application/json", headers={"ETag": _tag(data), "Cache-Control": "no-store"})
