"""What is wrong or doubtful in an authority file, with file and line: `regesta authority check`."""

from __future__ import annotations

from pathlib import Path

from converters.authority.folding import fold
from converters.authority.forms import plain_name
from converters.authority.model import AuthorityError, Contents, Entry, Problem
from converters.authority.naming import personal
from converters.authority.roles import see
from converters.matching import pattern
from tei.entities import Entity

_DATE = r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_VALUES = {"Wikidata": r"Q[1-9]\d*", "VIAF": r"\d+", "GeoNames": r"\d+", "GND": r"[\dX-]+", "TGN": r"\d+"}


def check(path: Path | str) -> list[Problem]:
    """All problems of a file, by line. A file that cannot be read at all has one: why."""
    from converters.authority import read

    path = Path(path)
    try:
        contents = read(path.read_bytes(), path.name)
    except AuthorityError as error:
        return [Problem(str(path), error.line, error.message, "error", "unreadable")]
    except OSError as error:
        return [Problem(str(path), 0, error.strerror or "cannot be read", "error", "unreadable")]
    found = [*contents.problems, *_same_names(contents, path.name), *_references(contents, path.name)]
    for entry in contents.entries:
        found.extend(_entry(entry, path.name))
    if not contents.entries:
        found.append(Problem(path.name, 1, "no person, organisation or place in it", "warning", "empty"))
    return sorted(found, key=lambda problem: (problem.line, problem.message))


def _entry(entry: Entry, file: str) -> list[Problem]:
    entity = entry.entity
    messages = []
    for type_, value in entity.idnos:
        if type_ in _VALUES and pattern(_VALUES[type_]).fullmatch(value) is None:
            messages.append(("bad-idno", f"“{value}” is not an identifier of {type_}"))
    for role in entity.roles:
        wrong = (d for d in (role.notbefore, role.notafter) if d and pattern(_DATE).fullmatch(d) is None)
        messages.extend(("bad-date", f"“{date}” is not a date as in ISO 8601") for date in wrong)
        if role.notbefore and role.notafter and role.notbefore[: len(role.notafter)] > role.notafter:
            messages.append(("dates", f"“{role.label}” ends ({role.notafter}) before it begins ({role.notbefore})"))
    lived = (d for d in (entity.birth, entity.death) if d and pattern(_DATE).fullmatch(d) is None)
    messages.extend(("bad-date", f"“{date}” is not a date as in ISO 8601") for date in lived)
    if entity.birth and entity.death and entity.birth[:4].isdigit() and entity.birth[:4] > entity.death[:4]:
        messages.append(("dates", f"died ({entity.death}) before being born ({entity.birth})"))
    if entity.geo == (0.0, 0.0):
        messages.append(("geo", "lies at 0 0, which is in the Atlantic"))
    return [Problem(file, entry.line, f"“{entity.id}”: {message}", "warning", code) for code, message in messages]


def _same_names(contents: Contents, file: str) -> list[Problem]:
    """Two entries that nothing tells apart: they will always be linked together, with low certainty."""
    first: dict[tuple[str, str], Entry] = {}
    found = []
    for entry in contents.entries:
        key = (entry.entity.kind, fold(entry.entity.label))
        earlier = first.setdefault(key, entry)
        if (
            earlier is not entry
            and earlier.entity.id != entry.entity.id
            and not _told_apart(earlier.entity, entry.entity)
        ):
            message = (
                f"“{entry.entity.id}” has the name of “{earlier.entity.id}” (line {earlier.line}) and nothing else"
            )
            found.append(Problem(file, entry.line, message, "warning", "same-name"))
    return found


def _told_apart(one: Entity, other: Entity) -> bool:
    return any(
        a and b and a != b
        for a, b in ((one.roles, other.roles), (one.geo, other.geo), (one.birth, other.birth), (one.note, other.note))
    )


def _references(contents: Contents, file: str) -> list[Problem]:
    """`Diem, see Ngo Dinh Diem` where there is no Ngo Dinh Diem."""
    known: set[str] = set()
    for entry in contents.entries:
        for name in entry.entity.names:
            known.add(fold(name.text))
            known.add(fold(" ".join(value for _, value in name.parts).replace(",", "")))
            if entry.entity.kind == "person":
                known.add(fold(plain_name(personal(name))))
    found = []
    for entry in contents.entries:
        other = see(entry.entity) if entry.entity.kind == "person" else ""
        if other and fold(other.replace(",", "")) not in known:
            message = f"“{entry.entity.id}” refers to “{other}”, which is not in the file"
            found.append(Problem(file, entry.line, message, "warning", "reference"))
    return found
