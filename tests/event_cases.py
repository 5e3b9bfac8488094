"""The seed as the earlier stages hand it on, marked by hand: for the tests of events and checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.reading import Reading, read
from tei.entities import Entity, Name
from tei.metadata import Metadata, Stated
from tei.model import Annotation

SEED = Path(__file__).parent.parent / ".." / "shared" / "seed" / "000_3824588f5786910d.txt"

NAMES = {
    "Government of the Soviet Union": ("orgName", "su-gov"),
    "Chinese Government": ("orgName", "cn-gov"),
    "Soviet Union": ("placeName", "su"),
    "Soviet territory": ("placeName", "su"),
    "Chinese territory": ("placeName", "cn"),
    "Xinjiang": ("placeName", "xinjiang"),
    "China": ("placeName", "cn"),
}
"""Names of the body, longest first where one is in another."""

COUNTS = {
    "three Han Chinese residents": "3",
    "roughly 20,000 Chinese residents": "20000",
    "roughly 20,000 people": "20000",
    "nearly 60,000 residents": "60000",
    "60,000": "60000",
}


def _commodity(words: str) -> dict[str, str]:
    number = next((n for n in ("three ", "20,000 ", "60,000 ") if n in words), "")
    return {"commodity": words.split(number)[1]} if number else {}


def seed_text() -> str:
    """The seed; tests that need it are skipped where it is not beside the repository."""
    if not SEED.exists():
        pytest.skip("../shared/seed is not there")
    return SEED.read_text(encoding="utf-8")


def seed() -> tuple[Reading, list[Annotation], Metadata, list[Entity]]:
    """Reading, annotations, metadata and entities of the seed."""
    text = seed_text()
    marks: list[Annotation] = []
    found: list[Annotation] = []

    def mark(words: str, element: str, attrs: dict[str, str], inner: str = "", nth: int = 0) -> None:
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        span = None
        if inner:
            at = text.index(inner, start)
            span = (at, at + len(inner))
        (marks if inner else found).append(Annotation(start, start + len(words), element, attrs, span, cert="high"))

    for words, inner in (
        ("[Zhang]", "Zhang"),
        ("[Qiao]", "Qiao"),
        ("[Yi]", "Yi"),
        ("[1962]", "1962"),
        ("[this]", "this"),
    ):
        mark(words, "supplied", {}, inner)
    mark("Ba-ke-tu [sic]", "sic", {}, "Ba-ke-tu")
    head = (
        "Response to the Soviet Side’s Memorandum of 29 April on the Mass Exodus of Xinjiang Chinese Residents "
        "to the Soviet Union"
    )
    start = text.index("\n" + head) + 1
    found.append(Annotation(start, start + len(head), "head"))
    for first, last in (("Comrade [Zhang]", "8/5, 1963."), ("Sent to Vice", "—Hanfu, 8/5")):
        start = text.index(first)
        found.append(Annotation(start, text.index(last) + len(last), "note", {"type": "routing"}))
    edtf = {"when-custom": "[1963-05-08,1963-08-05]", "datingMethod": "#edtf"}
    mark("8/5, 1963", "date", edtf)
    mark("8/5", "date", edtf, nth=1)
    mark("[Zhang] Hanfu", "persName", {"ref": "#zhang-hanfu"})
    mark("[Qiao] Guanhua", "persName", {"ref": "#qiao-guanhua"})
    mark("Chen [Yi]", "persName", {"ref": "#chen-yi"})
    mark("Premier [Zhou Enlai]", "rs", {"type": "person", "ref": "#zhou-enlai"}, nth=0)
    at = text.index("—Hanfu, 8/5") + 1
    found.append(Annotation(at, at + 5, "persName", {"ref": "#zhang-hanfu"}, cert="high"))
    body = text.index("The Chinese Government has carefully")
    paragraph = body
    while paragraph < len(text):
        stop = text.find("\n\n", paragraph)
        stop = stop if stop >= 0 else len(text)
        found.append(Annotation(paragraph, stop, "p"))
        paragraph = stop + 2
    taken: list[tuple[int, int]] = []
    for words, (element, ref) in NAMES.items():
        at = text.find(words, start)
        while at >= 0:
            if not any(s <= at < e for s, e in taken):
                taken.append((at, at + len(words)))
                found.append(Annotation(at, at + len(words), element, {"ref": f"#{ref}"}, cert="high"))
            at = text.find(words, at + 1)
    mark("Ba-ke-tu [sic]", "placeName", {"ref": "#bakhty"})
    for words, value in COUNTS.items():
        at = text.find(words, start)
        while at >= 0:
            if not any(s <= at < e for s, e in taken):
                taken.append((at, at + len(words)))
                found.append(
                    Annotation(
                        at,
                        at + len(words),
                        "measure",
                        {"quantity": value, "unit": "person", **_commodity(words)},
                        cert="high",
                    )
                )
            at = text.find(words, at + 1)
    for words, when in (
        ("29 April [1962]", "1962-04-29"),
        ("23 April", "1962-04-23"),
        ("24 April", "1962-04-24"),
    ):
        mark(words, "date", {"when": when})
    mark("29 April is", "date", {"when": "1962-04-29"})
    found[-1] = Annotation(found[-1].start, found[-1].start + 8, "date", {"when": "1962-04-29"}, cert="high")
    at = text.index("29 April on the Mass Exodus of Xinjiang", start - 200)
    at = text.index("Memorandum of 29 April", text.index("\n" + head)) + len("Memorandum of ")
    found.append(Annotation(at, at + 8, "date", {"when": "1962-04-29"}, cert="high"))
    mark("mid-March", "date", {"notBefore": "1962-03-11", "notAfter": "1962-03-20"})
    found.sort(key=lambda a: (a.start, -a.end))

    def stated(words: str, **attrs: str) -> Stated:
        at = text.index(words)
        return Stated(words, (at, at + len(words)), attrs)

    metadata = Metadata(
        id="seed",
        title=stated(head),
        date=stated("April 29, 1962", when="1962-04-29"),
        authors=(stated("Chinese Government", ref="#cn-gov", type="org"),),
        translators=(stated("Charles Kraus", ref="#charles-kraus"),),
        publisher=stated("History and Public Policy Program Digital Archive"),
        language="en",
    )
    labels = {
        "zhang-hanfu": "Zhang Hanfu",
        "qiao-guanhua": "Qiao Guanhua",
        "chen-yi": "Chen Yi",
        "zhou-enlai": "Zhou Enlai",
        "charles-kraus": "Charles Kraus",
    }
    entities = [Entity(i, "person", (Name(n),)) for i, n in labels.items()]
    entities += [
        Entity("cn-gov", "org", (Name("Government of the People’s Republic of China"),)),
        Entity("su-gov", "org", (Name("Government of the Soviet Union"),)),
        Entity("su", "place", (Name("Soviet Union"),)),
        Entity("bakhty", "place", (Name("Bakhty"),)),
        Entity("xinjiang", "place", (Name("Xinjiang"),)),
    ]
    return read(text, marks), [*marks, *found], metadata, entities
