"""What regesta wrote last of each document, packed: the base on which a person's changes and new ones are merged.

These copies may be lost: then a file that a person changed is kept as it is, and nothing is merged into it.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path


def path(state: Path | str, name: str) -> str:
    """Where the base of a text's document lies, in the folder of what builds remember."""
    return f"{state}/base/{name}.z"


def read(place: Path) -> bytes | None:
    """The base, or None where there is none that is whole."""
    from tei.seal import untouched

    try:
        found = zlib.decompress(place.read_bytes())
    except (OSError, zlib.error):
        return None
    return found if untouched(found) else None


def write(place: Path, document: bytes) -> None:
    """Keep a base: whole or not at all, but not waiting for the disk, since it may be lost. Raises `OSError`."""
    data = zlib.compress(document, 1)
    with suppress(OSError):
        if place.stat().st_size == len(data) and place.read_bytes() == data:
            return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=place.parent, prefix=".regesta-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(scratch, place)  # noqa: PTH105
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
