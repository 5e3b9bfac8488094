"""TOML that people write: whatever is wrong with it is a `tomllib.TOMLDecodeError`."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any


def read(path: Path) -> str:
    """The text of a file. Raises `OSError`, and `TOMLDecodeError` for what is not UTF-8, as TOML is to be."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise tomllib.TOMLDecodeError(f"line {line} is not UTF-8: save the file as UTF-8") from error


def parse(text: str) -> dict[str, Any]:
    """What a file says. The byte-order mark that some editors put before it is no part of that."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("values are nested too deep") from error


def likeliest(name: str, known: Collection[str]) -> str:
    """What stands behind the fault that there is no `name`: the one of those `known` that was likely meant, if any."""
    near = get_close_matches(name, sorted(known), 1)
    return f": {near[0]!r}?" if near else ""


def plain(value: Any) -> str:
    """A value as text; a date, which TOML has without quotation marks, as in ISO 8601."""
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
