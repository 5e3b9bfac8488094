"""A project file for a folder, from what lies in it: texts, their encodings and habits on a sample, authorities."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regesta import files
from regesta.errors import reason
from regesta.project import FILE, ProjectError
from regesta.report import counted
from regesta.scan import Found, scan

_SAMPLE = 40
_SURE = 5
"""A convention or layout is proposed for all from so many texts of the sample on, if they agree."""
_LARGEST = 50 << 20
_MOST = 200
_A_SHARD = 100
"""About how many documents go into one file of RDF."""
_PASSAGES = b"http://www.w3.org/ns/oa#"
"""RDF that has annotations of passages is drawn out of documents: no authority, though it names whom they name."""
_TABLES = (".csv", ".tsv")
_FALLBACKS = ("generic", "plain")
"""The convention and the layout of texts in which no other shows: these say nothing of texts to come."""
_OUTPUTS = ("tei", "rdf", "tables", "report", "store")


@dataclass(slots=True)
class Seen:
    """What was found in a folder."""

    texts: Path
    found: Found
    authorities: list[str] = field(default_factory=list)
    encodings: Counter[str] = field(default_factory=Counter)
    conventions: Counter[str] = field(default_factory=Counter)
    layouts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    """Texts, and lists of names, that cannot be read: which, and why."""
    aside: Counter[str] = field(default_factory=Counter)
    """How many files of each ending are nothing that a build reads."""


def look(root: Path) -> Seen:
    """Look at a folder: at the names of all files, and into a sample of the texts. Raises `ProjectError`."""
    skip = [root / name for name in _OUTPUTS]
    everything = scan(root, files.TEXT, skip)
    if not everything.files:
        raise ProjectError(f"{root}: holds no text: their names are to end in {' or '.join(files.TEXT)}")
    shared = os.path.commonpath([os.path.dirname(name) or "." for name in everything.files])  # noqa: PTH120
    top = shared if shared and all(n.startswith(f"{shared}/") for n in everything.files) else "."
    texts = root / top if top != "." else root
    seen = Seen(texts, everything)
    names = list(everything.files)
    for name in names[:: max(1, len(names) // _SAMPLE)][:_SAMPLE]:
        _read(root / name, name, seen)
    _authorities(root, skip, seen)
    _aside(root, skip, seen)
    return seen


def _read(path: Path, name: str, seen: Seen) -> None:
    from converters import editorial, language, layout
    from converters.decode import DecodeError, decode
    from converters.layout import readable

    try:
        found = decode(path.read_bytes(), name=name)
    except OSError as error:
        seen.unreadable.append(f"{name}: {reason(error)}")
        return
    except DecodeError as error:
        seen.unreadable.append(str(error))
        return
    text = readable(found.text)
    tongue = language.detect(text)[0]
    seen.encodings[found.encoding] += 1
    seen.languages[tongue] += 1
    seen.conventions[editorial.choose(text, tongue).convention.name] += 1
    seen.layouts[layout.choose(text)[0].name] += 1


def _authorities(root: Path, skip: Sequence[Path], seen: Seen) -> None:
    """Files that can be read as an authority and hold entries; what keeps others from it."""
    from converters import authority

    for name, (size, _) in list(scan(root, tuple(authority.FORMATS), skip).files.items())[:_MOST]:
        if size > _LARGEST or name.lower().endswith(".tei.xml"):
            continue
        try:
            data = (root / name).read_bytes()
            if _PASSAGES in data:
                continue
            content = authority.read(data, name)
        except OSError as error:
            seen.unreadable.append(f"{name}: {reason(error)}")
            continue
        except authority.AuthorityError as error:
            if name.lower().endswith(_TABLES):
                seen.unreadable.append(str(error))
            continue
        errors = sum(problem.level == "error" for problem in content.problems)
        if content.entries and not errors:
            seen.authorities.append(name)
        elif content.entries:
            seen.unreadable.append(f"{name}: {counted(errors, 'error')}: regesta authority check says where")


def _aside(root: Path, skip: Sequence[Path], seen: Seen) -> None:
    """Count what is neither a text nor a file that goes with one."""
    read = {*seen.found.files, *seen.authorities, FILE}
    for name in scan(root, ("",), skip).files:
        if name not in read and not name.lower().endswith((".meta.toml", ".decisions.toml")):
            seen.aside[os.path.splitext(name)[1].lower() or "without an ending"] += 1  # noqa: PTH122 - fast


def written(root: Path, seen: Seen) -> str:
    """The project file that is proposed, each line with what speaks for it."""
    texts = seen.texts.relative_to(root).as_posix()
    count = len(seen.found.files)
    shards = 1 << max(0, (count // _A_SHARD - 1).bit_length()) if count > _A_SHARD else 1
    read = sum(seen.encodings.values())
    listed = "".join(f"\n  {_quoted(name)}," for name in seen.authorities)
    authorities = f"[{listed}\n]" if listed else "[]"
    return f"""# A project of regesta: `regesta build` makes the outputs out of the texts.
# Paths are relative to this file. What each line means: docs/build.md

[texts]
folder = {_quoted(texts)}        # {counted(count, "text")} found
sidecars = ""          # folder of NAME.meta.toml; empty: beside the texts
decisions = ""         # folder of NAME.decisions.toml; empty: beside the texts
language = ""          # empty: detected text by text. Of {read} looked at: {_counts(seen.languages)}
encoding = ""          # empty: detected text by text. Of {read} looked at: {_counts(seen.encodings)}

[reading]
authorities = {authorities}
# Empty: the best fitting for each text. Of {read} looked at: {_counts(seen.conventions)}
convention = {_quoted(_agreed(seen.conventions))}
# Empty: the best fitting for each text. Of {read} looked at: {_counts(seen.layouts)}
layout = {_quoted(_agreed(seen.layouts))}
min-cert = "low"       # leave out what is less sure than this: low, medium, high
recognisers = []       # plug-ins that may suggest more names

[output]
base = ""              # what the URIs of documents start with, such as "https://archive.example.org/"
tei = "tei"
rdf = "rdf"            # empty: none
tables = "tables"      # empty: none
store = ""             # folder of a store that can be queried, such as "store"; empty: none
report = "report"      # empty: none
shards = {shards}             # files into which the RDF is divided

[limits]
seconds = 60           # for one document
memory = 4096          # MiB for one document
"""


def write(root: Path, text: str) -> Path:
    """Write a project file where there is none. Raises `ProjectError`."""
    path = root / FILE
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProjectError(f"{path}: is there already; it is never overwritten") from None
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written: {reason(error)}") from error
    return path


def _agreed(counter: Counter[str]) -> str:
    """What all texts of the sample have, if they are enough to go by."""
    agreed = next(iter(counter)) if len(counter) == 1 and sum(counter.values()) >= _SURE else ""
    return "" if agreed in _FALLBACKS else agreed


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counter.most_common(6)) or "none"


def _quoted(text: str) -> str:
    """A TOML basic string (TOML 1.0, “String”)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'
