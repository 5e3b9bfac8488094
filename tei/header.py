"""The `teiHeader` (TEI P5, chapter 2): one function for each part, in the order of the header."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote

from tei import renditions
from tei.escape import needs_escape
from tei.markup import block, element, leaf, text
from tei.metadata import Metadata, Stated
from tei.model import Outside, Rule, Span
from tei.renditions import BARE, NOT_IN_SOURCE, Renditions
from tei.seal import PLACEHOLDER
from tei.transcript import Change, Encoding, Person, Transcript

VERSION = "0.1.0"

_DATING = re.compile(' (calendar|datingMethod)="([^"]*)"')

_LANGUAGES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese", "cs": "Czech",
    "hu": "Hungarian", "la": "Latin", "und": "Undetermined",
}  # fmt: skip


CALENDARS = {
    "edtf": "Extended Date/Time Format (ISO 8601-2:2019): uncertain dates, sets and intervals in @when-custom.",
    "hebrew": "Hebrew calendar; @when gives the Gregorian day, whose evening before began it.",
    "islamic": "Islamic calendar, by its arithmetical reckoning; @when gives the Gregorian day.",
    "julian": "Julian calendar (Old Style); @when gives the Gregorian day.",
    "gregorian": "Gregorian calendar (New Style).",
    "republican": "French republican calendar; @when gives the Gregorian day.",
}


def fragment(name: str, span: Span | None) -> str:
    """A pointer to characters of the source file: `NAME.txt#char=10,20` (RFC 5147, section 2.1.1)."""
    return "" if span is None else f"{file_pointer(name)}#char={span[0]},{span[1]}"


@lru_cache(maxsize=16)
def file_pointer(name: str) -> str:
    """The name of the source file as a relative URI reference (RFC 3986)."""
    return "./" + quote(name) if ":" in name.split("/")[0] else quote(name)


def stated(element_name: str, value: Stated, name: str, extra: Mapping[str, str] | None = None) -> str:
    """A header element for a value, with the characters it was taken from and who took them."""
    return element(element_name, text(value.text), attrs=provenance(value, name, extra))


def provenance(value: Stated, name: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The attributes of a header element: its own, then where it was taken from, by whom, how surely."""
    attrs = {k: v for k, v in value.attrs.items() if k not in ("role",)} | dict(extra or {})
    if value.span is not None:
        attrs["source"] = fragment(name, value.span)
    if value.cert is not None:
        attrs |= {"resp": value.resp, "cert": value.cert}
    return attrs


def calendars(markup: str) -> frozenset[str]:
    """The calendars that dates in `markup` point to and the header declares."""
    if "calendar=" not in markup and "datingMethod=" not in markup:
        return frozenset()
    return frozenset(
        pointer[1:]
        for _, value in _DATING.findall(markup)
        for pointer in value.split()
        if pointer.startswith("#") and pointer[1:] in CALENDARS
    )


def header(transcript: Transcript, declared: Renditions, *, bare: bool, dated: Iterable[str], when: str) -> str:
    """The header of a transcript. `when` is the day of encoding, ISO 8601; empty to leave it out.

    `bare` says whether the text points to that declaration, `dated` to which calendars it points.
    """
    metadata, name = transcript.metadata, transcript.source.name
    return block(
        "teiHeader",
        [
            block("fileDesc", [_title_stmt(metadata, name, transcript.people), _extent(transcript),
                               _publication_stmt(metadata, name), _series_stmt(metadata, name),
                               _source_desc(transcript)]),
            _encoding_desc(transcript, declared, bare),
            _profile_desc(metadata, name, dated),
            *(_xeno_data(transcript.source.text, piece, name) for piece in transcript.outside),
            block("revisionDesc", [*(_decided(c, name) for c in transcript.changes), _change(when)]),
        ],
    )  # fmt: skip


def _title_stmt(metadata: Metadata, name: str, people: Iterable[Person]) -> str:
    title = metadata.title or Stated(name.rsplit("/", 1)[-1], cert=None)
    return block(
        "titleStmt",
        [
            stated("title", title, name, {"type": "main"}),
            stated("title", metadata.subject, name, {"type": "sub"}) if metadata.subject else "",
            *(element("author", _agent(a), attrs=_unnamed(a, name)) for a in metadata.authors),
            *(element("editor", _agent(a), attrs=_unnamed(a, name)) for a in metadata.editors),
            *(stated("funder", funder, name) for funder in metadata.funders),
            *(
                element("respStmt", leaf("resp", "translated by", {"key": "trl"}), _agent(a), attrs=_unnamed(a, name))
                for a in metadata.translators
            ),
            *(
                element("respStmt", leaf("resp", "decided on marks"), leaf("persName", p.name), attrs={"xml:id": p.id})
                for p in people
            ),
        ],
    )


_NAMED = {"org": "orgName", "person": "persName", "group": "persName"}
"""What a name is, by whose it is."""


def _unnamed(value: Stated, name: str) -> dict[str, str]:
    """Provenance without what belongs to the name inside."""
    return {k: v for k, v in provenance(value, name).items() if k in ("source", "resp", "cert")}


def _agent(value: Stated) -> str:
    """A name, and the office that the text gives with it."""
    kind = _NAMED.get(value.attrs.get("type", "person"), "name")
    role = value.attrs.get("role", "")
    attrs = {"ref": value.attrs.get("ref", "")}
    if not value.text:
        return leaf("roleName", role)
    return leaf(kind, value.text, attrs) + (" " + leaf("roleName", role) if role else "")


def _extent(transcript: Transcript) -> str:
    source = transcript.source
    return element(
        "extent",
        element("measure", attrs={"type": "file", "unit": "byte", "quantity": str(len(source.raw))}),
        element("measure", attrs={"type": "file", "unit": "character", "quantity": str(len(source.text))}),
    )


def _publication_stmt(metadata: Metadata, name: str) -> str:
    publisher = stated("publisher", metadata.publisher, name) if metadata.publisher else ""
    rights = metadata.rights
    availability = (
        element(
            "availability", element("p", text(rights.text), attrs=provenance(rights, name)), attrs={"status": "unknown"}
        )
        if rights
        else ""
    )
    url = (
        element("idno", text(metadata.url.text), attrs=provenance(metadata.url, name, {"type": "URI"}))
        if metadata.url
        else ""
    )
    if not publisher:
        inside = " ".join(part for part in (
            text(f"Published at {metadata.url.text}.") if metadata.url else "",
            text(rights.text) if rights else "",
        ) if part)  # fmt: skip
        return element("publicationStmt", element("p", inside or "Not published."))
    return block("publicationStmt", [publisher, url, availability])


def _series_stmt(metadata: Metadata, name: str) -> str:
    if metadata.series is None:
        return ""
    number = stated("biblScope", metadata.number, name, {"unit": "document"}) if metadata.number else ""
    return block("seriesStmt", [stated("title", metadata.series, name), number])


def _source_desc(transcript: Transcript) -> str:
    metadata, name = transcript.metadata, transcript.source.name
    number = metadata.number if metadata.series is None else None
    return block(
        "sourceDesc",
        [
            _ms_desc(metadata, name),
            stated("bibl", metadata.citation, name, {"type": "citation"}) if metadata.citation else "",
            element("bibl", leaf("biblScope", number.text, provenance(number, name, {"unit": "document"})),
                    attrs={"type": "edition"}) if number else "",
            _source_file(transcript),
        ],
    )  # fmt: skip


def _ms_desc(metadata: Metadata, name: str) -> str:
    """The original at its holder (TEI P5, 11.4 “The Manuscript Identifier”)."""
    if not (metadata.repository or metadata.idnos or metadata.collection):
        return ""
    shelfmark = next((i for i in metadata.idnos if i.attrs.get("type", "shelfmark") == "shelfmark"), None)
    rest = [i for i in metadata.idnos if i is not shelfmark]
    identifier = block(
        "msIdentifier",
        [
            stated("repository", metadata.repository, name) if metadata.repository else "",
            stated("collection", metadata.collection, name) if metadata.collection else "",
            stated("idno", shelfmark, name, {"type": "shelfmark"}) if shelfmark else "",
            *(element("altIdentifier", stated("idno", other, name), attrs={"type": "partial"}) for other in rest),
        ],
    )
    locus = stated("locus", metadata.locus, name) if metadata.locus else ""
    # an item is of something: as in `titleStmt`, what has no title goes by the name of the file
    titled = metadata.title.text if metadata.title else name.rsplit("/", 1)[-1] if metadata.locus else ""
    title = leaf("title", titled) if titled else ""
    language = element("textLang", attrs={"mainLang": metadata.original_language}) if metadata.original_language else ""
    contents = block("msContents", [element("msItem", locus, title, language)]) if locus or title or language else ""
    return block("msDesc", [identifier, contents])


def _source_file(transcript: Transcript) -> str:
    """The file that was encoded, so that restoring it can be checked."""
    source = transcript.source
    facts = [
        leaf("note", source.encoding, {"type": "encoding", "cert": source.encoding_cert, "resp": "#regesta"}),
        leaf("note", source.bom.hex().upper(), {"type": "byte-order-mark"}) if source.bom else "",
        leaf("note", _line_ends(source.text), {"type": "line-ends"}),
        leaf("idno", hashlib.sha256(source.raw).hexdigest(), {"type": "SHA-256"}),
    ]
    title = leaf("title", source.name, {"type": "file"})
    return element("bibl", title, *facts, attrs={"type": "source-file", "xml:id": "source"})


def _line_ends(source: str) -> str:
    pairs = source.count("\r\n")
    found = [("CRLF", pairs), ("LF", source.count("\n") - pairs), ("CR", source.count("\r") - pairs)]
    return " ".join(kind for kind, count in found if count) or "none"


def _encoding_desc(transcript: Transcript, declared: Renditions, bare: bool) -> str:
    encoding = transcript.encoding
    application = element("application", leaf("label", "regesta"),
                          attrs={"ident": "regesta", "version": VERSION, "xml:id": "regesta"})  # fmt: skip
    tags = renditions.write(declared, bare=bare, added=False)
    return block(
        "encodingDesc",
        [
            block("appInfo", [application]),
            _editorial_decl(encoding, needs_escape(transcript.source.text)),
            element("tagsDecl", f"\n{tags}\n") if tags else "",
            _rules(encoding),
        ],
    )


def _editorial_decl(encoding: Encoding, escaped: bool) -> str:
    """What was done with the text, in prose and in terms that the reader finds again."""
    parts = [
        element("correction", leaf("p", "Nothing is corrected silently; what an editor of the source corrected is "
                                        "marked."), attrs={"status": "unknown"}),
        element("normalization", leaf("p", "Characters that XML cannot carry are written as U+241B, their code point "
                                           "in hexadecimal, and a semicolon.")) if escaped else "",
        element("interpretation", leaf("p", "Statements with resp #regesta were made by program; cert says how sure "
                                            "they are, ana by which rule."), *_choices(encoding)),
    ]  # fmt: skip
    return block("editorialDecl", parts)


def _choices(encoding: Encoding) -> Iterable[str]:
    for kind, chosen, cert in (
        ("convention", encoding.convention, encoding.convention_cert),
        ("layout", encoding.layout, encoding.layout_cert),
    ):
        if chosen:
            claim = {"resp": "#regesta", "cert": cert} if cert else {}
            lead = (
                "Editorial marks were read by the convention " if kind == "convention" else "Page read by the layout "
            )
            prose = encoding.convention_description if kind == "convention" else ""
            yield element("p", text(lead), leaf("term", chosen, {"type": kind, **claim}),
                          text(f": {prose}" if prose else "."))  # fmt: skip
    if encoding.reasons:
        yield leaf("p", "Chosen because: " + "; ".join(encoding.reasons) + ".", {"n": "reasons"})


def _rules(encoding: Encoding) -> str:
    """The rules used, each in its own words: where `@ana` points to."""
    if not encoding.rules:
        return ""
    return block("classDecl", [block("taxonomy", map(_category, encoding.rules), {"n": "rules"})])


@lru_cache(maxsize=1024)
def _category(rule: Rule) -> str:
    return element("category", leaf("catDesc", rule.description), attrs={"xml:id": rule.id})


def _profile_desc(metadata: Metadata, name: str, dated: Iterable[str]) -> str:
    date = stated("date", metadata.date, name, {"type": "record"}) if metadata.date else ""
    place = stated("placeName", metadata.place, name) if metadata.place else ""
    language = metadata.language or "und"
    keywords = [stated("term", keyword, name) for keyword in metadata.keywords]
    if metadata.genre:
        keywords.insert(0, leaf("term", metadata.genre, {"type": "genre"}))
    if metadata.classification:
        keywords.append(stated("term", metadata.classification, name, {"type": "classification"}))
    abstract = metadata.abstract
    return block(
        "profileDesc",
        [
            element("abstract", leaf("p", abstract.text), attrs=provenance(abstract, name)) if abstract else "",
            element("creation", date, place) if date or place else "",
            element(
                "langUsage", leaf("language", _LANGUAGES.get(language.split("-")[0], language), {"ident": language})
            ),
            element("textClass", element("keywords", *keywords)) if keywords else "",
            _calendar_desc(calendars(date) | frozenset(dated)),
            _corresp_desc(metadata, name),
            _partic_desc(metadata, name),
        ],
    )


RESERVED = frozenset({"regesta", "source", BARE, NOT_IN_SOURCE, *CALENDARS})
"""Ids that the header gives: no entity and no document has one of them."""


def _calendar_desc(dated: frozenset[str]) -> str:
    """The calendars that dates point to, and EDTF (TEI P5, 2.4.5 “The Calendar Description”)."""
    declared = (element("calendar", leaf("p", words), attrs={"xml:id": name})
                for name, words in CALENDARS.items() if name in dated)  # fmt: skip
    return element("calendarDesc", *declared) if dated else ""


def _corresp_desc(metadata: Metadata, name: str) -> str:
    """Who sent it, when and where, and to whom (TEI P5, 2.4.6 “Correspondence Description”)."""
    if not metadata.addressees:
        return ""
    date = stated("date", metadata.date, name) if metadata.date else ""
    place = stated("placeName", metadata.place, name) if metadata.place else ""
    sent = "".join(_correspondent(a, name) for a in metadata.authors) + place + date
    received = "".join(_correspondent(a, name) for a in metadata.addressees)
    return block(
        "correspDesc",
        [
            element("correspAction", sent, attrs={"type": "sent"}) if sent else "",
            element("correspAction", received, attrs={"type": "received"}),
        ],
    )


def _correspondent(value: Stated, name: str) -> str:
    kind = _NAMED.get(value.attrs.get("type", "person"), "name")
    attrs = _unnamed(value, name) | {"ref": value.attrs.get("ref", "")}
    role = value.attrs.get("role", "")
    if not role:
        return leaf(kind, value.text, attrs)
    inner = element("roleName", text(role))
    return element("persName", text(value.text + " ") if value.text else "", inner, attrs=attrs)


def _partic_desc(metadata: Metadata, name: str) -> str:
    if not metadata.participants:
        return ""
    people = [p for p in metadata.participants if p.attrs.get("type") != "org"]
    bodies = [p for p in metadata.participants if p.attrs.get("type") == "org"]
    listed = (("listPerson", people), ("listOrg", bodies))
    return block("particDesc", [block(kind, (_participant(p, name) for p in those)) for kind, those in listed if those])


def _participant(value: Stated, name: str) -> str:
    kind = {"org": "org", "group": "personGrp"}.get(value.attrs.get("type", ""), "person")
    return element(kind, _correspondent(value, name), attrs={"role": "participant"})


def _xeno_data(source: str, piece: Outside, name: str) -> str:
    """Page text that is not the document, verbatim (TEI P5, 2.5 “Non-TEI Metadata”)."""
    attrs = {"type": piece.type, "source": fragment(name, (piece.start, piece.end)), "xml:space": "preserve"}
    return leaf("xenoData", source[piece.start : piece.end], attrs)


def _decided(change: Change, name: str) -> str:
    attrs = {"who": change.who, "when": change.when, "n": change.kind, "target": fragment(name, change.span)}
    return leaf("change", change.text, attrs)


def _change(when: str) -> str:
    return leaf(
        "change", "Encoded from the plain-text transcript.", {"who": "#regesta", "when": when, "n": PLACEHOLDER}
    )
