"""Identifiers elsewhere, as (scheme, value) and as URIs; the schemes are in `identifiers.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache
def _schemes() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Beginning → scheme, scheme → URI, scheme in lower case → as it is written."""
    data = tomllib.loads(files(__package__).joinpath("identifiers.toml").read_text(encoding="utf-8"))
    beginnings: dict[str, str] = {}
    uris: dict[str, str] = {}
    for scheme in data["scheme"]:
        uris[scheme["type"]] = scheme["uri"]
        for beginning in (scheme["uri"], *scheme["also"]):
            beginnings[beginning] = scheme["type"]
    return beginnings, uris, {type_.lower(): type_ for type_ in uris}


@lru_cache(maxsize=65536)
def identifier(value: str, type_: str = "") -> tuple[str, str]:
    """The (scheme, value) of an identifier; a URI of a known scheme is taken apart.

    >>> identifier("http://www.wikidata.org/entity/Q42")
    ('Wikidata', 'Q42')
    >>> identifier("2988507", "geonames")
    ('GeoNames', '2988507')
    """
    beginnings, _, written = _schemes()
    if ":" in value:
        for beginning, scheme in beginnings.items():
            if value.startswith(beginning):
                return scheme, value.removeprefix(beginning).split("/")[0].removesuffix(".html")
    known = written.get(type_.lower())
    return (known or type_ or "URI", value)


def uri(type_: str, value: str) -> str:
    """The URI of an identifier, or nothing where the scheme has none.

    >>> uri("GeoNames", "2988507")
    'https://sws.geonames.org/2988507'
    """
    if value.startswith(("http://", "https://", "urn:")):
        return value
    beginning = _schemes()[1].get(type_, "")
    return beginning + value if beginning and " " not in value else ""


def schemes() -> tuple[str, ...]:
    """The names of the known schemes."""
    return tuple(_schemes()[1])
