"""Asking with SPARQL 1.1: one's own queries, and the stored questions in `rdf/queries/`.

A stored question is one `NAME.rq` file. Its first comment line says in a sentence what it answers; a
line `# param NAME: what it is (default: VALUE)` names a variable that the user may fix. In a SPARQL string
`$NAME$` is what the user gives and `$NAME~$` a pattern for `REGEX(…, "i")` that finds it with any accents.
To add a question, add a file.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from rdf.namespaces import PREFIXES
from rdf.parameters import filled

if TYPE_CHECKING:
    from tei import Document

_PARAM = re.compile(r"^#\s*param\s+(\w+)\s*:\s*(.*?)(?:\s*\(default:\s*(.*?)\))?\s*$")
_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*',
    re.DOTALL,
)
"""Strings, IRIs and comments of SPARQL."""
_SERVICE = re.compile(r"(?<![?$:\w])SERVICE\b", re.IGNORECASE)
_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)
_HEAD = " # prefixes put in\n"
"""How the one line ends that `prepare` puts before a query."""
_AT = re.compile(r"^error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)


class QueryError(Exception):
    """A question that cannot be asked: what is wrong with it, and where."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a stored question that the user may fix."""

    name: str
    description: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question."""

    name: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    triples: tuple[ox.Triple, ...] = ()
    truth: bool | None = None

    @property
    def kind(self) -> str:
        """`rows`, `truth` or `triples`."""
        return "truth" if self.truth is not None else "rows" if self.variables else "triples"


class Store(Protocol):
    """What can be asked: an embedded store or a server."""

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query. Raises `QueryError`."""


@lru_cache
def questions() -> tuple[Question, ...]:
    """The stored questions, by name."""
    folder = resources.files("rdf") / "queries"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(_question(f.name.removesuffix(".rq"), f.read_text("utf-8")) for f in files)


def _question(name: str, text: str) -> Question:
    comments = [line for line in text.splitlines() if line.startswith("#")]
    found = [match for line in comments if (match := _PARAM.match(line))]
    return Question(
        name,
        comments[0].lstrip("# ").strip() if comments else name,
        text,
        tuple(Parameter(m[1], m[2], m[3] or "") for m in found),
    )


def stored(name: str) -> Question:
    """The stored question of that name. Raises `QueryError`."""
    for question in questions():
        if question.name == name:
            return question
    raise QueryError(f"no stored question {name!r}; there are: {', '.join(q.name for q in questions())}")


def prepare(text: str, parameters: Mapping[str, str] | None = None, *, service: bool = False) -> str:
    """A query ready to run: a question's name becomes its text, prefixes are put in, parameters are fixed.

    Raises `QueryError`; a query that would ask another server (`SERVICE`) is refused unless `service`.
    """
    text = text.strip()
    name = "query"
    if re.fullmatch(r"[\w-]+", text):
        name, text = text, stored(text).text
    question = _question(name, text)
    known = {p.name: p.default for p in question.parameters}
    given = dict(parameters or {})
    if unknown := sorted(set(given) - set(known)):
        takes = ", ".join(f"--{p}" for p in sorted(known)) or "no parameter"
        raise QueryError(f"{name}: no parameter {unknown[0]!r}; it takes {takes}")
    if bad := next((v for v in given.values() if any("\ud800" <= c <= "\udfff" for c in v)), None):
        raise QueryError(f"not text: {bad!r}")
    text = filled(text, {**known, **given})
    if not service and _SERVICE.search(_NOT_CODE.sub(" ", text)):
        raise QueryError("the query asks another server (SERVICE); allow it with --service")
    declared = {m[1] for m in _PREFIX.finditer(text)}
    head = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in PREFIXES.items() if p not in declared and f"{p}:" in text)
    return f"{head}{_HEAD}{text}" if head else text


def bad_sparql(error: SyntaxError, text: str) -> QueryError:
    """What is wrong with a query that `prepare` made, by the line and column of what the user wrote."""
    found = _AT.match(error.msg or "")
    if not found:
        return QueryError(f"not SPARQL 1.1: {error.msg or error}")
    put_in = text.split("\n", 1)[0].endswith(_HEAD.rstrip())
    number, column = int(found[1]), int(found[2])
    line = (text.split("\n")[number - 1 : number] or [""])[0]
    near = line[max(0, column - 31) : column + 20].strip()
    # Of what the parser would have taken, the words; a list of every sign that may stand there helps nobody.
    wanted = [w for w in found[3].replace("\n", " ").split(", ") if w[:1] not in ("[", "|", "'")]
    why = f": expected {' or '.join(wanted)}" if 0 < len(wanted) < 5 else ""
    if "Prefix not found" in wanted:
        why = ": this prefix is not declared"
    where = f"error at {number - put_in}:{column}"
    return QueryError(f"not SPARQL 1.1: {where}{why}, {f'near {near!r}' if near else 'at the end'}")


def answer(results: Any) -> Answer:
    """What pyoxigraph gives, taken in whole."""
    if isinstance(results, ox.QueryBoolean):
        return Answer(truth=bool(results))
    if isinstance(results, ox.QueryTriples):
        return Answer(triples=tuple(results))
    variables = tuple(v.value for v in results.variables)
    return Answer(variables, tuple(tuple(row[v] for v in variables) for row in results))


def ask(documents: Sequence[Document], text: str, parameters: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The answer of some documents to a query or stored question, one dict a row."""
    from rdf.store import Embedded

    found = Embedded.of(documents).query(prepare(text, parameters))
    return [
        {name: plain(term) for name, term in zip(found.variables, row, strict=True) if term is not None}
        for row in found.rows
    ]


def plain(term: Any, base: str = "") -> str:
    """A term as a person reads it: a literal's text, a name shortened by its prefix or without the base."""
    if term is None:
        return ""
    value = str(term.value)
    if isinstance(term, ox.NamedNode):
        if base and value.startswith(base) and len(value) > len(base):
            return value[len(base) :]
        for prefix, iri in PREFIXES.items():
            if value.startswith(iri) and len(value) > len(iri):
                return f"{prefix}:{value[len(iri) :]}"
    return value


def write(found: Answer, form: str, *, width: int = 0, base: str = "") -> str:
    """An answer as `table`, `csv`, `json` (SPARQL 1.1 Query Results, CSV and JSON) or `turtle`.

    A table is for reading: it shows names without `base`, and cuts long cells to fit into `width`. The others are
    for programs and have everything as it is. Of a yes or no, CSV is a column `boolean`, as the standard has none.

    Raises `QueryError` where the form does not fit the answer.
    """
    if found.kind == "triples":
        if form not in ("turtle", "table"):
            raise QueryError(f"a graph cannot be written as {form}; use turtle")
        return turtle(found)
    if form == "turtle":
        raise QueryError("only CONSTRUCT and DESCRIBE give a graph; use table, csv or json")
    if form == "json":
        return _json(found)
    if form == "csv":
        return _csv(found)
    if found.kind == "truth":
        return "yes" if found.truth else "no"
    rows = ([plain(term, base) for term in row] for row in found.rows)
    return table([dict(zip(found.variables, row, strict=True)) for row in rows], found.variables, width=width)


def _json(found: Answer) -> str:
    import json

    if found.truth is not None:
        return json.dumps({"head": {}, "boolean": found.truth})
    bindings = [
        {name: _term(term) for name, term in zip(found.variables, row, strict=True) if term is not None}
        for row in found.rows
    ]
    return json.dumps({"head": {"vars": list(found.variables)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _term(term: Any) -> dict[str, str]:
    """A term in SPARQL 1.1 Query Results JSON, 3.2.2."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    out = {"type": "literal", "value": str(term.value)}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        out["datatype"] = term.datatype.value
    return out


def _csv(found: Answer) -> str:
    """SPARQL 1.1 Query Results CSV, 3: plain values, header first.

    A value that a spreadsheet would take for a formula stays as it is: the standard knows no escape for it, and
    a changed quotation would be no quotation.
    """
    if found.truth is not None:
        return f"boolean\r\n{str(found.truth).lower()}"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(found.variables)
    writer.writerows([_csv_value(term) for term in row] for row in found.rows)
    return out.getvalue().removesuffix("\r\n")


def _csv_value(term: Any) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)


def turtle(found: Answer) -> str:
    """A graph as Turtle, with the usual prefixes."""
    data = ox.serialize(found.triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (data or b"").decode()


def table(rows: Iterable[Mapping[str, str]], variables: Sequence[str] = (), *, width: int = 0) -> str:
    """Rows as a table for the terminal; long cells are cut where `width` is given."""
    listed = [dict(row) for row in rows]
    names = list(variables) or list(dict.fromkeys(name for row in listed for name in row))
    if not names:
        return "(nothing)"
    cells = [[_cell(row.get(name, "")) for name in names] for row in listed]
    widths = [max(_width(cell) for cell in column) or 1 for column in zip(names, *cells, strict=True)]
    if width:
        widths = _fitted(widths, width - 2 * (len(names) - 1))
    lines = [names, ["─" * w for w in widths], *cells]
    text = "\n".join("  ".join(map(_padded, line, widths)).rstrip() for line in lines)
    return text if cells else text + "\n(nothing)"


def _cell(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes (Unicode Standard Annex 11)."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _width(cell: str) -> int:
    return len(cell) if cell.isascii() else sum(map(_columns, cell))


def _padded(cell: str, width: int) -> str:
    """A cell cut and filled up to a width."""
    found = _width(cell)
    if found > width:
        taken = 0
        for at, character in enumerate(cell):
            taken += _columns(character)
            if taken >= width:
                cell = cell[:at] + "…"
                break
        found = _width(cell)
    return cell + " " * (width - found)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Column widths that fit into `room`: the widest give way first."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > 8:
        widest = max(widths)
        second = max((w for w in widths if w < widest), default=8)
        count = widths.count(widest)
        cut = min(widest - max(second, 8), -(-(sum(widths) - room) // count))
        widths = [w - max(cut, 1) if w == widest else w for w in widths]
    return widths
