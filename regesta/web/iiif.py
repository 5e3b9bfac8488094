"""IIIF Presentation 3 manifests of documents that have images (`facsimile/graphic`), at `/iiif/ID/manifest.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from lxml import etree
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from regesta.errors import InputError
from regesta.web.negotiation import CORS, answer, origin
from tei import Document, TeiError
from tei.parse import TEI

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.addresses import Addresses
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_LD = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
_T = f"{{{TEI}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_UNKNOWN = (1000, 1000)
"""A canvas needs measures. Where the TEI gives none, the picture is fitted into a square."""
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff",
          "webp": "image/webp", "gif": "image/gif", "jp2": "image/jp2", "svg": "image/svg+xml"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surface:
    """A page, and the pictures of it: the first is shown, others are choices."""

    label: str
    size: tuple[int, int]
    images: tuple[tuple[str, str], ...]
    """(address, media type)."""


def routes(corpus: Corpus, settings: Settings, addresses: Addresses) -> list[BaseRoute]:
    """Manifests."""

    def manifest(request: Request) -> Response:
        identifier = str(request.path_params["id"])
        try:
            document = corpus.document(identifier)
        except KeyError:
            raise HTTPException(404, f"there is no document {identifier}", dict(CORS)) from None
        except (TeiError, InputError) as error:
            raise HTTPException(404, f"this document cannot be read: {error}", dict(CORS)) from error
        made = manifest_of(document, identifier, origin(request), addresses.iri(identifier))
        if made is None:
            raise HTTPException(404, f"{identifier} has no images", dict(CORS))
        import json

        data = json.dumps(made, ensure_ascii=False).encode("utf-8", "replace")
        return answer(request, data, _LD, modified=addresses.modified(identifier))

    return [Route("/iiif/{id:path}/manifest.json", manifest, methods=["GET", "HEAD"], name="iiif")]


def surfaces(root: etree._Element) -> Iterator[Surface]:
    """The pages of which a document has images that can be had on the web, in order (TEI P5, 12.1)."""
    space = str(root.get(f"{_XML}base", ""))
    for facsimile in root.iterfind(f"{_T}facsimile"):
        base = urljoin(space, str(facsimile.get(f"{_XML}base", "")))
        loose = list(facsimile.iterchildren(f"{_T}graphic"))
        groups = [(s, list(s.iterfind(f"{_T}graphic"))) for s in facsimile.iter(f"{_T}surface")]
        for place, (surface, graphics) in enumerate([*((None, [g]) for g in loose), *groups], 1):
            images = tuple((url, _type(g, url)) for g in graphics if (url := _url(base, str(g.get("url", "")))))
            if images:
                label = str(surface.get("n", "")) if surface is not None else ""
                yield Surface(label or str(place), _size(surface, graphics[0]), images)


def _url(base: str, given: str) -> str:
    """The address of an image; empty where it cannot be had over the web."""
    try:
        found = urljoin(base, given.strip())
        return found if given.strip() and urlsplit(found).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _type(graphic: etree._Element, url: str) -> str:
    return str(graphic.get("mimeType", "")) or _TYPES.get(urlsplit(url).path.rpartition(".")[2].lower(), "image/jpeg")


def _size(surface: etree._Element | None, graphic: etree._Element) -> tuple[int, int]:
    """Width and height: of the image in pixels, else of the surface in its own units."""
    pixels = [_number(str(graphic.get(name, "")).removesuffix("px")) for name in ("width", "height")]
    if all(pixels):
        return pixels[0], pixels[1]
    if surface is not None:
        left, top, right, bottom = (_number(str(surface.get(name, "0"))) for name in ("ulx", "uly", "lrx", "lry"))
        if right > left and bottom > top:
            return right - left, bottom - top
    return _UNKNOWN


def _number(text: str) -> int:
    try:
        return max(0, min(round(float(text)), 1_000_000))
    except (ValueError, OverflowError):
        return 0


def manifest_of(document: Document, identifier: str, root: str, iri: str) -> dict[str, Any] | None:
    """The manifest of a document; None where it has no images."""
    pages = list(surfaces(document.tree.getroot()))
    if not pages:
        return None
    metadata = document.metadata
    here = f"{root}/iiif/{quote(identifier, safe='/')}"
    language = metadata.language or "none"
    title = metadata.title.text if metadata.title else identifier
    facts = (("Date", metadata.date), ("Holder", metadata.repository), ("Collection", metadata.collection))
    made: dict[str, Any] = {
        "@context": "http://iiif.io/api/presentation/3/context.json", "id": f"{here}/manifest.json",
        "type": "Manifest", "label": {language: [title]},
        "metadata": [{"label": {"en": [label]}, "value": {"none": [s.text]}} for label, s in facts if s and s.text],
        "homepage": [{"id": f"{root}/documents/{quote(identifier, safe='/')}", "type": "Text",
                      "label": {language: [title]}, "format": "text/html"}],
        "seeAlso": [{"id": iri, "type": "Dataset", "format": "text/turtle"}],
        "items": [_canvas(here, number, page) for number, page in enumerate(pages, 1)],
    }  # fmt: skip
    if metadata.abstract:
        made["summary"] = {language: [metadata.abstract.text]}
    if metadata.repository:
        made["requiredStatement"] = {"label": {"en": ["Held by"]}, "value": {"none": [metadata.repository.text]}}
    return made


def _canvas(here: str, number: int, page: Surface) -> Mapping[str, Any]:
    width, height = page.size
    me = f"{here}/canvas/{number}"
    bodies: list[dict[str, Any]] = [{"id": url, "type": "Image", "format": kind} for url, kind in page.images]
    body = bodies[0] if len(bodies) == 1 else {"type": "Choice", "items": bodies}
    painting = {"id": f"{me}/image", "type": "Annotation", "motivation": "painting", "body": body, "target": me}
    return {
        "id": me, "type": "Canvas", "label": {"none": [page.label]}, "width": width, "height": height,
        "items": [{"id": f"{me}/page", "type": "AnnotationPage", "items": [painting]}],
    }  # fmt: skip
