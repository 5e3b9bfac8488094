"""Asking with SPARQL 1.1: one's own queries, and the stored questions in `rdf/queries/`.

A stored question is one `NAME.rq` file. Its first comment line says in a sentence what it answers; a
line `# param NAME: what it is (default: VALUE)` names a variable that the user may fix; `(like: REGEX)` before the
default says what form its values have. In a SPARQL string `$NAME$` is what the user gives and `$NAME~$` a pattern for
`REGEX(…, "i")` that finds it with any accents.
To add a question, add a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from rdf.answers import Answer, QueryError, plain, turtle, write
from rdf.depth import CHAINED, MOST, too_chained, too_deep
from rdf.federation import code, federated
from rdf.layout import table
from rdf.namespaces import PREFIXES
from rdf.parameters import filled

if TYPE_CHECKING:
    from tei import Document

__all__ = [
    "Answer", "Parameter", "QueryError", "Question", "Store", "answer", "ask", "bad_sparql", "plain", "prepare",
    "questions", "stored", "table", "turtle", "write",
]  # fmt: skip

_PARAM = re.compile(r"^#\s*param\s+(\w+)\s*:\s*(.*?)(?:\s*\(like:\s*(\S+)\))?(?:\s*\(default:\s*(.*?)\))?\s*$")
_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)
_HEAD = " # prefixes put in\n"
"""How the one line ends that `prepare` puts before a query."""
_AT = re.compile(r"^error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a stored question that the user may fix."""

    name: str
    description: str
    default: str = ""
    form: str = ""
    """A regular expression that values fit; empty where all do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question."""

    name: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()


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
        tuple(Parameter(m[1], m[2], m[4] or "", m[3] or "") for m in found),
    )


def stored(name: str) -> Question:
    """The stored question of that name. Raises `QueryError`."""
    for question in questions():
        if question.name == name:
            return question
    names = [q.name for q in questions()]
    near = get_close_matches(name, names, 1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    raise QueryError(f"no stored question {name!r}; {meant}there are: {', '.join(names)}")


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
    for p in question.parameters:
        if p.form and p.name in given and not re.fullmatch(p.form, given[p.name]):
            raise QueryError(f"{name}: --{p.name} is {given[p.name]!r}: {p.description}")
    text = filled(text, {**known, **given})
    if not service and federated(text):
        raise QueryError("the query asks another server (SERVICE); allow it with --service")
    bare = code(text)
    if too_deep(bare):
        raise QueryError(f"the query nests brackets more than {MOST} deep")
    if too_chained(bare):
        raise QueryError(f"the query has more than {CHAINED} operators of one kind")
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
    why = f": expected {' or '.join(wanted)}" if 0 < len(wanted) < 5 and "LATERAL" not in wanted else ""
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
