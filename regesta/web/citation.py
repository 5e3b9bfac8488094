"""How a document is cited: CSL-JSON (citationstyles.org), BibTeX, RIS, and schema.org for search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tei.metadata import Metadata, Stated

_GENRES = {"letter": "personal_communication", "telegram": "personal_communication", "report": "report"}
_BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
           "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
_DAY = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?")


def csl(identifier: str, title: str, metadata: Metadata, address: str) -> dict[str, Any]:
    """A document as an item of CSL-JSON; what is not known is not in it."""
    shelfmark = ", ".join(i.text for i in metadata.idnos)
    found: dict[str, Any] = {
        "id": identifier, "type": _GENRES.get(metadata.genre, "document"), "title": title,
        "author": [_agent(a) for a in metadata.authors if _name(a)],
        "recipient": [_agent(a) for a in metadata.addressees if _name(a)],
        "translator": [_agent(a) for a in metadata.translators if _name(a)],
        "editor": [_agent(a) for a in metadata.editors if _name(a)],
        "issued": _issued(metadata.date), "genre": metadata.genre, "archive": _text(metadata.repository),
        "archive_collection": _text(metadata.collection), "archive_location": shelfmark,
        "page": _text(metadata.locus), "publisher": _text(metadata.publisher),
        "container-title": _text(metadata.series), "number": _text(metadata.number), "language": metadata.language,
        "abstract": _text(metadata.abstract), "URL": _text(metadata.url) or address,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def as_csl(item: Mapping[str, Any]) -> bytes:
    """A file of CSL-JSON: a list of one item."""
    return json.dumps([item], ensure_ascii=False, indent=1).encode() + b"\n"


def as_bibtex(item: Mapping[str, Any]) -> bytes:
    """A BibTeX entry. Names are in braces: no program is to take them apart."""
    holder = ", ".join(filter(None, (item.get(k) for k in ("archive", "archive_collection", "archive_location"))))
    fields = {
        "title": "{" + _tex(item["title"]) + "}",
        "author": " and ".join("{" + _tex(a["literal"]) + "}" for a in item.get("author", ())),
        "editor": " and ".join("{" + _tex(a["literal"]) + "}" for a in item.get("editor", ())),
        "translator": " and ".join("{" + _tex(a["literal"]) + "}" for a in item.get("translator", ())),
        "date": _written(item), "year": _written(item)[:4], "howpublished": _tex(holder),
        "pages": _tex(item.get("page", "")), "publisher": _tex(item.get("publisher", "")),
        "series": _tex(item.get("container-title", "")), "number": _tex(item.get("number", "")),
        "langid": _tex(item.get("language", "")), "url": item.get("URL", "").translate(_IN_URL),
    }  # fmt: skip
    key = re.sub(r"[^A-Za-z0-9.:-]+", "-", item["id"]).strip("-") or "document"
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ("@misc{" + ",\n".join([key, *lines]) + "\n}\n").encode()


_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def as_ris(item: Mapping[str, Any]) -> bytes:
    """A RIS record, as reference managers import it."""

    def lines() -> Iterator[tuple[str, str]]:
        yield "TY", "PCOMM" if item["type"] == "personal_communication" else "UNPB"
        yield "ID", item["id"]
        yield "TI", item["title"]
        for tag, key in (("AU", "author"), ("A2", "editor"), ("A4", "translator")):
            for agent in item.get(key, ()):
                yield tag, agent["literal"]
        date = _written(item)
        yield "PY", date[:4]
        yield "DA", f"{date.replace('-', '/')}{'/' * (3 - date.count('-'))}" if date and "/" not in date else ""
        yield "AB", item.get("abstract", "")
        yield "DB", item.get("archive", "")
        yield "AN", item.get("archive_location", "")
        yield "SP", item.get("page", "")
        yield "PB", item.get("publisher", "")
        yield "T2", item.get("container-title", "")
        yield "LA", item.get("language", "")
        yield "UR", item.get("URL", "")
        yield "ER", " "

    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines() if value).encode()


def schema_org(item: Mapping[str, Any], metadata: Metadata) -> dict[str, Any]:
    """The description of a page for search engines (schema.org `ArchiveComponent`)."""
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": ["ArchiveComponent", "DigitalDocument"], "name": item["title"],
        "abstract": item.get("abstract"), "inLanguage": item.get("language"), "genre": item.get("genre"),
        "author": [_schema_agent(a) for a in metadata.authors if _name(a)],
        "translator": [_schema_agent(a) for a in metadata.translators if _name(a)],
        "dateCreated": _written(item), "identifier": item.get("archive_location"),
        "holdingArchive": {"@type": "ArchiveOrganization", "name": item["archive"]} if "archive" in item else None,
        "url": item.get("URL"),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _schema_agent(agent: Stated) -> dict[str, str]:
    kind = {"person": "Person", "org": "Organization"}.get(agent.attrs.get("type", ""), "Thing")
    return {"@type": kind, "name": _name(agent)}


def _text(stated: Stated | None) -> str:
    return " ".join(stated.text.split()) if stated is not None else ""


def _name(agent: Stated) -> str:
    return " ".join((agent.text or agent.attrs.get("role", "")).split())


def _agent(agent: Stated) -> dict[str, str]:
    # Literal: which part of a name is the surname, the document does not say.
    return {"literal": _name(agent)}


def _issued(date: Stated | None) -> dict[str, Any]:
    """The date as CSL has it: parts where it is one day, month or year; a range; else the words."""
    if date is None:
        return {}
    attrs = date.attrs
    span = [attrs.get(k, "") for k in ("from", "to")]
    days = [attrs["when"]] if "when" in attrs else span if all(span) else []
    if days and all(_DAY.fullmatch(day) and not day.startswith("-") for day in days):
        return {"date-parts": [[int(part) for part in day.split("-")] for day in days]}
    return {"literal": date.text} if date.text else {}


def _written(item: Mapping[str, Any]) -> str:
    """The date in ISO 8601; empty where it is not one day, month, year or range."""
    parts = item.get("issued", {}).get("date-parts", ())
    return "/".join("-".join(f"{p:04d}" if n == 0 else f"{p:02d}" for n, p in enumerate(day)) for day in parts)


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(c, c) for c in text)
