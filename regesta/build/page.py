"""The report of a build: as JSON, and as one page of HTML that holds no script and asks nobody for anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

from regesta.report import Finding, Report

_KEPT = 5000
"""Of more findings only the count is in the report; `regesta convert --json` has all of a document's."""
_SHOWN = 200


@dataclass(slots=True)
class Corpus:
    """What there is to say of the whole."""

    documents: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    edited: tuple[str, ...] = ()
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    events: int = 0
    entities: int = 0
    unclassified: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)
    """Marks that no rule knows, by their words."""
    many: int = 0
    """How many findings there are in all."""


_COUNTS = ("elements", "certainty", "conventions", "layouts")


def written(report: Report) -> str:
    """The report of a document, to be remembered."""
    found = report.data()
    return json.dumps({key: found[key] for key in (*_COUNTS, "events", "entities", "unclassified", "warnings")})


def gather(reports: Iterable[tuple[str, str]], failed: Mapping[str, str], edited: Sequence[str]) -> Corpus:
    """The sum of the reports of documents (name, what `written` gave)."""
    corpus = Corpus(failed=dict(sorted(failed.items())), edited=tuple(sorted(edited)))
    corpus.counts = {kind: Counter() for kind in _COUNTS}
    for name, data in reports:
        one: dict[str, Any] = json.loads(data)
        corpus.documents += 1
        for kind in _COUNTS:
            corpus.counts[kind].update(one.get(kind, {}))
        corpus.events += one.get("events", 0)
        corpus.entities += one.get("entities", 0)
        for kind, kept in (("unclassified", corpus.unclassified), ("warnings", corpus.warnings)):
            for finding in one.get(kind, ()):
                corpus.many += 1
                if kind == "unclassified":
                    corpus.marks[finding["text"]] += 1
                if len(kept) < _KEPT:
                    kept.append(Finding(**{**finding, "file": name}))
    return corpus


def as_json(corpus: Corpus) -> bytes:
    """The report for programs."""
    found: dict[str, Any] = {
        "documents": corpus.documents, "failed": corpus.failed, "edited": corpus.edited,
        "events": corpus.events, "entities": corpus.entities, "counts": corpus.counts, "findings": corpus.many,
        "marks": dict(corpus.marks.most_common(_KEPT)),
        "unclassified": [asdict(f) for f in corpus.unclassified], "warnings": [asdict(f) for f in corpus.warnings],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=True, indent=1).encode() + b"\n"


_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.15rem .8rem .15rem 0;text-align:left;"
    "vertical-align:top;border-bottom:1px solid #ddd}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "h2{margin-top:2rem;font-size:1.15rem}.fail{color:#a00}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}td,th{border-color:#444}.fail{color:#f77}}"
)


def as_html(corpus: Corpus, title: str) -> bytes:
    """The report for people."""
    failed, edited = corpus.failed, corpus.edited
    body = [
        f"<h1>{_safe(title)}</h1>",
        f"<p>{corpus.documents} documents, {corpus.events} events, "
        f"{corpus.entities} people, organisations and places named.</p>",
    ]
    if failed:
        body.append(f"<h2 class='fail'>{len(failed)} could not be done</h2>")
        body.append(_table(("file", "why"), list(failed.items())[:_SHOWN], len(failed)))
    if edited:
        body.append(f"<h2>{len(edited)} TEI files were changed by a person, and kept as they are</h2>")
        body.append("<p><code>regesta diff</code> shows what a new conversion would change.</p>")
        body.append(_table(("file",), [(name,) for name in edited[:_SHOWN]], len(edited)))
    if corpus.marks:
        body.append("<h2>Marks that no rule of a convention knows</h2>")
        body.append(_table(("mark", "times"), corpus.marks.most_common(_SHOWN), len(corpus.marks)))
    if corpus.warnings:
        body.append("<h2>To look at</h2>")
        rows = [(f.file, f"{f.start}–{f.end}", f.text, f.message) for f in corpus.warnings[:_SHOWN]]
        body.append(_table(("file", "characters", "passage", "what"), rows, len(corpus.warnings)))
    names = {"conventions": "Editorial conventions", "layouts": "Page layouts", "elements": "What is marked up",
             "certainty": "How sure"}  # fmt: skip
    for kind, heading in names.items():
        body.append(f"<h2>{heading}</h2>")
        rows_ = sorted(corpus.counts[kind].items(), key=lambda pair: (-pair[1], pair[0]))
        body.append(_table(("", "times"), rows_, len(rows_)))
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>{_safe(title)}</title><style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    ).encode("utf-8", "replace")


def _table(head: Sequence[str], rows: Sequence[Sequence[object]], many: int) -> str:
    heads = "".join(f"<th>{_safe(name)}</th>" for name in head)
    lines = [
        "<tr>" + "".join(f"<td{' class=n' if isinstance(v, int) else ''}>{_safe(str(v))}</td>" for v in row) + "</tr>"
        for row in rows
    ]
    more = f"<p>… and {many - len(rows)} more, in report.json</p>" if many > len(rows) else ""
    return f"<table><tr>{heads}</tr>\n" + "\n".join(lines) + f"</table>{more}"


def _safe(text: str) -> str:
    """Text that cannot be markup; marks that turn the direction of writing are shown by name."""
    return "".join(f"⟨U+{ord(c):04X}⟩" if c in _TURNING else c for c in escape(text))


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
