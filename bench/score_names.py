"""Score the recognition of names against editions whose markup is known, in this process.

usage: score_names.py GOLD_DIR [--set dev|held|all] [--errors KIND] [--volume V] [--no-authority]

The figures are reckoned as the gold's own `score.py` reckons them: spans match when they overlap, each gold
span once. KIND is person, person_linked, abbreviation_linked, place or place_linked.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import pathlib
import re
import time
from types import SimpleNamespace

from converters.names import find_names, prepare
from converters.reading import Reading
from tei.entities import Entity, Name
from tei.metadata import Metadata, Stated

HELD = ("frus1955-57v04", "frus1961-63v12", "frus1964-68v15")
KINDS = ("person", "person_linked", "abbreviation_linked", "place", "place_linked")


def authority(a):
    """The entities that the authority file of the scoring becomes."""
    seen, entities = set(), []
    for p in a["persons"]:
        if p["id"] not in seen:
            seen.add(p["id"])
            name = p["name"].strip()
            if "," in name:
                sur, rest = name.split(",", 1)
                sur, rest = " ".join(sur.split()), " ".join(rest.strip(" ,").split())
                entry = Name(f"{rest} {sur}".strip(), parts=(("surname", sur), ("forename", rest)))
            else:
                entry = Name(" ".join(name.split()))
            entities.append(Entity(p["id"], "person", (entry,), note=" ".join(p["note"].split())))
    for t in a["terms"]:
        if t["id"] not in seen:
            seen.add(t["id"])
            entities.append(
                Entity(t["id"], "org", (Name(" ".join(t["form"].split()), "abbr"),), note=" ".join(t["note"].split()))
            )
    for p in a.get("places", []):
        if p["id"] not in seen:
            seen.add(p["id"])
            entities.append(Entity(p["id"], "place", (Name(p["name"]),), note=p.get("note", "")))
    return SimpleNamespace(entities=tuple(entities))


def match(gold, pred, ok=lambda g, p: True):
    used = set()
    missed = []
    for g in sorted(gold, key=lambda s: s["start"]):
        best = None
        for i, p in enumerate(pred):
            if i in used or p["end"] <= g["start"] or p["start"] >= g["end"] or not ok(g, p):
                continue
            overlap = min(p["end"], g["end"]) - max(p["start"], g["start"])
            if best is None or overlap > best[0]:
                best = (overlap, i)
        if best:
            used.add(best[1])
        else:
            missed.append(g)
    return len(used), [p for i, p in enumerate(pred) if i not in used], missed


def ident(ref):
    return (ref or "").rsplit("#", 1)[-1].strip()


def tasks(spans, pred, places):
    """(name, gold, predictions, test) of every figure, as in score.py."""
    persons = [s for s in spans if s["tag"] == "persName"]
    found = [
        x
        for x in pred
        if x["element"] in ("persName", "rs") and x.get("type", "person") in ("person", "persName", None)
    ]
    found = [x for x in found if x["element"] == "persName" or (x.get("ref") and x.get("type") == "person")]

    def target(s):
        return s["attrs"].get("corresp", s["attrs"].get("ref", ""))

    yield "person", persons, found, lambda g, p: True
    yield (
        "person_linked",
        [s for s in persons if target(s).startswith("#")],
        [x for x in found if x.get("ref")],
        lambda g, p: ident(target(g)) == ident(p["ref"]),
    )
    yield (
        "abbreviation_linked",
        [s for s in spans if s["tag"] == "gloss" and s["attrs"].get("target")],
        [
            x
            for x in pred
            if x["element"] in ("orgName", "abbr", "gloss", "term", "rs") and ident(x.get("ref")).startswith("t_")
        ],
        lambda g, p: ident(g["attrs"]["target"]) == ident(p["ref"]),
    )
    if places:
        gold = [s for s in spans if s["tag"] == "placeName"]
        named = [x for x in pred if x["element"] in ("placeName", "settlement", "country", "region", "geogName")]
        yield "place", gold, named, lambda g, p: True
        yield (
            "place_linked",
            [s for s in gold if s["attrs"].get("corresp")],
            [x for x in named if x.get("ref")],
            lambda g, p: ident(g["attrs"]["corresp"]) == ident(p["ref"]),
        )


def f1(tp, fp, fn):
    p = tp / (tp + fp) if tp + fp else 0
    r = tp / (tp + fn) if tp + fn else 0
    return f"p {p:.4f} r {r:.4f} f1 {2 * p * r / (p + r) if p + r else 0:.4f} (tp {tp} fp {fp} fn {fn})"


def _why(prediction, spans):
    """Whether the gold has another link there, a name without link, or nothing."""
    for s in spans:
        if (
            s["tag"] in ("persName", "placeName", "gloss")
            and s["start"] < prediction["end"]
            and s["end"] > prediction["start"]
        ):
            return "OTHER" if s["attrs"].get("corresp") or s["attrs"].get("target") else "NOLINK"
    return "FALSE"


def blocks_of(text):
    from tei.model import Annotation

    blocks, at, first = [], 0, True
    for piece in re.split(r"(\n\s*\n)", text):
        if piece.strip():
            blocks.append(Annotation(at, at + len(piece), "head" if first else "p"))
            first = False
        at += len(piece)
    return blocks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("--set", default="dev")
    parser.add_argument("--errors", default="")
    parser.add_argument("--volume", default="")
    parser.add_argument("--no-authority", action="store_true")
    args = parser.parse_args()
    docs = [json.loads(line) for line in gzip.decompress((args.gold / "docs.jsonl.gz").read_bytes()).splitlines()]
    auth = json.loads(gzip.decompress((args.gold / "authority.json.gz").read_bytes()))
    places = {v: bool(a.get("places")) for v, a in auth.items()}
    if any(places.values()):
        docs = [d for i, d in enumerate(docs) if args.set == "all" or (i % 3 == 2) == (args.set == "held")]
    else:
        docs = [d for d in docs if args.set == "all" or (d["volume"] in HELD) == (args.set == "held")]
    if args.volume:
        docs = [d for d in docs if d["volume"] == args.volume]
    indexes = {v: None if args.no_authority else prepare(authority(auth[v])) for v in {d["volume"] for d in docs}}
    total = collections.defaultdict(lambda: [0, 0, 0])
    per_volume = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
    placed = recalled = 0
    spent = characters = 0
    errors = []
    for d in docs:
        text = d["text"]
        date = next((s["attrs"]["when"][:10] for s in d["spans"] if s["tag"] == "date" and s["attrs"].get("when")), "")
        metadata = Metadata(date=Stated(date, attrs={"when": date})) if date else Metadata()
        language = "de" if d["volume"] == "ehri-de" else "en"
        blocks = blocks_of(text)
        reading = Reading(text, (0,), (0,), {}, {})
        started = time.perf_counter()
        names = find_names(reading, indexes[d["volume"]], metadata=metadata, blocks=blocks, marks=(), language=language)
        spent += time.perf_counter() - started
        characters += len(text)
        pred = [
            {"start": a.start, "end": a.end, "element": a.element, "rule": a.rule, **a.attrs} for a in names.annotations
        ]
        pred.sort(key=lambda x: x["start"])
        for kind, gold, found, ok in tasks(d["spans"], pred, places[d["volume"]]):
            tp, false, missed = match(gold, found, ok)
            for i, n in enumerate((tp, len(false), len(missed))):
                total[kind][i] += n
                per_volume[d["volume"]][kind][i] += n
            if kind == args.errors:
                errors += [(_why(x, d["spans"]), d, x) for x in false] + [("MISSED", d, x) for x in missed]
        for s in d["spans"]:
            if s["tag"] == "placeName":
                placed += 1
                recalled += any(
                    x["element"] in ("placeName", "settlement", "country")
                    and x["start"] < s["end"]
                    and x["end"] > s["start"]
                    for x in pred
                )
    for what, d, x in errors:
        text = d["text"]
        around = (
            text[max(0, x["start"] - 45) : x["start"]]
            + "«"
            + text[x["start"] : x["end"]]
            + "»"
            + text[x["end"] : x["end"] + 30]
        )
        known = x.get("ref") or x.get("attrs", {}).get("corresp") or x.get("attrs", {}).get("target") or "-"
        print(
            f"{what:6} {d['volume'][-9:]}/{d['id'].split('/')[-1][-16:]:16} {known:9} {x.get('rule', ''):24} {around!r}"
        )
    for volume, kinds in sorted(per_volume.items()):
        print(volume, *(f"{k} {f1(*kinds[k]).split('f1 ')[1]}" for k in KINDS if k in kinds))
    for kind in KINDS:
        if kind in total:
            print(f"{kind:20} {f1(*total[kind])}")
    print(f"place_recall         {recalled / max(placed, 1):.4f}")
    print(f"{spent / max(characters, 1) * 5e6:.2f} ms for 5,000 characters")


main()
