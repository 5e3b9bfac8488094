"""Side-cars: `NAME.meta.toml` beside `NAME.txt` gives or corrects what the header says, and wins over the text.

```toml
title = "Response to the Soviet memorandum"
date = { text = "April 29, 1962", when = "1962-04-29" }
authors = ["Chinese Government", { text = "Zhou Enlai", role = "Premier", ref = "#zhou-enlai" }]
language = "en"
```

The keys are the fields of `tei.metadata.Metadata`. A value is a text, or a table with its text and TEI
attributes. An empty text or list takes away what was read from the source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from converters import toml
from tei.datatypes import Check, checker, is_language, is_pointer
from tei.metadata import Metadata, Stated

_ALL = {f.name: f for f in fields(Metadata)}
_WORDS = frozenset(name for name, f in _ALL.items() if f.type == "str")
_MANY = frozenset(name for name, f in _ALL.items() if str(f.type).startswith("tuple"))
_ATTRIBUTES = frozenset(
    [
        "type",
        "subtype",
        "role",
        "ref",
        "key",
        "when",
        "notBefore",
        "notAfter",
        "from",
        "to",
        "when-custom",
        "datingMethod",
        "calendar",
        "cert",
        "xml:lang",
        "target",
        "n",
    ]
)


def _any_of(*kinds: str) -> Check:
    return lambda value: any(checker(kind)(value) for kind in kinds)


_LANGUAGE = is_language, "a language tag, such as en or zh-Hans"
_WORD = _any_of("NMTOKEN"), "one word"
_DATE = (
    _any_of("date", "dateTime", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay"),
    "a date of ISO 8601, such as 1962-04-29, 1962-04 or 1962",
)
_SHAPES: Mapping[str, tuple[Check, str]] = {
    "id": (_any_of("NCName"), "a name that begins with a letter and has no spaces"),
    "ref": (lambda value: all(map(is_pointer, value.split())), "#ID, or an address, such as https://d-nb.info/gnd/…"),
    **dict.fromkeys(("language", "original_language", "xml:lang"), _LANGUAGE),
    **dict.fromkeys(("type", "subtype"), _WORD),
    **dict.fromkeys(("when", "notBefore", "notAfter", "from", "to"), _DATE),
}
"""Keys and attributes whose values are held to a form: a test for it, and what they are in words."""
_SPANS = (("from", "to"), ("notBefore", "notAfter"))


class SidecarError(ValueError):
    """A side-car that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a side-car gives: fields of `Metadata` with their values."""

    name: str = "-"
    values: Mapping[str, Any] = field(default_factory=dict)


def load(path: str | Path) -> Sidecar:
    """Read the side-car at `path`. Raises `SidecarError`."""
    path = Path(path)
    try:
        data = toml.parse(toml.read(path))
    except OSError as error:
        raise SidecarError(f"{path}: {error.strerror or error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(f"{path}: {error}") from error
    return Sidecar(str(path), {key: _field(key, value, str(path)) for key, value in data.items()})


def merge(metadata: Metadata, sidecar: Sidecar) -> Metadata:
    """`metadata` with the values of `sidecar` in place of its own.

    A value that says in the same words what was read keeps its place in the source.
    """
    return replace(metadata, **{key: _placed(value, getattr(metadata, key)) for key, value in sidecar.values.items()})


def _placed(value: Any, read: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(next((p for r in read if (p := _placed(one, r)) is not one), one) for one in value)
    if isinstance(value, Stated) and isinstance(read, Stated) and value.text == read.text:
        return replace(read, attrs={**read.attrs, **value.attrs})
    return value


def _field(key: str, value: object, where: str) -> object:
    if key not in _ALL:
        known = ", ".join(_ALL)
        raise SidecarError(f"{where}: unknown key {key!r}; known are {known}")
    if key in _WORDS:
        if not isinstance(value, str):
            raise SidecarError(f"{where}: {key!r} must be a text in quotation marks")
        if value:
            _shaped(key, value, key, where)
        return value
    if key in _MANY:
        return tuple(
            stated for one in (value if isinstance(value, list) else [value]) if (stated := _stated(key, one, where))
        )
    return _stated(key, value, where)


def _stated(key: str, value: object, where: str) -> Stated | None:
    """A value without a claim of certainty: a person gave it."""
    if isinstance(value, str):
        return Stated(value, cert=None) if value else None
    if hasattr(value, "isoformat"):  # a TOML date, written without quotation marks
        iso = value.isoformat()
        return Stated(iso, attrs={"when": iso}, cert=None)
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise SidecarError(f"{where}: {key!r} must be a text, or a table with `text`")
    unknown = sorted(set(value) - _ATTRIBUTES - {"text"})
    if unknown:
        raise SidecarError(
            f"{where}: unknown key {key + '.' + unknown[0]!r}; known are text, {', '.join(sorted(_ATTRIBUTES))}"
        )
    attrs = {name: toml.plain(content) for name, content in value.items() if name not in ("text", "cert")}
    for name, content in attrs.items():
        _shaped(name, content, f"{key}.{name}", where)
    for first, last in _SPANS:
        begin, end = attrs.get(first, ""), attrs.get(last, "")
        if end and begin[: len(end)] > end and not begin.startswith("-"):
            raise SidecarError(f"{where}: {f'{key}.{first}'!r} is {begin!r}, after {f'{key}.{last}'!r}, {end!r}")
    cert = value.get("cert")
    if cert not in (None, "high", "medium", "low"):
        raise SidecarError(f"{where}: {key + '.cert'!r} must be high, medium or low")
    return Stated(value["text"], attrs=attrs, cert=cert)


def _shaped(name: str, value: str, key: str, where: str) -> None:
    """Raises `SidecarError` for a value with which the TEI would not be valid."""
    fits, wanted = _SHAPES.get(name, (None, ""))
    if fits is not None and not fits(value):
        raise SidecarError(f"{where}: {key!r} is {value!r}: it must be {wanted}")
