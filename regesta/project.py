"""`regesta.toml`: where texts, authorities and outputs of a project lie, and how its texts are to be read.

Paths are relative to the file. Every key may be left out; `docs/build.md` says what each means.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from converters import toml
from regesta.encoding import Settings, SettingsError, authority_files
from regesta.errors import reason
from tei.model import Cert

FILE = "regesta.toml"
STATE = ".regesta"
"""The folder, beside `regesta.toml`, of what a build remembers; it may be deleted at any time."""

_KEYS: Mapping[str, Mapping[str, Any]] = {
    "texts": {"folder": "texts", "sidecars": "", "decisions": "", "language": "", "encoding": ""},
    "reading": {"authorities": [], "convention": "", "layout": "", "min-cert": "low", "recognisers": []},
    "output": {
        "base": "", "tei": "tei", "rdf": "rdf", "tables": "tables", "store": "", "report": "report", "shards": 16,
    },
    "limits": {"seconds": 60, "memory": 4096},
}  # fmt: skip
"""Section, key, and what holds where the key is left out; its type is the type wanted."""
_WANTED = {str: "a text in quotation marks", list: "a list of texts", int: "a whole number above 0"}


REMOTE = ".regesta.remote"
"""The folder of copies of what lies in a storage elsewhere."""


class ProjectError(Exception):
    """A project that cannot be built: which file, which key, and why."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder in a storage (`s3://…`) and the copy of it here; `read` where others write to it too, `write` where a
    build does."""

    url: str
    folder: Path
    read: bool = False
    write: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """What a project file says, with paths made absolute. An output that is not wanted is None."""

    root: Path
    texts: Path
    sidecars: Path
    """Where `NAME.meta.toml` lie; the folder of the texts unless told otherwise."""
    decisions: Path
    """Where `NAME.decisions.toml` lie."""
    settings: Settings
    tei: Path
    rdf: Path | None
    tables: Path | None
    store: Path | None
    report: Path | None
    base: str = ""
    shards: int = 16
    """Into how many files the RDF is divided; a document keeps its file while this stays the same."""
    seconds: float = 60
    """How long one document may take."""
    memory: int = 4096
    """How much memory (MiB) one document may take."""
    remotes: tuple[Remote, ...] = ()
    """Those of the folders that lie elsewhere."""

    @property
    def state(self) -> Path:
        """The folder of what builds remember."""
        return self.root / STATE

    @property
    def outputs(self) -> tuple[Path, ...]:
        """The folders that a build writes."""
        return tuple(p for p in (self.tei, self.rdf, self.tables, self.store, self.report, self.state) if p)


def good_base(base: str) -> bool:
    """Whether names of documents can start with it."""
    from rdf.names import Names

    try:
        Names(base, "document")
    except ValueError:
        return False
    return True


def load(path: Path | str) -> Project:
    """The project in a folder, or of a project file. Raises `ProjectError`."""
    path = Path(path)
    file = path / FILE if path.is_dir() else path
    try:
        data = toml.parse(toml.read(file))
    except FileNotFoundError:
        raise ProjectError(f"{file}: no such file (regesta init {path} proposes one)") from None
    except OSError as error:
        raise ProjectError(f"{file}: {reason(error)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{file}: {error}") from error
    return _project(file, _checked(data, file))


def _checked(data: Mapping[str, object], file: Path) -> dict[str, dict[str, Any]]:
    """Every key with its value, or with what holds where it is left out."""
    for section, content in data.items():
        if section not in _KEYS:
            raise ProjectError(f"{file}: unknown section [{section}]: there are {', '.join(_KEYS)}")
        if not isinstance(content, dict):
            raise ProjectError(f"{file}: {section}: is to be a section: [{section}]")
        for key, value in content.items():
            if key not in _KEYS[section]:
                raise ProjectError(f"{file}: {section}.{key}: no such key: there are {', '.join(_KEYS[section])}")
            kind = type(_KEYS[section][key])
            good = type(value) is kind and (kind is not int or value > 0)
            if kind is list and good:
                good = all(isinstance(one, str) for one in value)
            if key == "seconds" and isinstance(value, float):
                good = 0 < value < math.inf
            if not good:
                raise ProjectError(f"{file}: {section}.{key}: is to be {_WANTED[kind]}")
    given = cast(Mapping[str, Mapping[str, Any]], data)
    return {section: {**keys, **given.get(section, {})} for section, keys in _KEYS.items()}


def _project(file: Path, data: Mapping[str, Mapping[str, Any]]) -> Project:
    root = file.absolute().parent
    texts, reading, output, limits = (data[section] for section in _KEYS)
    if reading["min-cert"] not in ("low", "medium", "high"):
        raise ProjectError(f"{file}: reading.min-cert: is to be low, medium or high")
    if not output["tei"]:
        raise ProjectError(f"{file}: output.tei: a folder is needed")
    if output["base"] and not good_base(output["base"]):
        raise ProjectError(f"{file}: output.base: names cannot start with {output['base']!r}: give an IRI (https://…/)")
    if output["store"] and not output["rdf"]:
        raise ProjectError(f"{file}: output.store: is made of the RDF, so output.rdf is needed too")

    remotes: dict[str, Remote] = {}

    def path(value: str, key: str = "", *, read: bool = False, write: bool = False) -> Path:
        if "://" not in value or not key:
            return Path(os.path.normpath(root / value))
        return remotes.setdefault(value, Remote(value.rstrip("/"), root / REMOTE / key, read, write)).folder

    def optional(key: str) -> Path | None:
        return path(output[key], key, write=True) if output[key] else None

    def rules(value: str) -> str:
        """A convention or layout: a file's path is one from the project file, a name is a name."""
        return str(path(value)) if value.endswith(".toml") or "/" in value else value

    if "://" in output["store"]:
        raise ProjectError(f"{file}: output.store: is to be a folder here: a store cannot lie elsewhere")
    folder = path(texts["folder"], "texts", read=True)
    try:
        authorities = authority_files(path(name) for name in reading["authorities"])
    except SettingsError as error:
        raise ProjectError(f"{file}: reading.authorities: {error}") from error
    settings = Settings(
        authorities, rules(reading["convention"]),
        rules(reading["layout"]), texts["language"], texts["encoding"], cast(Cert, reading["min-cert"]),
        tuple(reading["recognisers"]),
    )  # fmt: skip
    project = Project(
        root, folder, path(texts["sidecars"], "sidecars", read=True) if texts["sidecars"] else folder,
        path(texts["decisions"], "decisions", read=True) if texts["decisions"] else folder, settings,
        path(output["tei"], "tei", read=True, write=True), optional("rdf"),
        optional("tables"), optional("store"), optional("report"), output["base"], output["shards"],
        limits["seconds"], limits["memory"], tuple(remotes.values()),
    )  # fmt: skip
    _apart(project, file)
    return project


def _apart(project: Project, file: Path) -> None:
    """A store, and what builds remember, share their folders with nothing: others' files there are theirs."""
    if len(set(project.outputs)) != len(project.outputs):
        raise ProjectError(f"{file}: output: two outputs have the same folder")
    for output in project.outputs:
        if project.texts == output or project.texts.is_relative_to(output):
            raise ProjectError(f"{file}: output: {output} holds the texts: give outputs a folder of their own")
