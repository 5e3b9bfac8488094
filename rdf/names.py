"""The IRIs of a document and of what it speaks of: stable, readable, and never blank nodes.

What has an `xml:id` is `<document>#id`. What has none is `<document>#kind/words`, named by what is
said of it and not by where it stands, so that it keeps its name when the text changes elsewhere.
What documents share (an authority file, kinds, software) lies under the base.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from urllib.parse import quote, urljoin

from rdf.authorities import canonical
from rdf.namespaces import Term, iri

DEFAULT_BASE = "https://example.org/regesta/"
"""Where names begin unless told otherwise; example.org is reserved for such use (RFC 2606)."""

_LONGEST = 60
_GRAPHS = frozenset({"record", "claims"})


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for some words."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """`text` as part of an IRI: letters, digits and marks, the rest as hyphens; long ones cut, with a digest."""
    words = unicodedata.normalize("NFC", text).casefold()
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in words)
    joined = "-".join(kept.split())
    if joined and len(joined) <= _LONGEST:
        return joined
    return f"{joined[:_LONGEST]}-{digest(words)}" if joined else digest(text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A `prefixDef` (TEI P5, 2.3.6): `ident:…` that matches the pattern stands for the replacement."""

    ident: str
    pattern: str
    replacement: str

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - a value, not an object with a life of its own
    def expand(self, rest: str) -> str | None:
        """What `ident:rest` stands for; None where the pattern does not match or cannot be used."""
        import re2  # Not `re`: the pattern comes with the document.

        options = re2.Options()
        options.log_errors = False
        try:
            match = re2.compile(self.pattern, options).fullmatch(rest)
        except (re2.error, UnicodeError):
            return None
        if match is None:
            return None
        expanded = self.replacement
        for number in range(len(match.groups()), 0, -1):
            expanded = expanded.replace(f"${number}", match.group(number) or "")
        return expanded


class Names:
    """Makes the IRIs of one document."""

    def __init__(self, base: str, identifier: str, prefixes: Sequence[Prefix] = (), xml_base: str = "") -> None:
        """`identifier` names the document under `base`; a base that ends in no `/`, `#` or `:` gets a `/`."""
        self.base = base if base.endswith(("/", "#", ":")) else base + "/"
        # A document IRI gets fragments of its own, so the base may not end its own in `#`.
        path = quote(identifier, safe="-._~!$&'()*+,;=@/").lstrip("/") or "document"
        self.document = self.base + path
        if iri(self.document) != f"<{self.document}>":
            raise ValueError(f"not a base IRI for RDF: {base!r}")
        self.prefixes = prefixes
        self._xml_base = xml_base
        self._elsewhere: Mapping[str, Term] = {}

    def within(self, elsewhere: Mapping[str, Term]) -> Names:
        """The same names, where the file has further documents: `elsewhere` is what each of its ids names."""
        self._elsewhere = elsewhere
        return self

    @cached_property
    def record(self) -> Term:
        """The document; also the record that it transmits."""
        return f"<{self.document}>"

    @cached_property
    def record_graph(self) -> Term:
        """The graph of what the archive says of the document."""
        return f"<{self.document}#record>"

    @cached_property
    def claims_graph(self) -> Term:
        """The graph of what the document says of the world."""
        return f"<{self.document}#claims>"

    def local(self, identifier: str) -> Term:
        """What has this `xml:id` in the document."""
        return self._elsewhere.get(identifier) or fragment(self.document, identifier)

    def part(self, kind: str, *path: str) -> Term:
        """Something of the document that has no `xml:id`. `path` is safe already: `slug`, `digest`."""
        return f"<{self.document}#{kind}/{'/'.join(path)}>"

    def of_id(self, kind: str, identifier: str) -> Term | None:
        """Something that belongs to the element with this `xml:id`; None where the id cannot stand in an IRI."""
        if not identifier or "#" in identifier:
            return None
        value = f"{self.document}#{kind}/{identifier}"
        return f"<{value}>" if iri(value) == f"<{value}>" else None

    def shared(self, kind: str, *path: str) -> Term:
        """Something that documents share."""
        return f"<{self.base}{kind}/{'/'.join(path)}>"

    def resolve(self, pointer: str) -> Term | None:
        """The IRI that a TEI pointer means: `#id`, relative, absolute, or by a prefix; None for none.

        A file is named without `.xml`, so that a pointer into another document of the corpus
        gives the IRI that this document has itself.
        """
        pointer = pointer.strip()
        scheme, colon, rest = pointer.partition(":")
        if colon and _is_scheme(scheme):
            for prefix in self.prefixes:
                if prefix.ident == scheme:
                    expanded = prefix.expand(rest)
                    if expanded is not None:
                        return self._plain(expanded)
        return self._plain(pointer)

    def _plain(self, pointer: str) -> Term | None:
        if pointer.startswith("#"):
            return self.local(pointer[1:]) if len(pointer) > 1 else None
        scheme, colon, _ = pointer.partition(":")
        if colon and _is_scheme(scheme):
            return iri(canonical(pointer))
        if pointer.startswith("//"):
            return iri(canonical(f"https:{pointer}"))
        if self._xml_base and pointer:
            joined = _join(self._xml_base, pointer)
            return iri(canonical(joined)) if joined else None
        file, _, fragment = pointer.partition("#")
        path = "/".join(step for step in file.split("/") if step not in ("", ".", ".."))
        for suffix in (".xml", ".tei"):
            path = path.removesuffix(suffix)
        if not path:
            return None
        return iri(f"{self.base}{path}#{fragment}" if fragment else self.base + path)


@lru_cache(maxsize=1 << 14)
def fragment(document: str, identifier: str) -> Term:
    """What has an `xml:id` in a document, given the IRI of the document."""
    if identifier in _GRAPHS:
        identifier = f"id/{identifier}"
    found = iri(f"{document}#{identifier}") if "#" not in identifier else None
    return found or f"<{document}#id/{digest(identifier)}>"


def _is_scheme(text: str) -> bool:
    return text[:1].isascii() and text[:1].isalpha() and text.translate(_SCHEME_REST) == ""


_SCHEME_REST = {ord(c): None for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."}


def _join(base: str, pointer: str) -> str:
    try:
        return urljoin(base, pointer)
    except ValueError:
        return ""
