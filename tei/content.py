"""Which elements may stand in which, within `text`: what nesting is decided by.

The same as `tei/schema/regesta.rng` says (a test holds them equal), in the same groups and without order,
so that no schema needs to be read to write TEI. The order that remains, that of a division, is in
`DIV_TOP` and `DIV_BOTTOM` (TEI P5, 4.1 and 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAME = _names("persName orgName placeName name rs objectName eventName")
_NAME_PART = _names(
    "surname forename roleName genName nameLink addName settlement region country district bloc geogName"
)
_VALUE = _names("date time num measure")
_POINTER = _names("ref ptr")
_WORDING = _names("title term gloss foreign hi emph mentioned soCalled q idno choice abbr expan ex am")
_EDITORIAL = _names("sic corr orig reg add del supplied unclear surplus subst restore damage seg handShift formula")
GLOBAL: frozenset[str] = _names(
    "note gap space lb pb cb gb fw milestone anchor incident vocal kinesic pause figure "
    "certainty precision span spanGrp"
)
"""What may stand anywhere, and what no `body` can consist of alone."""

BLOCKS = (
    "front", "body", "back", "div", "postscript", "sp", "opener", "closer", "argument", "lg", "table", "list",
    "row", "cit", "byline", "head", "speaker", "p", "ab", "l", "item", "label", "cell", "dateline", "salute",
    "signed", "trailer", "stage", "fw",
)  # fmt: skip
"""Elements that make up a text and are no part of a line, in the order in which one holds another of the same span."""

_INTER = _names("bibl quote cit list table label stage")
_VERSE = _names("lg l")
_BLOCK = _names("p ab")
_OPENING = _names("head opener byline dateline salute argument epigraph")
_ENDING = _names("closer signed postscript trailer")

_UNMARKED = _NAME | _NAME_PART | _VALUE | _POINTER | _WORDING
_LIMITED = _UNMARKED | {"stamp"}
_PHRASE = _LIMITED | _EDITORIAL | GLOBAL | {"g"}
_QUOTING = _PHRASE | {"quote", "cit"}
_PARA = _PHRASE | _INTER | _VERSE
_ANY = _PARA | _BLOCK | {"sp"}
_COMMON = _BLOCK | _INTER | _VERSE | {"sp"}
_DIVISION = GLOBAL | _OPENING | _ENDING | _COMMON | {"div"}
_TRACES = _names("add corr damage del orig reg restore sic supplied surplus unclear")
_IN_BIBL = _names("author editor respStmt publisher pubPlace edition biblScope extent availability msIdentifier")
_DESCRIBED_IN = _LIMITED | {"bibl", "list", "quote"}

DESCRIBED: frozenset[str] = _names("gap space incident vocal kinesic")
"""Elements whose words stand in a `desc` child; `ALLOWED` and `MIXED` take them with it."""

EMPTY: frozenset[str] = _names("lb pb cb gb milestone anchor handShift pause ptr")
"""Elements that hold nothing."""

DIV_TOP: frozenset[str] = _OPENING
"""What may open `body` and `div`: it stands before all else."""

DIV_BOTTOM: frozenset[str] = _ENDING | {"byline", "dateline", "salute"}
"""What may close `body` and `div`: nothing else stands after it."""

_BY_CONTENT: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "p ab head salute signed trailer titlePart title hi emph ref seg sic corr orig reg add del supplied",
        _PARA,
    ),
    ("surplus restore damage unclear", _PARA),
    ("note item cell quote q stage", _ANY),
    ("l", _PHRASE | _INTER),
    (
        "dateline byline label speaker fw stamp date time term gloss foreign mentioned soCalled abbr expan",
        _PHRASE,
    ),
    ("persName orgName placeName name rs objectName eventName num measure", _QUOTING),
    ("surname forename roleName genName nameLink addName", _QUOTING),
    ("settlement region country district bloc geogName", _QUOTING),
    ("opener", _PHRASE | {"byline", "dateline", "salute", "signed", "argument"}),
    ("closer", _PHRASE | {"dateline", "salute", "signed"}),
    ("bibl", _UNMARKED | GLOBAL | _TRACES | _IN_BIBL | {"g", "seg", "bibl"}),
    ("ex", _names("g")),
    ("am", _TRACES | {"g", "handShift"}),
    ("idno", _names("g idno")),
    ("formula", _names("hi")),
    ("g", frozenset()),
    (" ".join(DESCRIBED), _DESCRIBED_IN),
)

MIXED: frozenset[str] = frozenset(name for names, _ in _BY_CONTENT for name in names.split())
"""Elements that may hold text directly."""

_STRUCTURE: dict[str, frozenset[str]] = {
    "text": GLOBAL | {"front", "body", "back", "group"},
    "group": GLOBAL | {"head", "text", "group"},
    "front": GLOBAL | _BLOCK | (_OPENING - {"opener", "salute"}) | {"titlePart", "div"},
    "body": _DIVISION,
    "back": GLOBAL | _BLOCK | (_OPENING - {"opener", "salute"}) | _ENDING | {"list", "div"},
    "div": _DIVISION,
    "postscript": GLOBAL | _COMMON | {"head", "closer", "signed", "trailer"},
    "argument": GLOBAL | _COMMON | {"head"},
    "epigraph": GLOBAL | _COMMON,
    "list": GLOBAL | {"head", "label", "item", "trailer"},
    "table": GLOBAL | {"head", "row"},
    "row": _names("cell"),
    "lg": GLOBAL | _VERSE | {"head", "label", "stage"},
    "sp": GLOBAL | _BLOCK | _VERSE | {"speaker", "stage", "quote", "list"},
    "cit": GLOBAL | {"quote", "q", "bibl", "ref", "ptr"},
    "choice": _names("sic corr orig reg abbr expan ex am supplied unclear seg choice"),
    "subst": _names("add del surplus lb pb cb gb milestone anchor fw"),
    "figure": _BLOCK | {"head", "figDesc", "graphic"},
    "certainty": _names("desc"),
    "precision": _names("desc"),
    "spanGrp": _names("desc span"),
}

ALLOWED: Mapping[str, frozenset[str]] = (
    {name: content for names, content in _BY_CONTENT for name in names.split()}
    | _STRUCTURE
    | dict.fromkeys(EMPTY, frozenset())
)
"""Elements that may stand somewhere in an element of `text`, by the name of that element."""
