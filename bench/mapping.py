"""TEI to quads against Morph-KGC, which maps XML to RDF by declared rules (RML).

Morph-KGC is given a mapping of names and dates alone, five quads each: far less than regesta says. It is run as a
command, since it needs other versions of libraries: `MORPH_KGC=/path/to/python python -m bench mapping`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.documents import SEED_AUTHORITY, texts
from bench.side_by_side import Figure, Result, seconds
from regesta.encoding import Settings, encode

_PREFIXES = """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> . @prefix oa: <http://www.w3.org/ns/oa#> .
"""
_MAP = """
<#{element}{number}> rml:logicalSource [
    rml:source "{file}"; rml:referenceFormulation ql:XPath; rml:iterator "//{element}" ];
  rr:subjectMap [ rr:template "https://example.org/{number}/{element}/{{@n}}"; rr:class oa:Annotation ];
  rr:predicateObjectMap [ rr:predicate oa:hasBody; rr:objectMap [ rml:reference "." ] ];
  rr:predicateObjectMap [ rr:predicate oa:motivatedBy; rr:objectMap [ rml:reference "@cert" ] ];
  rr:predicateObjectMap [ rr:predicate oa:hasSource; rr:objectMap [ rml:reference "@ana" ] ];
  rr:predicateObjectMap [ rr:predicate oa:styledBy; rr:objectMap [ rml:reference "@resp" ] ] .
"""


def mapping() -> Iterator[Result]:
    """Microseconds a quad, of both."""
    import rdf
    from tei import Document

    python = os.environ.get("MORPH_KGC", sys.executable)
    if subprocess.run([python, "-c", "import morph_kgc"], capture_output=True, check=False).returncode:
        yield Figure("TEI → quads / Morph-KGC", "skipped: MORPH_KGC names no Python that has morph-kgc")
        return
    made = [encode(source, Settings(SEED_AUTHORITY))[0] for source in texts()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        maps = [_PREFIXES]
        for number, tei in enumerate(made):
            file = folder / f"{number}.xml"
            file.write_bytes(_numbered(tei))
            maps += [_MAP.format(element=e, number=number, file=file) for e in ("persName", "date")]
        (folder / "map.ttl").write_text("".join(maps), "utf-8")
        (folder / "config.ini").write_text(
            f"[CONFIGURATION]\noutput_file={folder}/out.nq\noutput_format=N-QUADS\nnumber_of_processes=1\n"
            f"logging_level=ERROR\n[Source]\nmappings={folder}/map.ttl\n", "utf-8",
        )  # fmt: skip
        start = seconds(lambda: subprocess.run([python, "-c", "import morph_kgc"], check=True))
        took = seconds(lambda: subprocess.run([python, "-m", "morph_kgc", str(folder / "config.ini")],
                                              capture_output=True, check=True)) - start  # fmt: skip
        theirs = sum(path.read_bytes().count(b"\n") for path in folder.glob("out*.nq"))
    found: list[bytes] = []
    own = seconds(lambda: found.extend(rdf.nquads(Document.parse(tei)) for tei in made))
    ours = sum(lines.count(b"\n") for lines in found)
    if not theirs:
        yield Figure("TEI → quads / Morph-KGC", "skipped: Morph-KGC made none")
        return
    ratio = (own / ours) / (took / theirs)
    yield Figure("TEI → quads / Morph-KGC, by quad", f"{own / ours * 1e6:.1f} µs, {ours:,} quads / "
                 f"{took / theirs * 1e6:.1f} µs, {theirs:,} quads: ratio {ratio:.3f}", "≤ 1")  # fmt: skip


def _numbered(tei: bytes) -> bytes:
    """TEI out of its namespace, which XPath without prefixes wants, with `@n` on what is mapped."""
    from lxml import etree

    root = etree.fromstring(tei)
    for number, element in enumerate(root.iter("{*}persName", "{*}date")):
        element.set("n", str(number))
        for name in ("cert", "ana", "resp"):
            element.set(name, element.get(name, ""))
    return etree.tostring(root).replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b"")
