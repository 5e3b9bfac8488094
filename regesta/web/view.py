"""What the views share: the site, the addresses of its pages, and what a reader asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from regesta.web.index import Index

if TYPE_CHECKING:
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_SAFE = "/~,=@+!$&()*;'-._"
Query = Mapping[str, Sequence[str]]
"""The parameters of an address."""


class NotFoundError(Exception):
    """There is no such page; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A template, and what it is filled with."""

    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """Something to download."""

    data: bytes
    type: str


@dataclass
class Site:
    """A corpus and how it is shown."""

    corpus: Corpus
    settings: Settings
    kept: dict[str, tuple[str, Any]] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        """The index over the documents."""
        return self.corpus.index

    def once(self, name: str, make: Any) -> Any:
        """What `make` gives, made again only when the documents change."""
        revision = self.index.revision
        held = self.kept.get(name)
        if held is None or held[0] != revision:
            held = self.kept[name] = (revision, make())
        return held[1]


@dataclass(frozen=True, slots=True)
class Urls:
    """Makes addresses. `root` is where the site begins; of static files they are relative to the page `at`."""

    root: str = ""
    at: str = "/"
    static: bool = False

    def __call__(self, path: str, query: Iterable[tuple[str, str]] | Mapping[str, str] = (), anchor: str = "") -> str:
        """The address of a page (`/documents/x`), a download or a file of the style."""
        pairs = list(query.items() if isinstance(query, Mapping) else query)
        ending = (f"?{urlencode(pairs)}" if pairs and not self.static else "") + (f"#{anchor}" if anchor else "")
        quoted = quote(path, safe=_SAFE)
        if not self.static:
            return f"{self.root}{quoted}{ending}"
        relative = posixpath.relpath(file_of(path), posixpath.dirname(file_of(self.at)) or ".")
        return quote(relative, safe=_SAFE) + ending

    def passage(self, document: str, start: int, end: int) -> str:
        """The address of characters of a document's source. Static files leave it to the page to point them out."""
        if self.static:
            return self(f"/documents/{document}", anchor=f"char={start},{end}")
        return self(f"/documents/{document}", {"char": f"{start},{end}"}, "passage")


def file_of(path: str) -> str:
    """The file that holds a page, below the folder of a static site."""
    plain = path.strip("/")
    if plain.startswith(("static/", "files/")):
        return plain
    return f"{plain}/index.html" if plain else "index.html"


def only(query: Query, name: str, default: str = "") -> str:
    """The first value of a parameter."""
    return next(iter(query.get(name, ())), default)


def number(query: Query, name: str, default: int = 1) -> int:
    """A parameter that is a whole number from 1 on; anything else counts as `default`."""
    value = only(query, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else default
