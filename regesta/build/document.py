"""One text to its TEI file: the step that is done once for each text that changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta import files, report
from regesta.build.keys import digest
from regesta.build.pool import Fault
from regesta.build.scan import Stamp, stamp
from regesta.encoding import Settings, decided, encode, source, without_change
from regesta.report import Report


@dataclass(frozen=True, slots=True)
class Text:
    """A text, what is beside it, and where its TEI goes. `label` is the file name in the TEI."""

    name: str
    label: str
    path: str
    sidecar: str
    decisions: str
    target: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a text."""

    stamp: tuple[Stamp | None, ...]
    digest: str
    tei_stamp: Stamp
    tei: str
    written: bool
    edited: bool
    uses: tuple[str, ...]
    report: Report


def stamps(text: Text) -> tuple[Stamp | None, ...]:
    """Of the text, its side-car and its decisions. Raises `OSError`."""
    return tuple(stamp(path) if path else None for path in (text.path, text.sidecar, text.decisions))


def contents(text: Text) -> str:
    """The digest of the text, its side-car and its decisions. Raises `OSError`."""
    return digest(*(Path(path).read_bytes() if path else b"" for path in (text.path, text.sidecar, text.decisions)))


def make(text: Text, settings: Settings) -> Iterator[Made | Fault]:
    """Encode a text and write its TEI, unless that says the same already or a person changed it."""
    from regesta.commands.run import foreseen

    try:
        yield _made(text, settings)
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


def _made(text: Text, settings: Settings) -> Made:
    seen = stamps(text)  # before reading: what is changed meanwhile has another stamp next time
    source_digest = contents(text)
    document, used, found = converted(text, settings)
    target = Path(text.target)
    written, edited, document = _kept(target, document)
    if written:
        files.write(target, document)
    tei = hashlib.sha256(document).hexdigest()
    return Made(seen, source_digest, stamp(target), tei, written, edited, used, found)


def converted(text: Text, settings: Settings) -> tuple[bytes, tuple[str, ...], Report]:
    """The TEI of a text as it would be made now, the authority's entries in it, and what there is to say of it."""
    from converters import sidecar

    found = source(Path(text.path).read_bytes(), text.label, settings)
    side = sidecar.load(text.sidecar) if text.sidecar else None
    decisions = decided(Path(text.decisions) if text.decisions else None, Path(text.target), found)
    document, transcript = encode(found, settings, side, decisions)
    used = tuple(entity.id for entity in transcript.entities if entity.source)
    return document, used, report.of(transcript)


def _kept(target: Path, new: bytes) -> tuple[bool, bool, bytes]:
    """(whether to write, whether a person changed what is there, what is or will be there)."""
    from tei.seal import untouched

    try:
        old = target.read_bytes()
    except OSError:
        return True, False, new
    if without_change(old) == without_change(new):
        return False, False, old
    return (True, False, new) if untouched(old) else (False, True, old)


def tei_of(folder: Path, name: str) -> str:
    """The path of the TEI that is made of a text."""
    return os.path.join(folder, files.stem(Path(name), files.TEXT)) + ".tei.xml"  # noqa: PTH118
