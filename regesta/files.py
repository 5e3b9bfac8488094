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

from regesta.errors import InputError, reason

TEXT = (".txt", ".text")
TEI = (".tei.xml", ".xml", ".tei")
RDF = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")
STDIN = "-"


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
        return str(self.path) if self.path is not None else STDIN

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

    def taken(self) -> Input:
        """The same for another process, which has no standard input."""
        return self if self.path is not None else replace(self, content=self.read())


def inputs(paths: Iterable[str], suffixes: tuple[str, ...]) -> Iterator[Input | InputError]:
    """The files that INPUT arguments name, in order: a file as it is, a folder's files that end in one of
    `suffixes`, `-` for standard input. What cannot be found comes as an error in its place.

    Links that lead out of a folder are not followed.
    """
    for given in paths:
        if given == STDIN:
            yield Input(None, Path("stdin"))
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path, suffixes)
        elif path.exists():
            yield Input(path, Path(path.name))
        else:
            yield InputError(given, "no such file or folder")


def _folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Input | InputError]:
    errors: list[OSError] = []
    root = folder.resolve()
    for base, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if name.lower().endswith(suffixes) and not name.startswith("."):
                if path.is_symlink() and not path.resolve().is_relative_to(root):
                    yield InputError(str(path), "a link that leads out of the folder: not followed")
                else:
                    yield Input(path, path.relative_to(folder))
        while errors:
            error = errors.pop()
            yield InputError(str(error.filename), reason(error))


def stem(relative: Path, suffixes: tuple[str, ...]) -> Path:
    """`relative` without the longest of `suffixes` that it ends in."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if relative.name.lower().endswith(suffix) and len(relative.name) > len(suffix):
            return relative.with_name(relative.name[: -len(suffix)])
    return relative


def beneath(folder: Path, relative: Path, suffix: str) -> Path:
    """Where the result for `relative` goes in `folder`."""
    return folder / relative.with_name(relative.name + suffix)


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside its place, to disk, then renamed. Raises `InputError`."""
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
        raise InputError(str(path), f"cannot be written: {reason(error)}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
