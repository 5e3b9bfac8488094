"""Authority files as tables: one entry a row, the columns named in the first row.

Columns: `id`, `kind` (person, org, place), `name`, `surname`, `forename`, `variants`, `abbr`, `type`,
`roles`, `birth`, `death`, `note`, `latitude`, `longitude`, `idno`, and one for each scheme of
`identifiers.toml` (`wikidata`, `viaf`, `geonames`, …). Only `name` (or `surname`) is needed. Several
values in one field are parted by `|`. A variant may say its language (`周恩来@zh`) and kind
(`Chou En-lai@zh-Latn-wadegile#transliteration`). A role may say its time: `Premier [1949-10/1976-01]`.
"""

from __future__ import annotations

import csv
import io
from typing import cast
from urllib.parse import quote

from converters.authority.identifiers import identifier, schemes
from converters.authority.model import AuthorityError, Contents, Entry, Problem, is_ncname, slug, unique
from converters.authority.naming import shown
from converters.matching import pattern
from tei.entities import Entity, EntityKind, Name, Role

COLUMNS = (
    "id", "kind", "name", "surname", "forename", "variants", "abbr", "type", "roles", "birth", "death",
    "note", "latitude", "longitude", "idno",
)  # fmt: skip
_KINDS = {
    "person": "person", "people": "person", "agent": "person",
    "org": "org", "organisation": "org", "organization": "org", "body": "org", "corporatebody": "org", "term": "org",
    "place": "place", "location": "place", "settlement": "place", "country": "place",
}  # fmt: skip


def read(source: bytes, name: str) -> Contents:
    """The entries of a table in UTF-8, its columns parted by comma, semicolon or tab."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise AuthorityError(name, line, "not UTF-8 text") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    problems: list[Problem] = []
    entries: list[Entry] = []
    taken: set[str] = set()
    try:
        columns = {column: (column or "").strip().lower() for column in rows.fieldnames or ()}
        if not {"name", "surname"} & set(columns.values()):
            raise AuthorityError(name, 1, "no column “name” or “surname” in the first row")
        for row in rows:
            fields = {
                columns.get(key, ""): (value or "").strip() for key, value in row.items() if isinstance(value, str)
            }
            if any(fields.values()) and (entry := _entry(fields, name, rows.line_num, taken, problems)) is not None:
                entries.append(entry)
    except csv.Error as error:
        raise AuthorityError(name, rows.line_num, f"not a table that can be read: {error}") from error
    return Contents(tuple(entries), (), tuple(problems))


def _entry(row: dict[str, str], file: str, line: int, taken: set[str], problems: list[Problem]) -> Entry | None:
    def problem(message: str, code: str) -> None:
        problems.append(Problem(file, line, message, "error", code))

    names = _names(row)
    if not names:
        problem(f"“{row.get('id', '')}” has no name", "no-name")
        return None
    geo = _geo(row, problem)
    wanted = row.get("kind", "").lower().replace(" ", "")
    kind = _KINDS.get(wanted, "" if wanted else _guessed(row))
    if not kind:
        problem(f"unknown kind “{wanted}”: one of person, org, place is wanted", "bad-kind")
        return None
    id_ = row.get("id", "") or unique(slug(names[0].text), taken)
    taken.add(id_)
    if not is_ncname(id_):
        problems.append(Problem(file, line, f"“{id_}” is not a valid xml:id", code="bad-id"))
    idnos = [identifier(value, scheme) for scheme in schemes() if (value := row.get(scheme.lower(), ""))]
    idnos += [identifier(value.strip()) for value in row.get("idno", "").split("|") if value.strip()]
    return Entry(
        Entity(
            id_,
            cast(EntityKind, kind),
            names,
            tuple(dict.fromkeys(idnos)),
            tuple(_role(text) for text in row.get("roles", "").split("|") if text.strip()),
            row.get("note", ""),
            geo,
            row.get("type", ""),
            source=f"{quote(file)}#{quote(id_)}",
            birth=row.get("birth", ""),
            death=row.get("death", ""),
        ),
        line,
    )


def _guessed(row: dict[str, str]) -> str:
    if row.get("surname") or row.get("forename") or row.get("birth"):
        return "person"
    return "place" if row.get("latitude") or row.get("geonames") else "person" if "," in row.get("name", "") else "org"


def _names(row: dict[str, str]) -> tuple[Name, ...]:
    parts = tuple((part, row[part]) for part in ("surname", "forename") if row.get(part))
    found = []
    if parts:
        found.append(Name(row.get("name") or shown(parts), parts=parts))
    elif row.get("name"):
        found.append(Name(row["name"]))
    found += [Name(text.strip(), "abbr") for text in row.get("abbr", "").split("|") if text.strip()]
    for variant in row.get("variants", "").split("|"):
        rest, _, type_ = variant.strip().partition("#")
        text, _, lang = rest.partition("@")
        if text:
            found.append(Name(text, type_ or "variant", lang))
    return tuple(found)


def _role(text: str) -> Role:
    match = pattern(r"^(.*?)\s*\[([^/\]]*)(?:/([^\]]*))?\]$").match(text.strip())
    if match is None:
        return Role(text.strip())
    label, first, last = (match.group(i) or "" for i in (1, 2, 3))
    return Role(label, first, last if "/" in text.rpartition("[")[2] else first)


def _geo(row: dict[str, str], problem: object) -> tuple[float, float] | None:
    latitude, longitude = row.get("latitude", ""), row.get("longitude", "")
    if not latitude and not longitude:
        return None
    try:
        geo = float(latitude), float(longitude)
    except ValueError:
        geo = 999.0, 999.0
    if abs(geo[0]) > 90 or abs(geo[1]) > 180:
        assert callable(problem)
        problem(f"“{latitude}, {longitude}” is not latitude and longitude in degrees", "bad-geo")
        return None
    return geo
