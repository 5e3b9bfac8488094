"""One text to its TEI file: the step that is done once for each text that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta import files, report
from regesta.build import base
from regesta.build.keys import digest
from regesta.encoding import Settings, decided, encode, source, without_change
from regesta.errors import InputError
from regesta.pool import Fault
from regesta.report import Finding, Report
from regesta.scan import Stamp, stamp


@dataclass(frozen=True, slots=True)
class Text:
    """A text, what is beside it, and where its TEI goes. `label` is the file name in the TEI, `base` the place of the
    copy of what regesta wrote last."""

    name: str
    label: str
    path: str
    sidecar: str
    decisions: str
    target: str
    base: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a text."""

    stamp: tuple[Stamp | None, ...]
    digest: str
    tei_stamp: Stamp
    tei: str
    written: bool
    edited: bool
    merged: bool
    """Whether changes were merged into what a person edited."""
    collisions: int
    """How often the person's change was kept against a new one."""
    uses: tuple[str, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Settled:
    """What the TEI file is to be, whether that is a person's, and where a new conversion gave way."""

    document: bytes
    edited: bool = False
    collisions: tuple[str, ...] = ()


def stamps(text: Text) -> tuple[Stamp | None, ...]:
    """Of the text, its side-car and its decisions. Raises `OSError`."""
    return tuple(stamp(path) if path else None for path in (text.path, text.sidecar, text.decisions))


def contents(text: Text) -> str:
    """The digest of the text, its side-car and its decisions. Raises `OSError`."""
    return digest(*(Path(path).read_bytes() if path else b"" for path in (text.path, text.sidecar, text.decisions)))


def make(text: Text, settings: Settings, *, merging: bool = True) -> Iterator[Made | Fault]:
    """Encode a text and write its TEI, unless that says the same already. What a person changed in it stays; with
    `merging` what is new beside that is added."""
    from regesta.commands.run import foreseen

    try:
        yield _made(text, settings, merging)
    except MemoryError:
        raise
    except Exception as error:  # one text must never take the others with it
        words = " ".join(str(error).split())
        for name in (text.path, text.label):
            words = words.removeprefix(f"{name}: ")
        if foreseen(error):
            yield Fault((error.strerror or words).lower() if isinstance(error, OSError) else words)
        else:
            yield Fault(f"internal error ({type(error).__name__}: {words}); please report it")


def _made(text: Text, settings: Settings, merging: bool = True) -> Made:
    seen = stamps(text)  # before reading: what is changed meanwhile has another stamp next time
    source_digest = contents(text)
    target, kept = Path(text.target), Path(text.base)
    mine = there(target)
    last = known(mine, kept)
    new, used, found = converted(text, settings, last or mine)
    settled = settle(last if merging else None, mine, new)
    written = settled.document != mine
    if written:
        if there(target) != mine:
            raise InputError(text.name, f"{target.name} was changed while it was made: kept as it is")
        files.write(target, settled.document)
    if not settled.edited:
        base.write(kept, settled.document)
    elif merging and not any(told.endswith(_KEPT) for told in settled.collisions):
        base.write(kept, new)
    for told in settled.collisions:
        found.warnings.append(Finding(text.label, 0, 0, target.name, told))
    tei = hashlib.sha256(settled.document).hexdigest()
    merged = settled.edited and written
    return Made(
        seen, source_digest, stamp(target), tei, written, settled.edited, merged, len(settled.collisions), used, found
    )


def there(target: Path) -> bytes | None:
    """The TEI as it is, or None."""
    try:
        return target.read_bytes()
    except OSError:
        return None


def known(mine: bytes | None, kept: Path) -> bytes | None:
    """What regesta wrote last, where a person changed it since, and where that is still known."""
    from tei.seal import untouched

    return base.read(kept) if mine is not None and not untouched(mine) else None


def converted(text: Text, settings: Settings, earlier: bytes | None) -> tuple[bytes, tuple[str, ...], Report]:
    """The TEI of a text as it would be made now, the authority's entries in it, and what there is to say of it.

    What people decided in the TEI `earlier` holds.
    """
    from converters import sidecar

    found = source(Path(text.path).read_bytes(), text.label, settings)
    side = sidecar.load(text.sidecar) if text.sidecar else None
    decisions = decided(Path(text.decisions) if text.decisions else None, earlier, found)
    document, transcript = encode(found, settings, side, decisions)
    used = tuple(entity.id for entity in transcript.entities if entity.source)
    return document, used, report.of(transcript)


def settle(last: bytes | None, mine: bytes | None, new: bytes) -> Settled:
    """`new` where no person changed what is there; else both merged, on the base of what regesta wrote last."""
    from tei import TeiError
    from tei.seal import untouched

    if mine is None:
        return Settled(new)
    if without_change(mine) == without_change(new):
        return Settled(mine)
    if untouched(mine):
        return Settled(new)
    if last is None:
        return Settled(mine, True)
    from regesta.build.merge import merge

    try:
        merged = merge(last, mine, new)
    except TeiError:
        return Settled(mine, True, (f"{_CHANGED} cannot be read: {_KEPT}",))
    except UnicodeDecodeError:
        return Settled(mine, True, (f"{_CHANGED} is no more in UTF-8: {_KEPT}",))
    if without_change(merged.document) == without_change(new):
        return Settled(new)
    return Settled(merged.document, True, tuple(map(str, merged.collisions)))


_CHANGED = "was changed by a person and"
_KEPT = "kept, and nothing merged into it"


def tei_of(folder: Path | str, name: str) -> str:
    """The path of the TEI that is made of a text."""
    short = name
    for suffix in _ENDINGS:
        if name.lower().endswith(suffix) and not name[: -len(suffix)].endswith("/") and len(name) > len(suffix):
            short = name[: -len(suffix)]
            break
    return f"{folder}/{short}.tei.xml"


_ENDINGS = sorted(files.TEXT, key=len, reverse=True)
