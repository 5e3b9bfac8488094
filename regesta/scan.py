"""Which files there are below a folder, with what tells whether they changed; what cannot be used, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from regesta.errors import reason

Stamp = tuple[int, int]
"""Size and time of change (ns): a file that has the same ones is taken for unchanged."""
SCRATCH = ".regesta-"
_LONGEST = 255
"""Bytes of a file name, on all usual file systems."""
ROOM = len(".decisions.toml") - len(".txt")
"""What names of the files beside and made of a text have more than its own."""


@dataclass(slots=True)
class Found:
    """Files by their path relative to the folder."""

    files: dict[str, Stamp] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Files and folders that cannot be used, and why."""
    unread: list[str] = field(default_factory=list)
    """Folders whose files are not known, since they cannot be read."""
    scratch: list[str] = field(default_factory=list)
    """What a build that was killed left half written."""

    def knows(self, name: str) -> bool:
        """Whether it can be told that there is a file of that name, or none."""
        return not any(name.startswith(f"{folder}/") or folder == "." for folder in self.unread)


def stamp(path: str | Path) -> Stamp:
    """The stamp of a file. Raises `OSError`."""
    status = os.stat(path)  # noqa: PTH116 - fast
    return status.st_size, status.st_mtime_ns


def noted(stamp: Stamp) -> str:
    """A stamp as it is remembered: JSON."""
    return f"[{stamp[0]}, {stamp[1]}]"


def scan(folder: Path, endings: tuple[str, ...], skip: Collection[Path] = (), room: int = 0) -> Found:
    """The files of a folder whose names end in one of `endings`, in order; hidden ones and `skip` are passed over.

    Links to folders, and those that lead out of the folder, are not followed. Names of files that are made of these
    may be longer by `room` bytes.
    """
    found = Found()
    root = os.path.realpath(folder)
    skipped = {str(path) for path in skip}
    waiting = [""]
    while waiting:
        base = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / base), key=lambda entry: entry.name)
        except OSError as error:
            found.unread.append(base.rstrip("/") or ".")
            found.refused[shown(base.rstrip("/") or ".")] = reason(error)
            continue
        deeper: list[str] = []
        for entry in entries:
            name = base + entry.name
            if entry.name.startswith("."):
                if entry.name.startswith(SCRATCH):
                    found.scratch.append(name)
            elif entry.is_dir(follow_symlinks=False):
                if entry.path not in skipped:
                    deeper.append(f"{name}/")
            elif entry.name.lower().endswith(endings):
                _take(entry, name, root, found, room)
            elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - a circle is none
                found.refused[shown(name)] = "a link to a folder: not followed"
        waiting.extend(reversed(deeper))
    return found


def _take(entry: os.DirEntry[str], name: str, root: str, found: Found, room: int) -> None:
    try:
        if entry.is_symlink() and not os.path.realpath(entry.path).startswith(root + os.sep):
            found.refused[shown(name)] = "a link that leads out of the folder: not followed"
            return
        if not entry.is_file():
            nowhere = entry.is_symlink() and not entry.is_dir()
            found.refused[shown(name)] = "a link that leads nowhere" if nowhere else "not a file"
            return
        status = entry.stat()
    except OSError as error:
        found.refused[shown(name)] = reason(error)
        return
    fault = unfit(entry.name, room)
    if fault:
        found.refused[shown(name)] = fault
    else:
        found.files[name] = (status.st_size, status.st_mtime_ns)


def unfit(name: str, room: int = 0) -> str:
    """Why a file's name cannot be used, where those made of it are longer by `room` bytes; empty where it can."""
    try:
        data = name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8: rename it"
    if not name.isprintable():
        return "its name has control characters or odd blanks: rename it"
    if len(data) > _LONGEST - room:
        return f"its name has {len(data)} bytes, too many for that of the TEI made of it: shorten it"
    return ""


def shown(name: str) -> str:
    """A path as messages may show it: on one line, in UTF-8."""
    if name.isprintable() and name.encode("utf-8", "replace").decode() == name:
        return name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").encode(
        "unicode_escape").decode("ascii")  # fmt: skip


def labels(names: Iterable[str]) -> dict[str, str]:
    """Each text with the file name that its TEI calls it by, from which the document's id is made.

    That is its own, but where two in different folders would get the same id, the folders' names with it.
    """
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(_rough(name), []).append(name)
    found: dict[str, str] = {}
    for same in alike.values():
        whole = len(same) > 1 and _shared(same)
        for name in same:
            found[name] = name.replace("/", "-") if whole and name in whole else name.rpartition("/")[2]
    return found


def twins(named: Mapping[str, str]) -> dict[str, str]:
    """Texts whose documents would still have the id of another's: each with that other."""
    alike: dict[str, list[str]] = {}
    for name in sorted(named):
        alike.setdefault(_rough(named[name]), []).append(name)
    found: dict[str, str] = {}
    for same in alike.values():
        if len(same) > 1:
            from converters.pipeline import identifier

            first: dict[str, str] = {}
            found |= {n: other for n in same if (other := first.setdefault(identifier(named[n]), n)) != n}
    return found


def _rough(name: str) -> str:
    """The same for all names of which the same id would be made, and maybe for others."""
    stem = name.rpartition("/")[2].rpartition(".")[0].removeprefix("doc")
    return _ODD.sub("", stem) or "text"


_ODD = re.compile(r"[^A-Za-z0-9]+")


def _shared(names: Iterable[str]) -> set[str]:
    """Those of the names of which another would get the same id."""
    from converters.pipeline import identifier

    ids: dict[str, list[str]] = {}
    for name in names:
        ids.setdefault(identifier(name), []).append(name)
    return {name for same in ids.values() if len(same) > 1 for name in same}
