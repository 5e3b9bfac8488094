"""Bytes to text, so that the bytes can always be had back.

The encoding is told from the byte-order mark, from the bytes being valid UTF-8, or from which encoding
gives the letters that are frequent in its languages (`encodings.toml`). What is chosen is verified:
if encoding the text again does not give the bytes, the file is read as UTF-8 with its invalid bytes kept
as lone surrogates (PEP 383), which always does.
"""

from __future__ import annotations

import codecs
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tei.model import Cert, Source

_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"%PDF-", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP (or .docx, .odt, .epub)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh9", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x7fELF", "a program"),
    (b"AT&TFORM", "DjVu"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"SQLite format 3\0", "SQLite"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"
_HIGH = bytes(range(128, 256))


class DecodeError(ValueError):
    """The file cannot be read as text; the message names the file and says why."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    codec: str
    frequent: frozenset[str]
    latin: bool
    """Whether its letters stand among ASCII ones, and not alone."""


@lru_cache(maxsize=1)
def _candidates() -> tuple[_Candidate, ...]:
    data = tomllib.loads(files("converters").joinpath("encodings.toml").read_text("utf-8"))
    return tuple(_Candidate(e["codec"], frozenset(e["frequent"]), e.get("latin", False)) for e in data["encoding"])


def decode(raw: bytes, *, name: str = "-", encoding: str | None = None) -> Source:
    """The text of `raw`; `Source.raw` of it is `raw`, always.

    `encoding` overrides detection. Raises `DecodeError` for an unknown encoding, or for a file that is
    not text.
    """
    if encoding is not None:
        return _as_told(raw, name, encoding)
    for bom, codec in _BOMS:
        if raw.startswith(bom):
            source = _verified(raw, name, codec, bom, "high")
            return source if source is not None else _escaped(raw, name)
    _refuse_binary(raw, name)
    if b"\0" in raw and (wide := _wide(raw)) and (source := _verified(raw, name, wide, b"", "medium")):
        return source
    _refuse_control(raw, name)
    try:
        return Source(raw.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    return _detected(raw, name) or _escaped(raw, name)


def _as_told(raw: bytes, name: str, encoding: str) -> Source:
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        raise DecodeError(f"{name}: unknown encoding {encoding!r}") from None
    for bom, bom_codec in _BOMS:
        if raw.startswith(bom) and codec in (bom_codec, bom_codec[:6], "utf-8-sig"):
            return _verified(raw, name, bom_codec, bom, "high") or _escaped(raw, name)
    try:
        source = _verified(raw, name, codec, b"", "high")
    except (TypeError, AttributeError):
        source = None  # a codec that is not of text, such as base64
    if source is None:
        raise DecodeError(f"{name}: not {encoding}: some bytes have no character in it, or not the same back")
    return source


def _verified(raw: bytes, name: str, codec: str, bom: bytes, cert: Cert) -> Source | None:
    """`raw` read as `codec`, if that gives the same bytes back."""
    try:
        source = Source(raw[len(bom) :].decode(codec, "surrogateescape"), name, codec, bom, cert)
        return source if source.raw == raw else None
    except (UnicodeError, LookupError):
        return None


def _escaped(raw: bytes, name: str) -> Source:
    return Source(raw.decode("utf-8", "surrogateescape"), name, "utf-8", b"", "low")


def _refuse_binary(raw: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise DecodeError(f"{name}: not text: looks like {kind}")
    if raw.startswith(b"RIFF") and raw[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise DecodeError(f"{name}: not text: looks like {raw[8:12].decode().strip()}")


def _refuse_control(raw: bytes, name: str) -> None:
    """Refuse what has too many control characters to be text in any encoding."""
    sample = raw[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if len(sample) >= 32 and control * 10 > len(sample) * 3:
        raise DecodeError(f"{name}: not text: {control * 100 // len(sample)} % of its bytes are control characters")


def _wide(raw: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, where the zero bytes stand as they do there in Western text."""
    sample = raw[: _SAMPLE & ~3]
    count = len(sample)
    if count < 4:
        return ""
    zeros = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    if len(raw) % 4 == 0 and zeros[2] > 0.95 and zeros[3] > 0.95 and zeros[0] < 0.1:
        return "utf-32-le"
    if len(raw) % 4 == 0 and zeros[0] > 0.95 and zeros[1] > 0.95 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if len(raw) % 2 == 0 and odd > 0.3 and even < 0.05:
        return "utf-16-le"
    if len(raw) % 2 == 0 and even > 0.3 and odd < 0.05:
        return "utf-16-be"
    return ""


def _detected(raw: bytes, name: str) -> Source | None:
    """The encoding whose frequent letters the other-than-ASCII bytes give, if any does."""
    if _mostly_utf8(raw):
        return None
    sample = _sample(raw)
    ranked = sorted(((_share(sample, c), -i, c) for i, c in enumerate(_candidates())), reverse=True)
    best, runner_up = ranked[0], ranked[1]
    if best[0] >= 0.5:
        lead, seen = best[0] - runner_up[0], len(sample) - len(sample.translate(None, _HIGH))
        cert: Cert = "low" if seen < 8 else "high" if lead >= 0.15 and best[0] >= 0.7 and seen >= 100 else "medium"
        if source := _verified(raw, name, best[2].codec, b"", cert):
            return source
    return _second_opinion(raw, name)


def _mostly_utf8(raw: bytes) -> bool:
    """UTF-8 with a few damaged bytes: no other encoding is meant."""
    text = raw[: _SAMPLE * 4].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - damaged
    return good >= 3 * damaged


def _sample(raw: bytes) -> bytes:
    """The first lines with bytes that are not ASCII; whole lines, so that no character is cut."""
    lines: list[bytes] = []
    size = 0
    for line in raw[: _SAMPLE * 8].split(b"\n"):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _share(sample: bytes, candidate: _Candidate) -> float:
    """Which share of the other-than-ASCII characters are frequent ones of the candidate's languages."""
    try:
        text = sample.decode(candidate.codec, "strict")
    except UnicodeDecodeError:
        return 0.0
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0.0
    share = sum(c in candidate.frequent for c in high) / len(high)
    plain = sum(c.isalpha() for c in text) - sum(map(str.isalpha, high))
    fits = plain >= len(high) if candidate.latin else plain <= 4 * len(high)
    return share if fits else share / 2


def _second_opinion(raw: bytes, name: str) -> Source | None:
    from charset_normalizer import from_bytes  # slow to import and to run; few files come this far

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return None
    return _verified(raw, name, codecs.lookup(best.encoding).name, b"", "low")
