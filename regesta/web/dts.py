"""Distributed Text Services 1.0 at `/dts` (https://dtsapi.org/specifications/versions/v1.0/).

All documents are resources of one collection, named by their IRIs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import etree
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from regesta.errors import InputError
from regesta.web.citation_tree import Unit, excerpt, structure, units
from regesta.web.negotiation import CORS, answer, origin
from tei import Document, TeiError

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.addresses import Addresses
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_CONTEXT = {"@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0"}
_PAGE = 50
_UNITS_PAGE = 500
_LD = "application/ld+json"
_TEI = "application/tei+xml"
_TYPES = (_TEI, "application/xml", "text/plain")


def routes(corpus: Corpus, settings: Settings, addresses: Addresses) -> list[BaseRoute]:
    """Entry, collection, navigation, document."""
    service = _Service(corpus, addresses)
    endpoints = {"": service.entry, "/collection": service.collection, "/navigation": service.navigation,
                 "/document": service.document}  # fmt: skip
    return [
        Route(f"/dts{path}{slash}", endpoint, methods=["GET", "HEAD"])
        for path, endpoint in endpoints.items()
        for slash in ("", "/")
    ]


class _Service:
    def __init__(self, corpus: Corpus, addresses: Addresses) -> None:
        self._corpus, self._addresses = corpus, addresses

    def entry(self, request: Request) -> Response:
        """Where the other endpoints are."""
        root = origin(request)
        return _json({
            **_CONTEXT, "@id": f"{root}/dts/", "@type": "EntryPoint",
            "collection": f"{root}/dts/collection/{{?id,page,nav}}",
            "navigation": f"{root}/dts/navigation/{{?resource,ref,start,end,down,tree,page}}",
            "document": f"{root}/dts/document/{{?resource,ref,start,end,tree,mediaType}}",
        })  # fmt: skip

    def collection(self, request: Request) -> Response:
        """The collection of all documents, or one document."""
        identifier, nav = request.query_params.get("id", ""), request.query_params.get("nav", "children")
        if nav not in ("children", "parents"):
            raise _error(400, "nav is children or parents")
        if identifier in ("", self._corpus.base):
            if nav == "parents":
                return _json({**_CONTEXT, **self._collection(request), "member": []})
            return _json(self._members(request))
        found = {**_CONTEXT, **self._resource(request, identifier, *self._opened(identifier))}
        return _json({**found, "member": [self._collection(request)]} if nav == "parents" else found)

    def _collection(self, request: Request) -> dict[str, Any]:
        return {
            "@id": self._corpus.base, "@type": "Collection", "title": self._corpus.title, "totalParents": 0,
            "totalChildren": len(self._addresses.all()),
            "collection": f"{origin(request)}/dts/collection/?id={_quoted(self._corpus.base)}{{&page,nav}}",
        }  # fmt: skip

    def _members(self, request: Request) -> dict[str, Any]:
        every = list(self._addresses.all())
        page, view = _paged(request, len(every), _PAGE)
        members = []
        for iri in every[page * _PAGE : (page + 1) * _PAGE]:
            try:
                document, _ = self._opened(iri)
            except HTTPException:
                continue
            members.append(self._resource(request, iri, document, None))
        return {**_CONTEXT, **self._collection(request), "member": members, **view}

    def _resource(self, request: Request, iri: str, document: Document, found: list[Unit] | None) -> dict[str, Any]:
        root, quoted, metadata = origin(request), _quoted(iri), document.metadata
        title = metadata.title.text if metadata.title else iri
        made: dict[str, Any] = {
            "@id": iri, "@type": "Resource", "title": title, "totalParents": 1, "totalChildren": 0,
            "mediaTypes": list(_TYPES), "dublinCore": _dublin_core(document, title),
            "collection": f"{root}/dts/collection/?id={quoted}{{&page,nav}}",
            "navigation": f"{root}/dts/navigation/?resource={quoted}{{&ref,start,end,down,tree,page}}",
            "document": f"{root}/dts/document/?resource={quoted}{{&ref,start,end,tree,mediaType}}",
            "download": f"{root}/dts/document/?resource={quoted}",
        }  # fmt: skip
        if metadata.abstract:
            made["description"] = metadata.abstract.text
        if found is None:
            found = units(document.tree.getroot())
        made["citationTrees"] = [{"@type": "CitationTree", "citeStructure": structure(found)}] if found else []
        return made

    def navigation(self, request: Request) -> Response:
        """The citable units of a document, or of a part of it."""
        asked = request.query_params
        iri = asked.get("resource", "")
        document, found = self._opened(iri)
        _no_tree(asked)
        down, ends = asked.get("down"), _ends(asked, found)
        if down is not None and not down.removeprefix("-").isdecimal():
            raise _error(400, "down is a whole number")
        depth = int(down) if down is not None and len(down) < 6 else None
        if depth is not None and depth < -1:
            raise _error(400, "down is -1 or more")
        ref = ends is not None and "ref" in asked
        if (depth is None and ends is None) or (depth == 0 and not ref):
            raise _error(400, "ask for a ref, for a start and end, or for how far down")
        made: dict[str, Any] = {**_CONTEXT, "@id": str(request.url), "@type": "Navigation",
                                "resource": self._resource(request, iri, document, found)}  # fmt: skip
        if ends is not None and ref:
            made["ref"] = _unit(ends[0])
        elif ends is not None:
            made["start"], made["end"] = _unit(ends[0]), _unit(ends[1])
        if depth is not None:
            members = _selected(found, ends, depth, ref=ref)
            page, view = _paged(request, len(members), _UNITS_PAGE)
            made["member"] = [_unit(u) for u in members[page * _UNITS_PAGE : (page + 1) * _UNITS_PAGE]]
            made |= view
        return _json(made)

    def document(self, request: Request) -> Response:
        """A document, or a part of it, as TEI or as plain text."""
        asked = request.query_params
        iri = asked.get("resource", "")
        document, found = self._opened(iri)
        if "ref" in asked or "start" in asked or "end" in asked:
            _no_tree(asked)
        kind = asked.get("mediaType", _TEI)
        if kind not in _TYPES:
            raise _error(404, f"mediaType is one of {', '.join(_TYPES)}")
        link = {"Link": f'<{origin(request)}/dts/collection/?id={_quoted(iri)}>; rel="collection"'}
        ends = _ends(asked, found)
        root = document.tree.getroot()
        if kind == "text/plain":
            return answer(request, _plain(document, ends).encode("utf-8", "replace"), kind, headers=link)
        shown = excerpt(root, *ends) if ends else root
        return answer(request, etree.tostring(shown, encoding="UTF-8", xml_declaration=True), kind, headers=link)

    def _opened(self, iri: str) -> tuple[Document, list[Unit]]:
        """A document and its units. Raises `HTTPException`."""
        if not iri:
            raise _error(400, "resource is missing")
        identifier = self._addresses.identifier(iri)
        if identifier is None:
            raise _error(404, f"there is no resource {iri}")
        try:
            document = self._corpus.document(identifier)
        except (TeiError, InputError, KeyError) as error:
            raise _error(404, f"this document cannot be read: {error}") from error
        return document, units(document.tree.getroot())


def _selected(found: list[Unit], ends: tuple[Unit, Unit] | None, depth: int, *, ref: bool) -> list[Unit]:
    """The units that a navigation asks for (“Usage of `down`, `ref`, `start` and `end`”)."""
    if ends is None:
        return [u for u in found if depth < 0 or u.level <= depth]
    first, last = ends
    if ref and depth == 0:
        return [u for u in found if u.parent == first.parent]
    stop = found.index(last) + 1
    while stop < len(found) and found[stop].identifier.startswith(f"{last.identifier}."):
        stop += 1
    deepest = max(first.level, last.level) + depth
    return [u for u in found[found.index(first) : stop] if depth < 0 or u.level <= deepest]


def _ends(asked: Mapping[str, str], found: list[Unit]) -> tuple[Unit, Unit] | None:
    """The first and last unit that are asked for; None for the whole. Raises `HTTPException`."""
    if "ref" in asked and ("start" in asked or "end" in asked):
        raise _error(400, "ref goes without start and end")
    if ("start" in asked) != ("end" in asked):
        raise _error(400, "start and end go together")
    names = (asked["ref"], asked["ref"]) if "ref" in asked else (asked.get("start", ""), asked.get("end", ""))
    if names == ("", "") and "ref" not in asked and "start" not in asked:
        return None
    by_name = {unit.identifier: unit for unit in found}
    for name in names:
        if name not in by_name:
            raise _error(404, f"there is no unit {name}")
    first, last = by_name[names[0]], by_name[names[1]]
    if found.index(last) < found.index(first):
        raise _error(400, "end stands before start")
    return first, last


def _plain(document: Document, ends: tuple[Unit, Unit] | None) -> str:
    """The source text of a passage."""
    if ends is None:
        return document.text
    spans = dict(zip(document.body.elements, document.body.annotations, strict=True))
    first, last = (spans[unit.element] for unit in ends)
    return document.text[first.start : max(first.end, last.end)]


def _no_tree(asked: Mapping[str, str]) -> None:
    if "tree" in asked:
        raise _error(404, "there is one citation tree, which has no name")


def _unit(unit: Unit) -> dict[str, Any]:
    return {"identifier": unit.identifier, "@type": "CitableUnit", "level": unit.level, "parent": unit.parent,
            "citeType": unit.type}  # fmt: skip


def _dublin_core(document: Document, title: str) -> dict[str, Any]:
    metadata = document.metadata
    language = metadata.language or "und"
    made: dict[str, Any] = {"title": [{"lang": language, "value": title}]}
    if metadata.language:
        made["language"] = [metadata.language]
    if metadata.authors:
        made["creator"] = [{"lang": language, "value": a.text or a.attrs.get("role", "")} for a in metadata.authors]
    if metadata.date:
        made["created"] = [metadata.date.attrs.get("when") or metadata.date.text]
    return made


def _paged(request: Request, count: int, size: int) -> tuple[int, dict[str, Any]]:
    """The page asked for, from 0, and what the answer says of pages. Raises `HTTPException`."""
    last = max(1, -(-count // size))
    asked = request.query_params.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 9 and 1 <= int(asked) <= last):
        raise _error(404, f"there is no page {asked}")
    if last == 1:
        return 0, {}
    page = int(asked)

    def at(number: int) -> str:
        return str(request.url.include_query_params(page=number))

    view = {"@id": str(request.url), "@type": "Pagination", "first": at(1), "previous": at(max(1, page - 1)),
            "next": at(min(last, page + 1)), "last": at(last)}  # fmt: skip
    return page - 1, {"view": view}


def _json(made: Mapping[str, Any]) -> Response:
    return JSONResponse(made, media_type=_LD, headers=dict(CORS))


def _error(status: int, words: str) -> HTTPException:
    return HTTPException(status, words, dict(CORS))


def _quoted(iri: str) -> str:
    return quote(iri, safe="/:")


