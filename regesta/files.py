"""Files in and out: what an INPUT names, and outputs that are whole or not there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from regesta import scan
from regesta.errors import InputError, reason

TEXT = (".txt", ".text")
TEI = (".tei.xml", ".xml", ".tei")
RDF = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")
STDIN = "-"
STDOUT = Path("-")
_ENDLESS = "is longer than the memory that a text may take"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. `relative` is where its result goes below the output folder."""

    path: Path | None
    relative: Path
    content: bytes | None = None
    """The bytes, where they are there already."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return scan.shown(str(self.path)) if self.path is not None else STDIN

    def read(self) -> bytes:
        """The bytes of the file. Raises `InputError`."""
        if self.content is not None:
            return self.content
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise InputError(self.name, reason(error)) from error

    def taken(self, most: int) -> Input | InputError:
        """The same for another process, which has no standard input: of that, no more than `most` bytes are taken."""
        if self.path is not None or self.content is not None:
            return self
        content = sys.stdin.buffer.read(most + 1)
        return replace(self, content=content) if len(content) <= most else InputError(STDIN, _ENDLESS)


def inputs(
    paths: Iterable[str], suffixes: tuple[str, ...], *, may_be_none: bool = False
) -> Iterator[Input | InputError]:
    """The files that INPUT arguments name, in order: a file as it is, a folder's files that end in one of
    `suffixes`, `-` for standard input. What cannot be found comes as an error in its place.

    Links that lead out of a folder are not followed, and names that could do harm are refused (`scan`).
    """
    room = scan.ROOM if suffixes == TEXT else 0
    paths, empty = tuple(paths), []
    for given in paths:
        path = Path(given)
        if given == STDIN:
            yield Input(None, Path("stdin"))
        elif fault := _fault(path) or scan.unfit(path.name, room):
            yield InputError(scan.shown(given), fault)
        elif path.is_dir():
            found = scan.scan(path, suffixes, room=room)
            if not found.files and not found.refused:
                empty.append(given)
                continue
            for name in found.files:
                yield Input(path / name, Path(name))
            for name, why in found.refused.items():
                yield InputError(given if name == "." else f"{given.rstrip('/')}/{name}", why)
        else:
            yield Input(path, Path(path.name))
    if len(empty) == len(paths) and not may_be_none:
        for given in empty:
            yield InputError(scan.shown(given), f"holds no file whose name ends in {' or '.join(suffixes)}")


def _fault(path: Path) -> str:
    """Why there is no file or folder to read."""
    try:
        path.stat()
    except FileNotFoundError:
        return "no such file or folder"
    except OSError as error:
        return reason(error)
    return ""


def stem(relative: Path, suffixes: tuple[str, ...]) -> Path:
    """`relative` without the longest of `suffixes` that it ends in."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if relative.name.lower().endswith(suffix) and len(relative.name) > len(suffix):
            return relative.with_name(relative.name[: -len(suffix)])
    return relative


def beneath(folder: Path, relative: Path, suffix: str) -> Path:
    """Where the result for `relative` goes in `folder`."""
    return folder / relative.with_name(relative.name + suffix)


def result(out: Path, item: Input, read: tuple[str, ...], made: tuple[str, ...]) -> Path:
    """Where the result for an input goes: to `out` itself if that `names_a_file`, else into that folder.

    `read` are the endings of inputs, `made` those of results, of which the first is what it gets.
    """
    return out if names_a_file(out, made) else beneath(out, stem(item.relative, read), made[0])


def names_a_file(out: Path, made: tuple[str, ...]) -> bool:
    """Whether an output named is a file for one result, not a folder."""
    return out == STDOUT or (out.name.lower().endswith(made) and not out.is_dir())


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside its place, to disk, then renamed; or to standard output, where `path` is
    that. Raises `InputError`."""
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` when it is complete, and else leaves it as it was.

    Raises `InputError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".regesta-")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(scratch, 0o666 & ~_umask())  # noqa: PTH101
            os.replace(scratch, path)  # noqa: PTH105
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        above = next((p for p in path.parents if p.exists()), path)
        why = reason(error) if above.is_dir() else f"{above} is a file, not a folder"
        raise InputError(str(path), f"cannot be written: {why}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
