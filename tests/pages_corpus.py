"""A small corpus for the tests of the web: the seed, a letter full of markup that wants to be markup, TEI by others."""

from __future__ import annotations

from pathlib import Path

import regesta

SEED = Path(__file__).parents[1] / "seeds"
SCRIPT = "<script>alert(1)</script>"
HOSTILE_NAME = "<img src=x onerror=alert(1)>"

_AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="mallory"><persName>Trudy Mallory</persName><persName type="variant">&lt;script&gt;alert(2)&lt;/script&gt;</persName>
<note>&lt;script&gt;alert(3)&lt;/script&gt;</note><idno type="URI">javascript:alert(4)</idno></person>
</listPerson></standOff></TEI>"""

FOREIGN = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>&lt;/title&gt;&lt;script&gt;
{"donaudampfschiff" * 9}</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text xml:lang='en" onload="x'><body><div><head>By others</head><p>It is <choice><sic>teh</sic><corr resp="#ed">the</corr></choice>
<ref target="javascript:alert(5)">link</ref> <persName ref="javascript:alert(6)">Ann Bee</persName> &lt;script&gt;.
<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(7)</x:script></p><list><label>To:</label> <item>Ann Bee</item></list>
<list><head>Both</head><label>1.</label><item>one</item></list><table><row><cell>1</cell></row></table>
<note resp="{SCRIPT.replace('<', '&lt;')}" cert="low">A note.</note></div></body></text></TEI>"""


def write(folder: Path) -> Path:
    """Make the corpus in a folder; the folder of its TEI."""
    tei = folder / "tei"
    (tei / "sub").mkdir(parents=True)
    (folder / "names.xml").write_text(_AUTHORITY, "utf-8")
    seed = next(SEED.glob("*.txt"))
    (tei / "seed.tei.xml").write_bytes(bytes(regesta.convert(seed, authority=[SEED / "authority" / "seed.xml"])))
    letter = f"Trudy Mallory wrote {SCRIPT} on 3 May 1961 & left [two lines illegible] in Moscow.\n\n中文 章汉夫 here."
    document = regesta.convert(letter, name="letter.txt", authority=[folder / "names.xml"])
    (tei / "sub" / f"{HOSTILE_NAME}.tei.xml").write_bytes(bytes(document))
    (tei / "foreign.xml").write_text(FOREIGN, "utf-8")
    (tei / "broken.xml").write_text("<TEI", "utf-8")
    (folder / "secret.xml").write_text("<TEI/>", "utf-8")
    return tei
