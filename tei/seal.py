"""A seal on what regesta wrote, to see whether a person changed the file since.

The last `change` of `revisionDesc` by regesta carries, in `@n`, the SHA-256 of the file reckoned with that
very digest as zeros. A file whose seal does not fit was edited; one without a seal is not regesta's.
"""

from __future__ import annotations

import hashlib
import re

_SEAL = re.compile(rb'<change who="#regesta"[^>]* n="sha256:([0-9a-f]{64})"')
PLACEHOLDER = "sha256:" + "0" * 64


def seal(document: bytes) -> bytes:
    """`document`, written with `PLACEHOLDER` in its last change, with the digest in its place."""
    found = _last(document)
    if found is None:
        return document
    digest = hashlib.sha256(document).hexdigest().encode()
    return document[: found.start(1)] + digest + document[found.end(1) :]


def untouched(document: bytes) -> bool:
    """Whether `document` is, byte for byte, what regesta wrote."""
    found = _last(document)
    if found is None:
        return False
    blank = document[: found.start(1)] + b"0" * 64 + document[found.end(1) :]
    return hashlib.sha256(blank).hexdigest().encode() == found[1]


def _last(document: bytes) -> re.Match[bytes] | None:
    head = document.find(b"</teiHeader>")
    found = list(_SEAL.finditer(document, max(0, document.rfind(b"<revisionDesc>", 0, head)), head))
    return found[-1] if found else None


def reseal(document: bytes) -> bytes:
    """`document`, which had a seal and was changed by regesta itself, with the seal that fits it now."""
    found = _last(document)
    return seal(document[: found.start(1)] + b"0" * 64 + document[found.end(1) :]) if found is not None else document
