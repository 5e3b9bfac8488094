"""One source file to one TEI file: what `regesta convert` does for each input, and the library's `convert`."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.errors import InputError
from regesta.scan import scan
from tei.model import Cert, Source

if TYPE_CHECKING:
    from converters.authority import Authority
    from converters.decisions import Decision
    from converters.names import NameIndex
    from converters.pipeline import Options
    from converters.sidecar import Sidecar
    from tei.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user chose for a run; hashable, so that a process makes the authority's index once."""

    authority: tuple[str, ...] = ()
    convention: str = ""
    layout: str = ""
    language: str = ""
    encoding: str = ""
    min_cert: Cert = "low"
    recognisers: tuple[str, ...] = ()


class SettingsError(ValueError):
    """An authority, convention, layout or plug-in that cannot be used; the message names it and says why."""


def options(settings: Settings) -> Options:
    """The settings with authority files read, anew where one has changed.

    Raises `AuthorityError`, `SettingsError`, `OSError`.
    """
    return _options(settings, tuple(_stamp(name) for name in settings.authority))


def _stamp(name: str) -> tuple[int, int] | None:
    try:
        status = os.stat(name)  # noqa: PTH116 - fast
    except OSError:
        return None  # reading it will tell why
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=2)
def _authority(names: tuple[str, ...], _stamps: tuple[tuple[int, int] | None, ...]) -> Authority:
    from converters import authority

    return authority.load([Path(name) for name in names])


def doubts(settings: Settings) -> list[str]:
    """A line for each authority file that has something doubtful in it. Raises `AuthorityError`, `OSError`."""
    if not settings.authority:
        return []
    found = _authority(settings.authority, tuple(_stamp(name) for name in settings.authority)).problems
    counts = Counter(problem.name for problem in found)
    return [
        f"{name}: {count} {'thing is' if count == 1 else 'things are'} doubtful: `regesta authority check` says what"
        for name, count in counts.items()
    ]


@lru_cache(maxsize=8)
def _options(settings: Settings, _stamps: tuple[tuple[int, int] | None, ...]) -> Options:
    from converters import names
    from converters.pipeline import Options
    from tei.datatypes import is_language

    if settings.encoding:
        try:
            codecs.lookup(settings.encoding)
        except LookupError:
            raise SettingsError(f"unknown encoding {settings.encoding!r}") from None
    if settings.language and not is_language(settings.language):
        raise SettingsError(f"language {settings.language!r}: is to be a language tag, such as en or zh-Hans")
    index = names.prepare(_authority(settings.authority, _stamps)) if settings.authority else None
    return Options(
        index, settings.convention, settings.layout, settings.language, settings.recognisers, settings.min_cert
    )


_WARM = """Prague, 3 May 1962.

Dear Mr. Brown,

On 2 May the Premier met Mr. Smith [sic] in Peking.

Yours sincerely,
John Green

Source: National Archives, Record Group 59, Central Files 1960–63, 611.61/5–362. Secret.
"""
"""A text that most rules are tried on."""


def ready(settings: Settings) -> NameIndex | None:
    """Read authority, convention, layout and plug-ins once, before any text: what is wrong with them is wrong for all.

    What rules need is read too, so that processes that begin later have it. Raises `SettingsError`.
    """
    from converters import editorial, layout, recognisers
    from converters.authority import AuthorityError
    from converters.pipeline import transcribe
    from tei.writer import write

    try:
        chosen = options(settings)
        if settings.convention:
            editorial.load(settings.convention)
        if settings.layout:
            layout.load(settings.layout)
        for name in settings.recognisers:
            recognisers.load(name)
        warm = Source(_WARM, "warm.txt")
        write(transcribe(warm, replace(chosen, recognisers=())))  # a plug-in may crash: not here
    except (
        AuthorityError, editorial.ConventionError, layout.LayoutError, recognisers.RecogniserError, OSError,
    ) as error:  # fmt: skip
        raise SettingsError(" ".join(str(error).split())) from error
    return chosen.index


def source(raw: bytes, name: str, settings: Settings) -> Source:
    """A decoded file. Raises `DecodeError`."""
    from converters.decode import decode

    return decode(raw, name=name, encoding=settings.encoding or None)


def written(text: str, name: str) -> Source:
    """A text that is no file, as a source. Raises `DecodeError` for what no file could hold."""
    from converters.decode import DecodeError

    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise DecodeError(
            f"{name}: character {error.start} is half a character and cannot be written in any encoding"
        ) from error
    return Source(text, name)


def encode(
    found: Source, settings: Settings, side: Sidecar | None = None, decided: Sequence[Decision] = ()
) -> tuple[bytes, Transcript]:
    """The TEI of a source, and the transcript behind it."""
    from converters.pipeline import transcribe
    from tei.writer import write

    return write(transcribe(found, options(settings), side, decided), when=today())


def today() -> str:
    """The day of encoding; `SOURCE_DATE_EPOCH` fixes it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.date().isoformat()


def side_car(path: Path | None) -> Sidecar | None:
    """The side-car `NAME.meta.toml` beside a text, if there is one. Raises `SidecarError`."""
    from converters import sidecar

    beside = path.with_suffix(".meta.toml") if path is not None else None
    return sidecar.load(beside) if beside is not None and beside.is_file() else None


def decisions(path: Path | None, target: Path, found: Source) -> tuple[Decision, ...]:
    """What people decided: in `NAME.decisions.toml` beside a text, and in the TEI that is there already.

    Raises `DecisionError`.
    """
    beside = path.with_suffix(".decisions.toml") if path is not None else None
    try:
        earlier = target.read_bytes()
    except OSError:
        earlier = None
    return decided(beside if beside is not None and beside.is_file() else None, earlier, found)


def decided(file: Path | None, tei: bytes | None, found: Source) -> tuple[Decision, ...]:
    """What people decided: in a decisions file, and in the TEI made before. Raises `DecisionError`."""
    from converters import decisions
    from tei import Document, TeiError

    given = decisions.load(file, found.text) if file is not None else ()
    try:
        document = Document.parse(tei or b"", found.name)
        earlier = tuple(decisions.moved(decisions.of(document), document.text, found.text))
    except TeiError:
        earlier = ()
    return (*earlier, *given)


def may_replace(target: Path, new: bytes, *, force: bool) -> bool:
    """Whether `target` is to be written: False where it is there already and says the same.

    Raises `InputError` where a person changed it since regesta wrote it, unless `force` is given.
    """
    from tei.seal import untouched

    try:
        old = target.read_bytes()
    except OSError:
        return True  # not there, or not to be read: writing will tell
    if without_change(old) == without_change(new):
        return False
    if not force and not untouched(old):
        raise InputError(str(target), "was changed since regesta wrote it: kept as it is (--force replaces it)")
    return True


def without_change(document: bytes) -> bytes:
    """A document without the record of when it was encoded and its seal."""
    start, end = document.find(b"<revisionDesc>"), document.find(b"</revisionDesc>")
    return document[:start] + document[end:] if 0 <= start < end else document


def authority_files(names: Iterable[str | Path]) -> tuple[str, ...]:
    """The authority files that a user names, a folder for all in it. Raises `SettingsError` for one without any."""
    return tuple(str(path) for name in names for path in _of_authority(Path(name)))


def _of_authority(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    from converters.authority import FORMATS

    if found := scan(path, tuple(FORMATS)).files:
        return [path / name for name in sorted(found)]
    raise SettingsError(f"{path}: there is no authority file in this folder ({', '.join(FORMATS)})")
