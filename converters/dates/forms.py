"""The forms of dates (forms.toml) as a tree that is walked part by part."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from tei.model import Cert

_KINDS = {"D": "DO", "n": "D", "T": "D", "y": "D", "a": "A", "V": "Y", "M": "Mm", "o": "oO"}
"""The kinds of token that a letter of a form stands for, where it is not the one of that letter."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: what its parts make together, and under which condition it is one."""

    id: str
    kind: str
    parts: str
    """One letter for each part, as in forms.toml."""
    breaks: tuple[bool, ...]
    """For each join, whether a new member of a range or list begins after it."""
    when: str
    cert: Cert


Node = dict[str, Any]
"""Token kind or join → next node; under the empty string the forms that end here."""


@lru_cache(maxsize=1)
def tree() -> Node:
    """The forms of forms.toml."""
    data = tomllib.loads((files(__package__) / "forms.toml").read_text(encoding="utf-8"))
    root: Node = {}
    for entry in data["form"]:
        for written in entry["write"]:
            parts, joins = _take_apart(written)
            kind, when, cert = entry["kind"], entry.get("when", ""), cast(Cert, entry["cert"])
            form = Form(entry["id"], kind, parts, _breaks(kind, parts, joins), when, cert)
            nodes = [root]
            for i, part in enumerate(parts):
                if i:
                    nodes = [n for node in nodes for n in _step(node, joins[i - 1])]
                nodes = [n for node in nodes for n in _step(node, _KINDS.get(part, part))]
            for node in nodes:
                node.setdefault("", []).append(form)
    return root


def _step(node: Node, keys: str) -> Iterator[Node]:
    return (node.setdefault(key, {}) for key in keys)


def _breaks(kind: str, parts: str, joins: list[str]) -> tuple[bool, ...]:
    if kind not in ("range", "list", "double", "time-range"):
        return (False,) * len(joins)
    return tuple(
        "~" in join
        or "&" in join
        or (kind == "double" and join in "/(")
        or (kind == "list" and parts[i] == parts[i + 1])
        for i, join in enumerate(joins)
    )


def _take_apart(written: str) -> tuple[str, list[str]]:
    """`D{_.}M` → (`DM`, [`_.`])."""
    parts, joins, rest = "", [], written
    while rest:
        parts += rest[0]
        rest = rest[1:]
        if rest:
            join, _, rest = rest[1:].partition("}")
            joins.append(join)
    return parts, joins
