"""Layouts as data: reading `converters/layouts/*.toml` and files of one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from converters import toml
from converters.layout.vocabulary import Label, bare, expand, unlisted, words
from converters.matching import AnyOf, Pattern, PatternError, pattern

_RULE_KEYS = {"as": str, "where": str, "is": str, "max": int, "says": str, "name": bool, "sure": bool}
_SIGN_KEYS = {"where": str, "is": str, "weight": int, "says": str, "max": int}
_KEYS = {"description": str, "use": [str], "genre": str, "edition": bool, "sign": [dict], "rule": [dict],
         "record": dict, "lines": [str]}  # fmt: skip
_RECORD_KEYS = {"lines": [str], "begins": [str], "ends": [str], "patterns": [str], "label": [dict],
                "unlabelled": [dict]}  # fmt: skip
_LABEL_KEYS = {"field": str, "words": [str], "type": str}
_UNLABELLED_KEYS = {"field": str, "is": str}
_KINDS = {str: "a text in quotation marks", int: "a whole number", bool: "true or false", dict: "a table"}
"""What the values of keys are to be; of a list, what is in it."""
_ROLES = frozenset({
    "address", "chair", "classification", "closing", "copy", "dateline", "enclosures", "file", "head", "informant",
    "letterhead", "marginal", "note", "office", "postscript", "precedence", "reference", "salute", "sender", "signed",
    "source", "witness",
})  # fmt: skip
_RULE_PLACES = frozenset({"first", "top", "end"})
_SIGN_PLACES = _RULE_PLACES | {"head", "any"}
_TELLING = ("funders", "citation", "date", "series")
_LONG_END = 24
LONGEST_LABEL = 40


class LayoutError(ValueError):
    """A layout that cannot be used; the message names the file and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a paragraph or line is (`role`), if all of it matches."""

    role: str
    where: frozenset[str]
    expression: str
    longest: int
    id: str
    name: bool = False
    """It is only a name: taken where its neighbours say that it signs."""
    sure: bool = False
    """It holds though another rule fits too."""

    @property
    def matcher(self) -> Pattern:
        """The compiled expression."""
        return pattern(self.expression)


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for a layout."""

    layout: str
    where: str
    expression: str
    weight: int
    says: str
    longest: int = 3000


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """How a catalogue record that stands around the text is told from it and read."""

    lines: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    long_ends: tuple[str, ...]
    """Those of `ends` that say so much that more may follow on their line."""
    longest: int
    """Characters of the longest of all these."""
    labels: Mapping[str, Label]
    unlabelled: tuple[tuple[str, Pattern], ...]
    kinds: tuple[str, ...]
    """What the expressions of `matcher` stand for: `line`, or the field of an unlabelled line."""
    matcher: AnyOf

    def shape(self, text: str) -> str:
        """What a line is by its shape; the first expression that fits."""
        found = self.matcher.find(text)
        return self.kinds[found[0]] if found else ""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One layout."""

    name: str
    description: str
    own: tuple[Rule, ...]
    used: tuple[Layout, ...] = ()
    """The layouts whose rules count too, behind its own."""
    signs: tuple[Sign, ...] = ()
    genre: str = ""
    edition: bool = False
    """The first heading is the editors', and says who wrote to whom."""
    record: Record | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All of its rules, those of the layouts that it uses behind its own."""
        return (*self.own, *(rule for layout in self.used for rule in layout.rules))


def names() -> tuple[str, ...]:
    """The layouts that come with regesta."""
    folder = files("converters").joinpath("layouts")
    found = (f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(sorted(n for n in found if n not in ("words", "common")))


def load(layout: str | Path) -> Layout:
    """The layout of that name, or in that file. Raises `LayoutError`."""
    if isinstance(layout, Path) or layout.endswith(".toml") or "/" in layout:
        path = Path(layout)
        try:
            text = toml.read(path)
        except OSError as error:
            raise LayoutError(f"{path}: {error.strerror or error}") from error
        except tomllib.TOMLDecodeError as error:
            raise LayoutError(f"{path}: {error}") from error
        return _layout(path.stem, text, str(path))
    return _shipped(layout)


@lru_cache(maxsize=64)
def _shipped(name: str) -> Layout:
    resource = files("converters").joinpath(f"layouts/{name}.toml")
    if not resource.is_file() or name == "words":
        raise LayoutError(f"unknown layout {name!r}; there are {', '.join(names())}")
    return _layout(name, resource.read_text("utf-8"), f"{name}.toml", check=False)


def _layout(name: str, text: str, where: str, *, check: bool = True) -> Layout:
    """A layout from its text; the patterns of those that come with regesta are checked by the tests."""
    compiled = _compiled if check else _unchecked
    try:
        data = toml.parse(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"{where}: {error}") from error
    _check(data, _KEYS, where)
    lists = words().lists
    rules = []
    for number, entry in enumerate(data.get("rule", ()), 1):
        _check(entry, _RULE_KEYS, f"{where}: rule {number}")
        _one_of(_required(entry, "as", f"{where}: rule {number}"), _ROLES, f"{where}: rule {number}: as")
        for place in entry.get("where", "top").split():
            _one_of(place, _RULE_PLACES, f"{where}: rule {number}: where")
        rules.append(
            Rule(
                _required(entry, "as", f"{where}: rule {number}"),
                frozenset(entry.get("where", "top").split()),
                compiled(expand(_required(entry, "is", f"{where}: rule {number}"), lists), f"{where}: rule {number}"),
                entry.get("max", 300),
                f"{name}.{entry['as']}",
                entry.get("name", False),
                entry.get("sure", False),
            )
        )
    signs = []
    for number, entry in enumerate(data.get("sign", ()), 1):
        _check(entry, _SIGN_KEYS, f"{where}: sign {number}")
        _one_of(entry.get("where", "top"), _SIGN_PLACES, f"{where}: sign {number}: where")
        expression = compiled(
            expand(_required(entry, "is", f"{where}: sign {number}"), lists), f"{where}: sign {number}"
        )
        signs.append(
            Sign(
                name,
                entry.get("where", "top"),
                expression,
                entry.get("weight", 1),
                entry.get("says", ""),
                entry.get("max", 3000),
            )
        )
    used = tuple(load(other) for other in data.get("use", ()))
    record = _record(data["record"], where) if "record" in data else None
    return Layout(
        name,
        data.get("description", ""),
        tuple(rules),
        used,
        tuple(signs),
        data.get("genre", ""),
        data.get("edition", False),
        record,
    )


def _record(data: Mapping[str, Any], where: str) -> Record:
    _check(data, _RECORD_KEYS, f"{where}: record")
    for key, keys, needed in (("label", _LABEL_KEYS, "words"), ("unlabelled", _UNLABELLED_KEYS, "is")):
        for number, entry in enumerate(data.get(key, ()), 1):
            _check(entry, keys, f"{where}: record.{key} {number}")
            for wanted in {"field", needed} - set(entry):
                raise LayoutError(f"{where}: record.{key} {number}: {wanted!r} is missing")
    lists = words().lists
    labels = {
        w.casefold(): Label(e["field"], True, e.get("type", "")) for e in data.get("label", ()) for w in e["words"]
    }
    unlabelled = [
        (e["field"], _compiled(expand(e["is"], lists), f"{where}: record.unlabelled"))
        for e in data.get("unlabelled", ())
    ]
    shapes = [("line", _compiled(expand(p, lists), f"{where}: record.patterns")) for p in data.get("patterns", ())]
    shapes += [(field, expression) for field, expression in unlabelled if field in _TELLING]
    lines, begins, ends = (_bare_set(data.get(key, ())) for key in ("lines", "begins", "ends"))
    return Record(
        lines,
        begins,
        ends,
        tuple(line for line in ends if len(line) > _LONG_END),
        max(LONGEST_LABEL, *map(len, lines | begins | ends)),
        labels,
        tuple((field, pattern(expression)) for field, expression in unlabelled),
        tuple(kind for kind, _ in shapes),
        AnyOf([expression for _, expression in shapes]),
    )


def _bare_set(lines: list[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(line) for line in lines)


def _check(data: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Raises `LayoutError` for a key that is not known, and for a value of another kind than it is to be."""
    for key, value in data.items():
        if key not in known:
            raise LayoutError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")
        kind = known[key]
        many = isinstance(kind, list)
        one = kind[0] if many else kind
        if not (isinstance(value, list) and all(type(v) is one for v in value) if many else type(value) is one):
            raise LayoutError(f"{where}: {key!r} is to be {'a list, each of it ' if many else ''}{_KINDS[one]}")


def _one_of(value: str, known: frozenset[str], where: str) -> None:
    if value not in known:
        raise LayoutError(f"{where}: there is no {value!r}; there are {', '.join(sorted(known))}")


def _required(data: Mapping[str, Any], key: str, where: str) -> str:
    if not isinstance(data.get(key), str):
        raise LayoutError(f"{where}: {key!r} is missing")
    return str(data[key])


def _unchecked(expression: str, where: str) -> str:
    return expression


def _compiled(expression: str, where: str) -> str:
    if name := unlisted(expression):
        known = ", ".join(sorted(words().lists))
        raise LayoutError(f"{where}: there is no list of words {'{' + name + '}'}; there are {known}")
    try:
        pattern(expression)
    except PatternError as error:
        raise LayoutError(f"{where}: {str(error)[:200]}") from error
    return expression
