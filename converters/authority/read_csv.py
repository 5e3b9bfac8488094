"""Authority files as tables: one entry a row, the columns named in the first row.

Columns: `id`, `kind` (person, org, place), `name`, `surname`, `forename`, `title`, `maiden`, `variants`,
`abbr`, `type`, `roles`, `from`, `to`, `life`, `birth`, `death`, `note`, `latitude`, `longitude`, `idno`,
and one for each scheme of `identifiers.toml` (`wikidata`, `viaf`, `geonames`, …). What else they may be
called is in `data/columns.toml`. Only `name` (or `surname`) is needed; beside a forename, a name is the
surname. Several values in one field are parted by `|`. A variant may say its language (`周恩来@zh`) and kind
(`Chou En-lai@zh-Latn-wadegile#transliteration`). A role may say its time, `Premier [1949-10/1976-01]`, or
have it in `from` and `to`.
"""

from __future__ import annotations

import codecs
import csv
import io
import tomllib
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal
from urllib.parse import quote

from converters.authority.identifiers import identifier, schemes
from converters.authority.kinds import kind_of, kind_of_file, spaced
from converters.authority.life import as_iso, lived
from converters.authority.model import AuthorityError, Contents, Entry, Problem, is_ncname, slug, unique
from converters.authority.naming import personal, shown
from converters.cells import delimiter, plain
from converters.matching import pattern
from tei.entities import Entity, EntityKind, Name, Role

COLUMNS = (
    "id", "kind", "name", "surname", "forename", "title", "maiden", "variants", "abbr", "type", "roles", "from", "to",
    "life", "birth", "death", "note", "latitude", "longitude", "idno",
)  # fmt: skip
_SEVERAL = frozenset({"variants", "abbr", "roles", "idno"})
"""Columns whose fields may hold several values: a table may have more than one of each."""


_OF_AN_OFFICE = frozenset({"roles", "from", "to", "note"})
"""Columns in which the rows of one person may differ, where each office has a row of its own."""


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    """The column that each word of `data/columns.toml` means."""
    table = tomllib.loads(files(__package__).joinpath("data", "columns.toml").read_text(encoding="utf-8"))
    columns = {word: key for key, words in table.items() for word in words}
    return columns | {scheme.lower(): scheme.lower() for scheme in schemes()}


def as_text(source: bytes, name: str) -> str:
    """A table as text. Raises `AuthorityError`."""
    wide = source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return source.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise AuthorityError(name, line, "not UTF-8: save the table as “CSV UTF-8”") from error


def read(source: bytes, name: str) -> Contents:
    """The entries of a table in UTF-8, or in UTF-16 that says so, its columns parted by comma, semicolon or tab."""
    table = as_text(source, name)
    rows = csv.DictReader(io.StringIO(table, newline=""), delimiter=delimiter(table), strict=True)
    problems: list[Problem] = []
    entries: list[Entry] = []
    taken: set[str] = set()
    named: dict[Hashable, Entry] = {}
    try:
        columns = _columns(rows.fieldnames or (), name, problems)
        if not {"name", "surname"} & set(columns.values()):
            raise AuthorityError(name, 1, "no column “name” or “surname” in the first row")
        kind = kind_of_file(name) or next((k for h, c in columns.items() if c == "name" and (k := kind_of(h))), None)
        for row in rows:
            fields = _fields(row, columns)
            if any(fields.values()):
                entry = _entry(fields, name, rows.line_num, kind, taken, named, problems)
                entries += [entry] if entry is not None else []
    except csv.Error as error:
        raise AuthorityError(name, rows.line_num, f"not a table that can be read: {error}") from error
    return Contents(tuple(entries), (), tuple(problems))


def _columns(headings: Sequence[str], file: str, problems: list[Problem]) -> dict[str, str]:
    """What each column holds; of two for the same only the first is read, but for those that take several values.

    Where no column is called a name, `Ort` and `person` are.
    """
    known = dict(_words())
    columns: dict[str, str] = {}
    if not any(known.get(spaced(heading or "")) in ("name", "surname") for heading in headings):
        known |= {spaced(heading): "name" for heading in headings if heading and kind_of(heading)}
    for heading in headings:
        column = known.get(spaced(heading or ""), "")
        if column and (column not in columns.values() or column in _SEVERAL):
            columns[heading] = column
        elif heading and heading.strip():
            why = f"“{column}” is there already" if column else "it is none of those known"
            problems.append(Problem(file, 1, f"the column “{heading.strip()}” is not read: {why}", code="column"))
    return columns


def _fields(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for heading, column in columns.items():
        if isinstance(value := row.get(heading), str) and (value := value.strip()):
            value = plain(value)
            fields[column] = f"{fields[column]}|{value}" if column in fields else value
    return fields


def _kind(row: dict[str, str], of_file: EntityKind | None, problem: Callable[..., None]) -> EntityKind | None:
    """What the row says that it is of; else the type, else the file's name; else what its other fields let suppose."""
    if wanted := row.get("kind", ""):
        if not (kind := kind_of(wanted)):
            problem(f"unknown kind “{wanted}”: one of person, org, place is wanted", "bad-kind")
        return kind
    if kind := kind_of(row.get("type", "")):
        del row["type"]
        return kind
    if kind := of_file or _guessed(row):
        return kind
    name = row.get("name", "")
    problem(f"it is not said whether “{name}” is a person, org or place: taken for an org", "no-kind", "warning")
    return "org"


def _entry(
    row: dict[str, str], file: str, line: int, of_file: EntityKind | None, taken: set[str],
    named: dict[Hashable, Entry], problems: list[Problem],
) -> Entry | None:  # fmt: skip
    def problem(message: str, code: str, level: Literal["warning", "error"] = "error") -> None:
        problems.append(Problem(file, line, message, level, code))

    names = _names(row)
    if not names:
        problem(f"“{row.get('id', '')}” has no name", "no-name")
        return None
    geo = _geo(row, problem)
    kind = _kind(row, of_file, problem)
    if not kind:
        return None
    who = tuple(value for column, value in row.items() if column not in _OF_AN_OFFICE)
    earlier = named.get(who) if row.get("roles") and not row.get("id") else None
    if earlier is not None:
        problem(f"the same name as on line {earlier.line}, with another office: taken for one", "one-name", "warning")
    id_ = row.get("id") or (earlier.entity.id if earlier is not None else unique(slug(names[0].text), taken))
    taken.add(id_)
    if not is_ncname(id_):
        problems.append(Problem(file, line, f"“{id_}” is not a valid xml:id", code="bad-id"))
    idnos = [identifier(value, scheme) for scheme in schemes() if (value := row.get(scheme.lower(), ""))]
    idnos += [identifier(value.strip()) for value in row.get("idno", "").split("|") if value.strip()]
    birth, death = lived(row.get("life", ""))
    if row.get("life") and not (birth or death):
        problem(f"“{row['life']}” does not say from when to when, as in 1890-1969", "bad-life", "warning")
    entry = Entry(
        Entity(
            id_,
            kind,
            names,
            tuple(dict.fromkeys(idnos)),
            _roles(row),
            row.get("note", ""),
            geo,
            row.get("type", ""),
            source=f"{quote(file)}#{quote(id_)}",
            birth=row.get("birth", birth),
            death=row.get("death", death),
        ),
        line,
    )
    if row.get("roles") and not row.get("id"):
        named.setdefault(who, entry)
    return entry


def _guessed(row: dict[str, str]) -> EntityKind | None:
    if any(row.get(column) for column in ("surname", "forename", "maiden", "birth", "life", "roles")):
        return "person"
    if row.get("latitude") or row.get("geonames"):
        return "place"
    return "person" if "," in row.get("name", "") else "org" if row.get("abbr") else None


def _names(row: Mapping[str, str]) -> tuple[Name, ...]:
    found = []
    if parts := _parts(row):
        found.append(Name(row["name"] if "surname" in row and "name" in row else shown(parts), parts=parts))
    elif row.get("name"):
        found.append(Name(row["name"]))
    if found and (maiden := row.get("maiden")):
        parts = (("surname", maiden), ("forename", " ".join(personal(found[0]).given)))
        found.append(Name(shown(parts).strip(), "maiden", parts=parts))
    found += [Name(text.strip(), "abbr") for text in row.get("abbr", "").split("|") if text.strip()]
    for variant in row.get("variants", "").split("|"):
        rest, _, type_ = variant.strip().partition("#")
        text, _, lang = rest.partition("@")
        if text:
            found.append(Name(text, type_ or "variant", lang))
    return tuple(found)


def _parts(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The parts of the name where columns tell them; `name` is the surname where the forename stands apart."""
    surname, forename = row.get("surname", ""), row.get("forename", "")
    if forename and not surname and "name" in row:
        if forename in row["name"]:
            return ()
        surname = row["name"]
    if surname and _honorific(row.get("title", "")):
        forename = f"{row['title']} {forename}".strip()
    return tuple((part, text) for part, text in (("surname", surname), ("forename", forename)) if text)


def _honorific(title: str) -> bool:
    """Whether a title goes with the name (`Dr.`, `General`) and is no office (`Minister of Trade`)."""
    return bool(title) and personal(Name("", parts=(("surname", "A"), ("forename", f"{title} B")))).given == ("B",)


def _roles(row: Mapping[str, str]) -> tuple[Role, ...]:
    """The offices; when the only one was held may stand in columns of its own."""
    told = row.get("roles", "").split("|")
    if not _honorific(row.get("title", "")):
        told.append(row.get("title", ""))
    roles = tuple(_role(text) for text in dict.fromkeys(told) if text.strip())
    if len(roles) == 1 and ("from" in row or "to" in row):
        return (Role(roles[0].label, as_iso(row.get("from", "")), as_iso(row.get("to", ""))),)
    return roles


def _role(text: str) -> Role:
    match = pattern(r"^(.*?)\s*\[([^/\]]*)(?:/([^\]]*))?\]$").match(text.strip())
    if match is None:
        return Role(text.strip())
    label, first, last = (match.group(i) or "" for i in (1, 2, 3))
    return Role(label, first, last if "/" in text.rpartition("[")[2] else first)


def _geo(row: dict[str, str], problem: Callable[..., None]) -> tuple[float, float] | None:
    latitude, longitude = row.get("latitude", ""), row.get("longitude", "")
    if not latitude and not longitude:
        return None
    try:
        geo = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        geo = 999.0, 999.0
    if abs(geo[0]) > 90 or abs(geo[1]) > 180:
        problem(f"“{latitude}, {longitude}” is not latitude and longitude in degrees", "bad-geo")
        return None
    return geo
