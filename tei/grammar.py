"""A RELAX NG schema as questions about elements: what may stand in them, which attributes, which values.

libxml2 needs 0.4 s to read regesta's own schema and 8 s for the whole of TEI, and says of an error little
more than that there is one. Here a schema is read in milliseconds, element by element as they are met, and
each error names what was expected. Covered is what ODD processors write: element content as a regular
expression over child names, attributes with datatypes, `anyName`; not `interleave`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

from tei.automaton import ANY, TEXT, Automaton
from tei.datatypes import Check, checker

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_XML = "http://www.w3.org/XML/1998/namespace"


class SchemaError(Exception):
    """A schema that cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """What an attribute may have as value: one of `words`, or what a datatype accepts, as a list or not."""

    words: frozenset[str]
    checks: tuple[Check, ...]
    types: frozenset[tuple[str, ...]]
    """The datatypes, each with its facets, to compare and to name them."""
    many: bool = False
    may_be_empty: bool = False
    """Of a list: whether it may hold nothing."""

    def accepts(self, value: str) -> bool:
        """Whether `value` is allowed."""
        if not self.many:
            return self._one(value)
        parts = value.split()
        return all(self._one(part) for part in parts) if parts else self.may_be_empty

    def _one(self, value: str) -> bool:
        return " ".join(value.split()) in self.words or any(check(value) for check in self.checks)


@dataclass(frozen=True, slots=True)
class Needs:
    """How attributes go together: a tree of `all`, `any`, `maybe` and `one` attribute."""

    kind: str
    names: frozenset[str]
    parts: tuple[Needs, ...] = ()

    def met(self, present: frozenset[str]) -> bool:
        """Whether those of `present` that this is about are an allowed choice."""
        here = present & self.names
        match self.kind:
            case "one":
                return bool(here)
            case "all":
                return all(part.met(here) for part in self.parts)
            case "maybe":
                return not here or all(part.met(here) for part in self.parts)
        return any(here <= part.names and part.met(here) for part in self.parts)


@dataclass(frozen=True, eq=False)
class Element:
    """What a schema says of one element."""

    name: str
    content: Automaton
    attributes: Mapping[str, Values]
    needs: Needs

    @cached_property
    def children(self) -> frozenset[str]:
        """Elements that may stand in it somewhere."""
        return self.content.symbols - {TEXT, ANY}

    @cached_property
    def mixed(self) -> bool:
        """Whether text may stand directly in it."""
        return TEXT in self.content.symbols

    @cached_property
    def required(self) -> frozenset[str]:
        """Attributes that it cannot be without."""
        names = frozenset(self.attributes)
        return frozenset(n for n in names if not self.needs.met(names - {n}) and self.needs.met(names))


class Grammar:
    """A schema; elements are worked out when first asked for."""

    def __init__(self, root: etree._Element, name: str = "") -> None:
        """Raises `SchemaError` for what is not a RELAX NG grammar in XML."""
        self.name = name
        if root.tag != f"{_RNG}grammar":
            raise SchemaError(f"{name}: not a RELAX NG grammar")
        for part in root.iter(*(f"{_RNG}{kind}" for kind in _ELSEWHERE)):
            raise SchemaError(f"{name}:{part.sourceline}: {_kind(part)} is not supported: give a schema that is whole")
        self._namespace = root.get("ns", "")
        self._defines: dict[str, list[etree._Element]] = {}
        self._sources: dict[str, etree._Element] = {}
        self._elements: dict[str, Element | None] = {}
        self._choices: dict[str, frozenset[str] | None] = {}
        self._groups: dict[str, tuple[Needs, dict[str, Values]]] = {}
        for define in root.iter(f"{_RNG}define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        for element in root.iter(f"{_RNG}element"):
            if element.get("name"):
                self._sources[self._key(element)] = element
        start = root.find(f".//{_RNG}start")
        self.roots = Automaton()
        if start is not None:
            try:
                self._content(list(_patterns(start)), self.roots)
            except RecursionError as error:
                raise self._endless() from error

    @property
    def names(self) -> frozenset[str]:
        """The names of all elements."""
        return frozenset(self._sources)

    def element(self, name: str) -> Element | None:
        """What the schema says of `name` (in TEI's namespace, or in Clark notation); None if nothing."""
        if name not in self._elements:
            source = self._sources.get(name)
            try:
                self._elements[name] = None if source is None else self._read(name, source)
            except RecursionError as error:
                raise self._endless() from error
        return self._elements[name]

    def _endless(self) -> SchemaError:
        return SchemaError(f"{self.name}: a pattern stands in itself, or patterns are nested too deep")

    def _key(self, element: etree._Element) -> str:
        namespace = element.get("ns", self._namespace)
        name = element.get("name", "")
        return name if namespace == self._namespace else f"{{{namespace}}}{name}"

    def _read(self, name: str, source: etree._Element) -> Element:
        content = Automaton()
        self._content(list(_patterns(source)), content)
        attributes: dict[str, Values] = {}
        parts = tuple(self._needs(p, attributes) for p in _patterns(source))
        needs = Needs("all", frozenset(attributes), parts)
        return Element(name, content, attributes, needs)

    def _content(self, patterns: list[etree._Element], automaton: Automaton) -> None:
        start, end = automaton.new(), automaton.new()
        self._sequence(patterns, start, end, automaton)
        automaton.start, automaton.end = automaton.closed({start}), end

    def _sequence(self, patterns: list[etree._Element], start: int, end: int, automaton: Automaton) -> None:
        if not patterns:
            automaton.skip(start, end)
        for index, pattern in enumerate(patterns):
            target = end if index == len(patterns) - 1 else automaton.new()
            self._pattern(pattern, start, target, automaton)
            start = target

    def _pattern(self, pattern: etree._Element, start: int, end: int, automaton: Automaton) -> None:
        match _kind(pattern):
            case "element":
                automaton.arrow(start, self._key(pattern) if pattern.get("name") else ANY, end)
            case "text" | "data" | "value" | "list":
                automaton.arrow(start, TEXT, start)
                automaton.skip(start, end)
            case "ref":
                symbols = self._choice(pattern)
                if symbols is None:
                    self._sequence(self._target(pattern), start, end, automaton)
                for symbol in symbols or ():
                    automaton.arrow(start, symbol, end)
            case "choice":
                for part in _patterns(pattern):
                    self._pattern(part, start, end, automaton)
            case "group" | "div" | "mixed":
                self._sequence(list(_patterns(pattern)), start, end, automaton)
            case "optional" | "zeroOrMore" | "oneOrMore" as kind:
                first, last = automaton.new(), automaton.new()
                automaton.skip(start, first)
                automaton.skip(last, end)
                self._sequence(list(_patterns(pattern)), first, last, automaton)
                if kind != "optional":
                    automaton.skip(last, first)
                if kind != "oneOrMore":
                    automaton.skip(start, end)
            case "notAllowed":
                pass
            case "empty" | "attribute":
                automaton.skip(start, end)
            case kind:
                raise SchemaError(f"{self.name}:{pattern.sourceline}: {kind} is not supported")

    def _choice(self, ref: etree._Element) -> frozenset[str] | None:
        """The elements that a named pattern offers, where it offers just one of them; worked out once."""
        name = ref.get("name", "")
        if name not in self._choices:
            target = self._target(ref)
            self._choices[name] = self._offered(target[0]) if len(target) == 1 else None
        return self._choices[name]

    def _offered(self, pattern: etree._Element) -> frozenset[str] | None:
        match _kind(pattern):
            case "element":
                return frozenset({self._key(pattern) if pattern.get("name") else ANY})
            case "ref":
                return self._choice(pattern)
            case "notAllowed":
                return frozenset()
            case "choice":
                parts = [self._offered(part) for part in _patterns(pattern)]
                sets = [part for part in parts if part is not None]
                return frozenset().union(*sets) if len(sets) == len(parts) else None
        return None

    def _target(self, ref: etree._Element) -> list[etree._Element]:
        found = self._defines.get(ref.get("name", ""))
        if not found:
            raise SchemaError(f"{self.name}:{ref.sourceline}: {ref.get('name')} is not defined")
        return [pattern for define in found for pattern in _patterns(define)]

    def _needs(self, pattern: etree._Element, attributes: dict[str, Values]) -> Needs:
        kind = _kind(pattern)
        if kind == "attribute":
            return Needs("one", frozenset(self._attribute(pattern, attributes)))
        if kind in ("element", "text", "data", "value", "list", "empty", "notAllowed"):
            return Needs("all", frozenset())
        if kind == "ref":
            needs, found = self._group(pattern)
            attributes.update(found)
            return needs
        inside = list(_patterns(pattern))
        parts = tuple(self._needs(part, attributes) for part in inside)
        names = frozenset().union(*(part.names for part in parts))
        if not names:
            return Needs("all", names)
        return Needs({"choice": "any", "optional": "maybe", "zeroOrMore": "maybe"}.get(kind, "all"), names, parts)

    def _group(self, ref: etree._Element) -> tuple[Needs, dict[str, Values]]:
        """The attributes in a named pattern, worked out once."""
        name = ref.get("name", "")
        if name not in self._groups:
            attributes: dict[str, Values] = {}
            self._groups[name] = Needs("all", frozenset()), attributes
            parts = tuple(self._needs(part, attributes) for part in self._target(ref))
            self._groups[name] = Needs("all", frozenset(attributes), parts), attributes
        return self._groups[name]

    def _attribute(self, pattern: etree._Element, attributes: dict[str, Values]) -> Iterator[str]:
        name = pattern.get("name")
        if name is None:
            return
        if pattern.get("ns") == _XML:
            name = f"xml:{name}"
        words: set[str] = set()
        types: set[tuple[str, ...]] = set()
        checks: list[Check] = []
        many = self._values(_patterns(pattern), words, types, checks)
        if not words and not types:
            types.add(("string",))
            checks.append(checker("string"))
        void = many and pattern.find(f"{_RNG}list/{_RNG}zeroOrMore") is not None
        attributes[name] = Values(frozenset(words), tuple(checks), frozenset(types), many, void)
        yield name

    def _values(
        self, patterns: Iterator[etree._Element], words: set[str], types: set[tuple[str, ...]], checks: list[Check]
    ) -> bool:
        """Collect the words and datatypes of an attribute; whether they stand in a list."""
        many = False
        for pattern in patterns:
            match _kind(pattern):
                case "value":
                    words.add(" ".join((pattern.text or "").split()))
                case "data":
                    facets = tuple((p.get("name", ""), p.text or "") for p in pattern.iter(f"{_RNG}param"))
                    types.add((pattern.get("type", "string"), *(text for _, text in facets)))
                    checks.append(checker(pattern.get("type", "string"), facets))
                case "text":
                    types.add(("string",))
                    checks.append(checker("string"))
                case "ref":
                    many |= self._values(iter(self._target(pattern)), words, types, checks)
                case kind:
                    many |= self._values(_patterns(pattern), words, types, checks) or kind == "list"
        return many


def _patterns(pattern: etree._Element) -> Iterator[etree._Element]:
    """The patterns in a pattern, without annotations and name classes."""
    for child in pattern:
        if isinstance(child.tag, str) and child.tag.startswith(_RNG) and _kind(child) not in _NAME_CLASSES:
            yield child


_ELSEWHERE = ("include", "externalRef", "parentRef")
"""What makes a schema of several."""
_NAME_CLASSES = frozenset({"anyName", "nsName", "name", "except", "param"})


def _kind(pattern: etree._Element) -> str:
    return str(pattern.tag)[len(_RNG) :]


@lru_cache
def load(schema: str = "") -> Grammar:
    """The grammar in the file `schema`; regesta's own where none is given. Raises `SchemaError`."""
    try:
        source = Path(schema).read_bytes() if schema else files("tei.schema").joinpath("regesta.rng").read_bytes()
        return Grammar(etree.fromstring(source, etree.XMLParser(resolve_entities=False)), schema or "regesta.rng")
    except OSError as error:
        raise SchemaError(f"{schema}: {error.strerror or 'cannot be read'}") from error
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{schema}: not a schema: {error.msg}") from error
