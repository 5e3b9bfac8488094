"""Reading convention files. Every fault is reported with the file and, where it can be told, the line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from converters import toml
from converters.editorial.covers import COVERS
from converters.editorial.kinds import fault
from converters.editorial.model import Convention, ConventionError, Detect, Example, Rule
from converters.editorial.scan import PATTERN, SIGN
from converters.editorial.wording import template
from converters.matching import PatternError, pattern
from tei import grammar
from tei.datatypes import checker

_FOLDER = "converters.conventions"
FALLBACK = "generic"
"""The convention that reads what another does not know."""
_TOP = {"name", "title", "description", "languages", "extends", "nests", "detect", "rule", "example"}
_RULE = {f.name.replace("_", "-"): f for f in fields(Rule)}
_LISTS = {name for name, f in _RULE.items() if str(f.type).startswith(("frozenset", "tuple[str"))}
_CERTS = ("high", "medium", "low")


NAME = "is to be letters and digits without spaces, such as town-archive"
"""What a convention and its rules are called: the TEI names them so (`@ana`)."""


def is_name(name: str) -> bool:
    """Whether a convention or a rule may be called so."""
    return checker("NCName", ())(name)


def available() -> tuple[str, ...]:
    """Names of the conventions that come with regesta."""
    found = files("converters").joinpath("conventions").iterdir()
    return tuple(sorted(p.name.removesuffix(".toml") for p in found if p.name.endswith(".toml")))


def load(name_or_path: str) -> Convention:
    """A shipped convention by its name, or any by the path of its file. Raises `ConventionError`."""
    if name_or_path.endswith(".toml") or "/" in name_or_path:
        path = Path(name_or_path)
        try:
            stamp = path.stat().st_mtime_ns
            return _from_file(str(path), stamp)
        except OSError as error:
            raise ConventionError(f"{name_or_path}: {error.strerror}") from error
        except RecursionError as error:
            raise ConventionError(f"{name_or_path}: conventions extend each other in a circle") from error
    return _shipped(name_or_path)


@lru_cache(maxsize=64)
def _shipped(name: str) -> Convention:
    if name not in available():
        raise ConventionError(f"no convention {name!r}: there are {', '.join(available())}")
    path = files("converters").joinpath("conventions", f"{name}.toml")
    return parse(path.read_text(encoding="utf-8"), f"{name}.toml", folder=None)


@lru_cache(maxsize=64)
def _from_file(path: str, stamp: int) -> Convention:
    try:
        text = toml.read(Path(path))
    except tomllib.TOMLDecodeError as error:
        raise ConventionError(f"{path}: {error}") from error
    return parse(text, path, folder=Path(path).parent)


def parse(text: str, source: str = "-", folder: Path | None = None) -> Convention:
    """A convention from the text of its file; what it extends is looked for in `folder`, then shipped."""
    try:
        data = toml.parse(text)
    except tomllib.TOMLDecodeError as error:
        raise ConventionError(f"{source}: {error}") from error
    places = _Places(text, source)
    for key in data:
        if key not in _TOP:
            raise places.error(f"no such entry {key!r}: there are {', '.join(sorted(_TOP))}", key)
    for key in ("name", "description"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise places.error(f"{key!r} is missing", key)
    if not is_name(data["name"]):
        raise places.error(f"name {data['name']!r}: {NAME}", "name")
    own = tuple(
        _rule(entry, data["name"], places, number) for number, entry in enumerate(_tables(data, "rule", places))
    )
    ids: set[str] = set()
    for number, rule in enumerate(own):
        if rule.id in ids:
            raise places.error(f"two rules are called {rule.id!r}", "rule", number)
        ids.add(rule.id)
        if folder is not None and (wrong := _no_tei(rule)):
            raise places.error(f"rule {rule.id.partition('.')[2]!r}: {wrong}", "rule", number)
    if not isinstance(data.get("nests", False), bool):
        raise places.error("'nests' is true or false", "nests")
    extends = _strings(data.get("extends", ()), places, "extends")
    inherited: list[Rule] = []
    for parent in extends:
        beside = folder / f"{parent}.toml" if folder is not None else None
        base = load(str(beside)) if beside is not None and beside.is_file() else load(parent)
        if base.name == data["name"]:
            raise places.error("a convention cannot extend itself", "extends")
        known = {rule.id.partition(".")[2] for rule in (*own, *inherited)}
        inherited += [rule for rule in base.rules if rule.id.partition(".")[2] not in known]
    return Convention(
        data["name"],
        str(data.get("title", data["name"])),
        " ".join(data["description"].split()),
        _strings(data.get("languages", ()), places, "languages"),
        (*own, *inherited),
        _detect(data.get("detect", {}), places),
        tuple(_example(e, places, n) for n, e in enumerate(_tables(data, "example", places))),
        extends,
        bool(data.get("nests", False)),
        source,
    )


_NO_ELEMENTS = frozenset({"text", "legend"})
"""What a rule may make that is no element: no mark at all, and what a sign stands for elsewhere."""


def _no_tei(rule: Rule) -> str:
    """Why what a rule makes could not stand in TEI; empty where it can."""
    made = (rule.becomes, rule.attributes), (tuple(filter(None, [rule.around])), rule.around_attributes)
    for names, attributes in made:
        known = {name: grammar.load().element(name) for name in names if name not in _NO_ELEMENTS}
        for name, said in known.items():
            if said is None:
                return f"{name!r} is no element{toml.likeliest(name, grammar.load().names)}"
        for key, value in attributes.items():
            allowed = [said.attributes[key] for said in known.values() if said and key in said.attributes]
            if known and not allowed:
                return f"{' '.join(names)} has no attribute {key!r}"
            if allowed and "{" not in value and not any(values.accepts(value) for values in allowed):
                return f"{key} of {' '.join(names)} cannot be {value!r}"
    return ""


def _tables(data: Mapping[str, Any], key: str, places: _Places) -> list[dict[str, Any]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise places.error(f"write [[{key}]] with two brackets", key)
    return tables


def _rule(entry: Mapping[str, Any], name: str, places: _Places, number: int) -> Rule:
    def fail(message: str) -> ConventionError:
        return places.error(f"rule {entry.get('id', number + 1)!r}: {message}", "rule", number)

    for key in entry:
        if key not in _RULE:
            raise fail(f"no such entry {key!r}: there are {', '.join(sorted(_RULE))}")
    for key in ("id", "description", "becomes"):
        if not entry.get(key):
            raise fail(f"{key!r} is missing")
    if not is_name(str(entry["id"])):
        raise fail(f"id: {NAME}")
    values: dict[str, Any] = {}
    for key, value in entry.items():
        attribute = key.replace("-", "_")
        if key == "becomes":
            values[attribute] = tuple(str(value).split())
        elif key == "words":
            if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value)):
                raise fail("'words' is the least and the greatest number of words, as [1, 3]")
            values[attribute] = tuple(value)
        elif key in _LISTS:
            listed = _strings(value, places, key, fail)
            for kind in listed:
                if reason := fault(key, kind):
                    raise fail(reason)
            values[attribute] = listed if key in ("says", "marks") else frozenset(listed)
        elif key in ("attributes", "around-attributes"):
            if not isinstance(value, dict):
                raise fail(f'{key!r} is a table, as {{ reason = "illegible" }}')
            values[attribute] = {k: str(v) for k, v in value.items()}
        else:
            wanted = bool if key in ("doubt", "empty") else str
            if not isinstance(value, wanted):
                raise fail(f"{key!r} is {'true or false' if wanted is bool else 'a text'}")
            values[attribute] = value
    for key in ("cert", "doubt_cert"):
        if values.get(key, "high") not in _CERTS:
            raise fail(f"{key!r} is one of {', '.join(_CERTS)}")
    if values.get("covers", "itself") not in COVERS:
        raise fail(f"'covers' is one of {', '.join(COVERS)}")
    if len(values["becomes"]) not in (1, 3):
        raise fail("'becomes' is one element, or three as “choice sic corr”")
    try:
        for wording in values.get("says", ()):
            template(wording)
        if values.get("pattern"):
            pattern(values["pattern"])
    except (ValueError, PatternError) as error:
        raise fail(str(error)) from error
    for mark in values.get("marks", ()):
        if not mark.strip() or (mark.count("…") != 1 and not mark.startswith((SIGN, PATTERN))):
            raise fail(f"a mark is written with “…” for what stands in it, as “[…]”, or as “sign:*”: {mark!r}")
        if mark.startswith(PATTERN):
            try:
                pattern(mark.removeprefix(PATTERN))
            except PatternError as error:
                raise fail(str(error)) from error
    values["id"] = f"{name}.{entry['id']}"
    values["description"] = " ".join(values["description"].split())
    return Rule(**values)


def _detect(entry: Any, places: _Places) -> Detect:
    if not isinstance(entry, dict):
        raise places.error("'detect' is a table", "detect")
    try:
        return Detect(
            {str(k): float(v) for k, v in entry.get("phrases", {}).items()},
            {str(k): float(v) for k, v in entry.get("marks", {}).items()},
            _patterns(entry.get("patterns", {}), places),
            float(entry.get("prior", 0.0)),
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise places.error("in 'detect', each phrase has a number for its weight", "detect") from error


def _patterns(entry: Mapping[str, Any], places: _Places) -> dict[str, float]:
    try:
        for expression in entry:
            pattern(expression)
    except PatternError as error:
        raise places.error(str(error), "detect") from error
    return {str(k): float(v) for k, v in entry.items()}


def _example(entry: Mapping[str, Any], places: _Places, number: int) -> Example:
    if not isinstance(entry.get("text"), str) or not isinstance(entry.get("tei"), str):
        raise places.error("an example has 'text' and 'tei'", "example", number)
    if extra := set(entry) - {"text", "tei", "language"}:
        named = ", ".join(sorted(extra))
        raise places.error(f"an example has 'text', 'tei' and 'language', not {named}", "example", number)
    return Example(entry["text"], entry["tei"], str(entry.get("language", "")), places.line("example", number))


def _strings(value: Any, places: _Places, key: str, fail: Any = None) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        listed = tuple(value)
        if all(isinstance(v, str) for v in listed):
            return listed
    message = f"{key!r} is a text or a list of texts"
    raise fail(message) if fail else places.error(message, key)


class _Places:
    """Where entries stand in the file, for messages."""

    def __init__(self, text: str, source: str) -> None:
        self.lines = text.split("\n")
        self.source = source

    def line(self, key: str, number: int = 0) -> int:
        """The line of the `number`th `[[key]]`, or of `key =`; 0 if it is not found."""
        heads = [i for i, line in enumerate(self.lines, 1) if line.strip().startswith(f"[[{key}]]")]
        if heads:
            return heads[min(number, len(heads) - 1)]
        starts = (f"{key} ", f"{key}=", f"[{key}")
        return next((i for i, line in enumerate(self.lines, 1) if line.startswith(starts)), 0)

    def error(self, message: str, key: str, number: int = 0) -> ConventionError:
        line = self.line(key, number)
        return ConventionError(f"{self.source}:{line}: {message}" if line else f"{self.source}: {message}")
