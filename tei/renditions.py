"""Delimiters that markup replaces: declared once in `tagsDecl`, derived again on restoring.

TEI P5, 2.3.4: a `rendition` with `@scope` `before` or `after` says what stands around an element; its
`@selector` names the elements it holds for, and an element that differs points to another one with
`@rendition`. The content of a rendition is CSS: `content: "["`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tei.markup import leaf

Delimiters = tuple[str, str]
"""What stands before an element's content in the source, and what after it."""

BARE = "bare"
NOT_IN_SOURCE = "not-in-source"
_NONE: Delimiters = ("", "")
_STRING = re.compile(r'content:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)


def subject(element: str, kind: str | None) -> str:
    """The selector (Selectors 3) for elements of a name and `@type`: `gap`, `note[type="gloss"]`."""
    return f'{element}[type="{kind}"]' if kind and kind.isalnum() else element


@dataclass(frozen=True)
class Renditions:
    """The delimiters of a document: by selector (see `subject`), and by the id of a declaration."""

    defaults: Mapping[str, Delimiters] = field(default_factory=dict)
    declared: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """(scope, text) by the id of the declaration."""
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The inverse of `declared`."""

    @cached_property
    def elements(self) -> frozenset[str]:
        """The names of elements that have delimiters by default."""
        return frozenset(selector.partition("[")[0] for selector in self.defaults)

    def of(self, element: str, kind: str | None, rendition: str | None) -> Delimiters:
        """The delimiters of an element with the given `@type` and `@rendition`."""
        if rendition:
            ids = [pointer.removeprefix("#") for pointer in rendition.split()]
            if any(i == BARE or i in self.declared for i in ids):
                parts = [self.declared[i] for i in ids if i in self.declared]
                before = "".join(text for scope, text in parts if scope == "before")
                return before, "".join(text for scope, text in parts if scope == "after")
        if element not in self.elements:
            return _NONE
        return self.defaults.get(subject(element, kind)) or self.defaults.get(element, _NONE)

    def pointer(self, element: str, kind: str | None, delimiters: Delimiters) -> str:
        """The `@rendition` that an element with these delimiters needs; empty where the default holds."""
        if self.of(element, kind, None) == delimiters:
            return ""
        if delimiters == _NONE:
            return f"#{BARE}"
        wanted = zip(("before", "after"), delimiters, strict=True)
        return " ".join(f"#{self.ids[pair]}" for pair in wanted if pair[1])


def declare(used: Iterable[tuple[str, Delimiters]]) -> Renditions:
    """Declarations for the (selector, delimiters) pairs of a document: the commonest is the default."""
    counts: dict[str, Counter[Delimiters]] = {}
    for selector, delimiters in used:
        counts.setdefault(selector, Counter())[delimiters] += 1
    defaults: dict[str, Delimiters] = {}
    texts: dict[tuple[str, str], str] = {}
    for selector in sorted(counts):
        ranked = sorted(counts[selector].items(), key=lambda item: (-item[1], item[0]))
        if ranked[0][0] != _NONE:
            defaults[selector] = ranked[0][0]
        for (before, after), _ in ranked:
            for scope, text in (("before", before), ("after", after)):
                if text:
                    texts.setdefault((scope, text), f"{scope}-{len(texts) + 1}")
    return Renditions(defaults, {identifier: pair for pair, identifier in texts.items()}, texts)


def write(renditions: Renditions, *, bare: bool, added: bool) -> str:
    """The children of `tagsDecl`; `bare` and `added` say whether those two are pointed at."""
    selectors: dict[tuple[str, str], list[str]] = {}
    for name, both in renditions.defaults.items():
        for pair in zip(("before", "after"), both, strict=True):
            selectors.setdefault(pair, []).append(name)
    lines = []
    for identifier, (scope, text) in renditions.declared.items():
        attrs = {"xml:id": identifier, "scheme": "css", "scope": scope}
        selector = ", ".join(selectors.get((scope, text), ()))
        lines.append(leaf("rendition", f"content: {_quote(text)}", attrs | {"selector": selector}))
    if bare:
        lines.append(leaf("rendition", "content: none", {"xml:id": BARE, "scheme": "css"}))
    if added:
        lines.append(leaf("rendition", "display: none", {"xml:id": NOT_IN_SOURCE, "scheme": "css"}))
    return "\n".join(lines)


def read(declarations: Iterable[tuple[Mapping[str, str], str]]) -> Renditions:
    """Renditions from the (attributes, content) of each `rendition` element; others are passed over."""
    defaults: dict[str, list[str]] = {}
    declared: dict[str, tuple[str, str]] = {}
    for attrs, content in declarations:
        scope = attrs.get("scope", "")
        found = _STRING.search(content)
        if scope not in ("before", "after") or found is None:
            continue
        text = _unquote(found[1])
        for name in attrs.get("selector", "").split(","):
            if name.strip():
                defaults.setdefault(name.strip(), ["", ""])[0 if scope == "before" else 1] = text
        identifier = attrs.get("xml:id")
        if identifier:
            declared[identifier] = (scope, text)
    both = {name: (sides[0], sides[1]) for name, sides in defaults.items()}
    return Renditions(both, declared, {pair: identifier for identifier, pair in declared.items()})


def _quote(text: str) -> str:
    """A CSS string (CSS Syntax 3, 4.3.5): quotes, backslashes and line ends escaped."""
    out = []
    for character in text:
        if character in '"\\':
            out.append("\\" + character)
        elif character in "\n\r\t\f" or (character.isspace() and character != " "):
            out.append(f"\\{ord(character):x} ")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def _unquote(text: str) -> str:
    return re.sub(r"\\(?:([0-9a-f]{1,6}) |(.))", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text, flags=re.DOTALL)
