"""Writing XML as strings: one function an element, escaped once, in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tei.escape import xml_attribute, xml_text


@lru_cache(maxsize=2048)
def attribute(name: str, value: str) -> str:
    """` name="value"`. Few of them are new in each document."""
    return f' {name}="{xml_attribute(value)}"'


def attributes(attrs: Mapping[str, str]) -> str:
    """` name="value"` for each attribute that has a value."""
    return "".join([attribute(name, value) for name, value in attrs.items() if value])


def element(name: str, *content: str, attrs: Mapping[str, str] | None = None) -> str:
    """An element with `content` that is markup already; an empty one where there is none."""
    inside = "".join(content)
    head = f"<{name}{attributes(attrs)}" if attrs else f"<{name}"
    return f"{head}>{inside}</{name}>" if inside else f"{head}/>"


def text(value: str) -> str:
    """Character data."""
    return xml_text(value)


def leaf(name: str, value: str, attrs: Mapping[str, str] | None = None) -> str:
    """An element that holds plain text."""
    return element(name, xml_text(value), attrs=attrs)


def block(name: str, children: Iterable[str], attrs: Mapping[str, str] | None = None) -> str:
    """An element whose children stand on lines of their own; nothing where it has none and no attribute."""
    lines = [child for child in children if child]
    if not lines and not attrs:
        return ""
    return element(name, "\n" + "\n".join(lines) + "\n" if lines else "", attrs=attrs)
