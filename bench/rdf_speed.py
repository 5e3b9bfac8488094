"""TEI to N-Quads, against the same graph built and serialised with rdflib.

    python -m bench.rdf_speed [FILE.xml …] [--times N]

Both end with N-Quads in memory and have the same statements to write. regesta starts from the bytes of the TEI; the
rdflib side does not read any TEI: it makes its terms from strings, adds them to a dataset and serialises it. Without
files, letters of 300 and 3,000 names, dates and gaps are made up.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import rdflib

import rdf
from tei import Document

Quad = tuple[str, str, tuple[str, str | None, str | None], str]

PARAGRAPH = (
    '<p>On <date when="1962-04-{day:02d}" cert="high" resp="#regesta">{day} April</date> at <placeName ref="#bakhty" '
    'cert="medium" resp="#regesta"><sic>Ba-ke-tu</sic></placeName> <persName ref="#zhou" cert="high" resp="#regesta" '
    'ana="#name.authority">Zhou Enlai</persName> told the officers no. {n} that <measure quantity="{n}" unit="person" '
    'commodity="residents">{n} residents</measure> had crossed <gap reason="illegible" quantity="1" unit="word"/> and '
    '<supplied reason="subaudible">this</supplied> was reported.</p>\n'
)
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter"><teiHeader>
<fileDesc><titleStmt><title>A letter</title><author ref="#zhou">Zhou</author></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
<encodingDesc><appInfo><application ident="regesta" version="0.1.0" xml:id="regesta"><label>regesta</label>
</application></appInfo></encodingDesc>
<profileDesc><creation><date when="1962-04-29">29 April</date></creation></profileDesc></teiHeader>
<standOff><listPerson><person xml:id="zhou"><persName>Zhou Enlai</persName></person></listPerson>
<listPlace><place xml:id="bakhty"><placeName>Bakhty</placeName></place></listPlace></standOff>
<text><body>
{paragraphs}</body></text></TEI>"""


def made_up(paragraphs: int = 50) -> bytes:
    """A letter with six annotations a paragraph."""
    body = "".join(PARAGRAPH.format(n=n, day=n % 28 + 1) for n in range(1, paragraphs + 1))
    return LETTER.format(paragraphs=body).encode()


def with_rdflib(quads: list[Quad]) -> bytes:
    dataset = rdflib.Dataset()
    graphs = {name: dataset.graph(rdflib.URIRef(name)) for name in {quad[-1] for quad in quads}}
    for subject, predicate, (value, datatype, language), graph in quads:
        if datatype is None:
            term: rdflib.term.Identifier = rdflib.URIRef(value)
        else:
            term = rdflib.Literal(value, lang=language, datatype=datatype or None)
        graphs[graph].add((rdflib.URIRef(subject), rdflib.URIRef(predicate), term))
    return dataset.serialize(format="nquads", encoding="utf-8")


def plain(quad: pyoxigraph.Quad) -> Quad:
    """A quad as strings; the datatype of an IRI is None, of a plain literal empty."""
    value = quad.object
    if isinstance(value, pyoxigraph.Literal):
        datatype = "" if value.datatype.value.endswith("#string") or value.language else value.datatype.value
        described = (value.value, datatype, value.language)
    else:
        described = (value.value, None, None)
    return quad.subject.value, quad.predicate.value, described, quad.graph_name.value


def measured(task: Callable[[], object], times: int) -> float:
    """The best of some runs, in milliseconds of processor time: what others do on the machine counts least."""
    runs = []
    for _ in range(times):
        start = time.process_time()
        task()
        runs.append((time.process_time() - start) * 1000)
    return min(runs)


def compare(name: str, data: bytes, times: int) -> float:
    """Print one line of figures; how many times as fast."""
    quads = [plain(quad) for quad in rdf.quads(Document.parse(data, name))]
    ours = measured(lambda: rdf.nquads(Document.parse(data, name)), times)
    theirs = measured(lambda: with_rdflib(quads), max(3, times // 4))
    print(
        f"{name:30} {len(data):>8} bytes {len(quads):>6} quads   regesta {ours:7.2f} ms "
        f"({ours * 1000 / len(quads):.2f} µs a quad)   rdflib {theirs:7.2f} ms   {theirs / ours:4.1f} times as fast"
    )
    return theirs / ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    for path in arguments.files:
        compare(path.name, path.read_bytes(), arguments.times)
    if not arguments.files:
        compare("made up", made_up(), arguments.times)
        compare("made up, long", made_up(500), max(3, arguments.times // 4))


if __name__ == "__main__":
    main()
