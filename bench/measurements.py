"""What is measured: a function for each group, giving one result a line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import rdf_speed
from bench.documents import SEED_AUTHORITY, authority, long, many, texts
from bench.side_by_side import Figure, Growth, Result, compare, peak, seconds
from regesta.encoding import Settings, encode

SETTINGS = Settings(SEED_AUTHORITY)


def encoding() -> Iterator[Result]:
    """Text to TEI against lxml reading and writing that TEI."""
    from lxml import etree

    made = [encode(source, SETTINGS)[0] for source in texts()]
    yield compare(
        f"text → TEI / lxml parse + serialise ({len(made)} documents)",
        lambda: [encode(source, SETTINGS) for source in texts()],
        lambda: [etree.tostring(etree.fromstring(tei)) for tei in made],
        wanted="≤ 20",
    )


def pandoc() -> Iterator[Result]:
    """Text to TEI against pandoc's TEI of the same texts, all in one run of it.

    pandoc has no reader of plain text: `markdown` is what it takes a text file for, `commonmark` its fastest.
    """
    try:
        import pypandoc
    except ImportError:
        yield Figure("text → TEI / pandoc", "skipped: pip install 'regesta[bench]'")
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.txt") for number in range(len(texts()))]
        for path, source in zip(paths, texts(), strict=True):
            path.write_text(source.text, "utf-8")
        for reader in ("markdown", "commonmark"):
            command = [pypandoc.get_pandoc_path(), "--from", reader, "--to", "tei", "--standalone", *map(str, paths)]
            yield compare(
                f"text → TEI / pandoc {reader} → TEI, one batch",
                lambda: [encode(source, SETTINGS) for source in texts()],
                lambda command=command: subprocess.run(command, capture_output=True, check=True),  # type: ignore[misc]
                wanted="≤ 0.125",
                runs=3,
            )


def recognition() -> Iterator[Result]:
    """Dates, quantities, references and names against spaCy taking the texts apart in words, no more."""
    from converters import dates, names, quantities, references
    from converters.reading import Reading
    from regesta.encoding import options
    from tei import Metadata

    try:
        import spacy
    except ImportError:
        yield Figure("recognition / spaCy's tokeniser", "skipped: pip install spacy")
        return
    words, index = spacy.blank("en"), options(SETTINGS).index
    readings = [Reading(source.text, (0,), (0,), {}, {}) for source in texts()]

    def ours() -> None:
        for reading in readings:
            dates.find_dates(reading, language="en")
            quantities.find_quantities(reading, language="en")
            references.find_references(reading, language="en")
            names.find_names(reading, index, language="en", metadata=Metadata())

    yield compare("dates, quantities, references, names / spaCy words", ours,
                  lambda: [words(reading.text) for reading in readings], wanted="≤ 1")  # fmt: skip


def quads() -> Iterator[Result]:
    """TEI to N-Quads against the same statements made and serialised with rdflib, which need not read the TEI."""
    import rdf
    from tei import Document

    made = [(encode(source, SETTINGS)[0], source.name) for source in texts()]
    statements = [[rdf_speed.plain(q) for q in rdf.quads(Document.parse(tei, name))] for tei, name in made]
    yield compare(
        "TEI → N-Quads / rdflib",
        lambda: [rdf.nquads(Document.parse(tei, name)) for tei, name in made],
        lambda: [rdf_speed.with_rdflib(found) for found in statements],
        wanted="≤ 0.2",
        runs=5,
    )


def store() -> Iterator[Result]:
    """Loading N-Quads, and stored questions, in the embedded store against rdflib's."""
    import rdflib

    import rdf
    from rdf.query import prepare
    from rdf.store import Embedded
    from tei import Document

    documents = [Document.parse(encode(source, SETTINGS)[0], source.name) for source in texts()]
    data = b"".join(rdf.nquads(document) for document in documents)

    def loaded() -> rdflib.Dataset:
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=data, format="nquads")
        return dataset

    yield compare("TEI → loaded store / rdflib parsing the N-Quads", lambda: Embedded.of(documents), loaded,
                  wanted="≤ 1", runs=3)  # fmt: skip
    ours, theirs = Embedded.of(documents), loaded()
    questions = {f"question {name!r}": prepare(name) for name in ("events", "person-mentions", "timeline")}
    questions["every passage and who made it"] = prepare(
        "SELECT ?a ?exact WHERE { ?a a oa:Annotation ; oa:hasTarget/oa:hasSelector/oa:exact ?exact }"
    )
    questions["events by kind"] = prepare("SELECT ?t (COUNT(?e) AS ?n) WHERE { ?e a rico:Event, ?t } GROUP BY ?t")
    for name, question in questions.items():
        try:
            list(theirs.query(question))
        except Exception as error:
            yield Figure(f"{name} / rdflib", f"rdflib cannot answer it ({type(error).__name__})")
            continue
        yield compare(f"{name} / rdflib", lambda q=question: ours.query(q),  # type: ignore[misc]
                      lambda q=question: list(theirs.query(q)), wanted="≤ 1", runs=3)  # type: ignore[misc]  # fmt: skip


def start() -> Iterator[Result]:
    """`regesta --help` against an interpreter that does nothing."""
    yield compare(
        "regesta --help / python -c pass",
        lambda: subprocess.run([sys.executable, "-m", "regesta", "--help"], capture_output=True, check=True),
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        wanted="≤ 4",
        runs=15,
    )


def memory(counts: tuple[int, ...]) -> Iterator[Result]:
    """The most memory that converting so many documents in one process takes."""
    peaks = {count: _peak(count) for count in counts}
    for count, most in peaks.items():
        yield Figure(f"memory, {count:,} documents", f"{most / 1024:.0f} MiB, × {most / peaks[counts[0]]:.2f}", "× 1")


def _peak(count: int) -> int:
    """In KiB, of a process of its own."""
    code = f"from bench.measurements import convert_many; print(convert_many({count}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=os.environ)
    return int(done.stdout)


def convert_many(count: int) -> int:
    """Convert `count` documents, keeping none; the most memory that the process had, in KiB."""
    for source in many(count):
        encode(source, SETTINGS)
    return peak()


def growth(longest: int, most: int) -> Iterator[Result]:
    """How time grows with the length of one document, and with the names of an authority."""
    from converters.names import prepare
    from converters.pipeline import Options, transcribe
    from tei import write

    def once(size: int, options: Options) -> float:
        source = long(size)
        return min(seconds(lambda: write(transcribe(source, options))) for _ in range(3 if size < 100_000 else 1))

    sizes = [size for size in (1_000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000) if size <= longest]
    once(1_000, Options())
    yield Growth("length of a document, characters", [(size, once(size, Options())) for size in sizes], "≤ 1.1")
    made, converted = [], []
    for names in (n for n in (10, 100, 1_000, 10_000, 100_000, 1_000_000) if n <= most):
        persons = authority(names)
        found = []
        made.append((names, seconds(lambda persons=persons, found=found: found.append(prepare(persons)))))  # type: ignore[misc]
        converted.append((names, once(10_000, Options(found[0]))))
    yield Growth("preparing an authority, names", made[2:] or made, "≤ 1.1")
    yield Growth("converting with an authority, names", converted, "≤ 1.1")
