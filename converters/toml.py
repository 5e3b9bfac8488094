"""TOML that people write: whatever is wrong with it is a `tomllib.TOMLDecodeError`."""

from __future__ import annotations

import tomllib
from typing import Any


def parse(text: str) -> dict[str, Any]:
    """What a file says. The byte-order mark that some editors put before it is no part of that."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("values are nested too deep") from error
