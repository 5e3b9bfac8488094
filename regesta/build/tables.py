"""Index tables: documents, mentions, events and gaps as CSV (RFC 4180), and as Parquet where pyarrow is installed.

A value that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that looks like that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from converters.cells import plain, safe
from regesta import files
from tei import Annotation, Document, Event, Stated

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": ("file", "id", "title", "date", "when", "place", "authors", "addressees", "repository", "collection",
                  "identifiers", "language", "original_language", "genre", "classification", "characters", "mentions",
                  "events", "gaps", "edited"),
    "mentions": ("file", "start", "end", "element", "text", "type", "ref", "label", "when", "edtf", "quantity", "unit",
                 "cert", "resp"),
    "events": ("file", "id", "type", "label", "start", "end", "when", "from", "to", "edtf", "date", "place",
               "participants", "quantities", "modality", "record", "cert", "resp"),
    "gaps": ("file", "start", "end", "text", "reason", "quantity", "unit", "cert", "resp"),
}  # fmt: skip
"""The tables and their columns; `docs/build.md` says what they hold."""
NUMBERS = frozenset({"start", "end", "characters", "mentions", "events", "gaps"})
_MENTIONS = frozenset(
    {"persName", "orgName", "placeName", "rs", "name", "date", "time", "num", "measure", "bibl", "ref"}
)
_LONGEST = 300
_BATCH = 20_000

Row = Sequence[object]


def rows(document: Document, file: str, *, edited: bool = False) -> dict[str, list[Row]]:
    """The rows of a document in each table. Raises `tei.TeiError`."""
    text, annotations = document.text, document.annotations
    entities = {entity.id: entity.label for entity in document.entities}
    mentions = [_mention(file, text, a, entities) for a in annotations if _is_mention(a)]
    gaps = [_gap(file, text, a) for a in annotations if a.element == "gap"]
    events = [_event(file, event, entities) for event in document.events]
    counts = len(mentions), len(events), len(gaps)
    return {
        "documents": [_document(file, document, counts, edited)], "mentions": mentions, "events": events, "gaps": gaps,
    }  # fmt: skip


def _is_mention(a: Annotation) -> bool:
    return a.element in _MENTIONS and a.start < a.end


def _document(file: str, document: Document, counts: tuple[int, int, int], edited: bool) -> Row:
    found = document.metadata
    date = found.date
    when = date.attrs.get("when") or date.attrs.get("when-custom", "") if date else ""
    return (
        file, found.id, _said(found.title), _said(date), when, _said(found.place), _all(found.authors),
        _all(found.addressees), _said(found.repository), _said(found.collection), _all(found.idnos), found.language,
        found.original_language, found.genre, _said(found.classification), len(document.text), *counts,
        "yes" if edited else "",
    )  # fmt: skip


def _mention(file: str, text: str, a: Annotation, entities: Mapping[str, str]) -> Row:
    get = a.attrs.get
    ids = [pointer.removeprefix("#") for pointer in get("ref", "").split()]
    label = "; ".join(entities[i] for i in ids if i in entities)
    quantity = get("quantity") or get("value", "")
    return (
        file, a.start, a.end, a.element, text[a.start : a.end], get("type", ""), " ".join(ids), label, get("when", ""),
        get("when-custom", ""), quantity, get("unit", ""), a.cert or "", a.resp if a.cert else "",
    )  # fmt: skip


def _gap(file: str, text: str, a: Annotation) -> Row:
    get = a.attrs.get
    return (
        file, a.start, a.end, text[a.start : a.end], get("reason", ""), get("quantity", ""), get("unit", ""),
        a.cert or "", a.resp if a.cert else "",
    )  # fmt: skip


def _event(file: str, event: Event, entities: Mapping[str, str]) -> Row:
    start, end = event.passages[0] if event.passages else ("", "")
    who = "; ".join(f"{p.name or entities.get(p.ref, p.ref)} ({p.role})" for p in event.participants)
    get = event.date.get
    return (
        file, event.id, event.type, event.label, start, end, get("when", ""), get("from") or get("notBefore", ""),
        get("to") or get("notAfter", ""), get("when-custom", ""), event.date_text,
        entities.get(event.place, event.place) or event.place_text, who, "; ".join(q.text for q in event.quantities),
        event.modality, "yes" if event.record else "", event.cert, event.resp,
    )  # fmt: skip


def _said(value: Stated | None) -> str:
    return value.text if value else ""


def _all(values: Iterable[Stated]) -> str:
    return "; ".join(value.text for value in values)


def line(row: Row) -> bytes:
    """A row of CSV, no value of which can be taken for a formula; white space folded, long values cut."""
    written = io.StringIO()
    csv.writer(written).writerow([value if isinstance(value, int) else safe(_short(str(value))) for value in row])
    return written.getvalue().encode("utf-8", "replace")


def _short(value: str) -> str:
    folded = " ".join(value.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"


def join(table: str, parts: Iterable[Path], folder: Path) -> None:
    """Write a table out of its parts. Raises `InputError`, `OSError`."""
    with files.replacing(folder / f"{table}.csv") as out:
        out.write(line(COLUMNS[table]))
        for part in parts:
            with part.open("rb") as source:
                _copy(source, out)
    _parquet(table, folder)


def _copy(source: IO[bytes], out: IO[bytes]) -> None:
    while block := source.read(1 << 20):
        out.write(block)


def _parquet(table: str, folder: Path) -> None:
    """The same table as Parquet, a batch of rows at a time; nothing where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return
    kinds = [(name, pyarrow.int64() if name in NUMBERS else pyarrow.string()) for name in COLUMNS[table]]
    schema = pyarrow.schema(kinds)
    with (
        files.replacing(folder / f"{table}.parquet") as out,
        parquet.ParquetWriter(out, schema, compression="zstd") as writer,
        (folder / f"{table}.csv").open(encoding="utf-8", newline="") as source,
    ):
        reader = csv.reader(source)
        next(reader)
        while batch := list(islice(reader, _BATCH)):
            columns = [list(_values(name, values)) for name, values in zip(COLUMNS[table], zip(*batch, strict=True),
                                                                           strict=True)]  # fmt: skip
            writer.write_table(pyarrow.table(columns, schema=schema))


def _values(name: str, values: Iterable[str]) -> Iterator[Any]:
    if name in NUMBERS:
        return (int(value) if value else None for value in values)
    return map(plain, values)
