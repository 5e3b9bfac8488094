"""The language of a text, by its script and its commonest short words (`languages.toml`)."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from tei.model import Cert

_SAMPLE = 1000
_LATIN = "\u024f"
"""The last letter of the Latin script but for its rarer ones."""


@lru_cache(maxsize=1)
def _languages() -> tuple[dict[str, tuple[str, ...]], dict[str, str], tuple[tuple[str, str, str], ...], dict[str, int]]:
    """Tags by word, tags by name, scripts (tag, first and last character), and ranks of tags where words tie."""
    data = tomllib.loads(files("converters").joinpath("languages.toml").read_text("utf-8"))["language"]
    by_word: dict[str, tuple[str, ...]] = {}
    for entry in data:
        for word in entry.get("words", "").split():
            by_word[word] = (*by_word.get(word, ()), entry["tag"])
    names = {name.casefold(): entry["tag"] for entry in data for name in (entry["tag"], *entry["names"])}
    scripts = tuple((e["tag"], e["script"][0], e["script"][1]) for e in data if "script" in e)
    ranks = {tag: rank for rank, tag in enumerate(dict.fromkeys(tag for tags in by_word.values() for tag in tags))}
    return by_word, names, scripts, ranks


def detect(text: str) -> tuple[str, Cert]:
    """The BCP 47 tag of the main language of `text`, and how sure that is.

    `und` (undetermined, ISO 639-2) for text without a known word.
    """
    by_word, _, scripts, ranks = _languages()
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + " " + text[len(text) // 2 :][:_SAMPLE]
    letters = set() if sample.isascii() else {c for c in set(sample) if c > _LATIN and c.isalpha()}
    beyond = [c for c in sample if c in letters] if letters else []
    if len(beyond) * 5 > len(sample):
        shares = {tag: sum(low <= c <= high for c in beyond) / len(beyond) for tag, low, high in scripts}
        tag, share = ("ja", 1.0) if shares.get("ja", 0) > 0.1 else max(shares.items(), key=lambda item: item[1])
        if share > 0.3:
            return tag, "high" if share > 0.6 else "medium"
    counts: Counter[str] = Counter()
    words = sample.casefold().split()
    for word, times in Counter(words).items():
        for tag in by_word.get(word.strip(".,;:!?\"'()[]“”„«»"), ()):
            counts[tag] += times
    ranked = sorted(counts.items(), key=lambda item: (-item[1], ranks[item[0]]))[:2]
    if not ranked:
        return "und", "low"
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    if lead == 0:
        return ranked[0][0], "low"
    return ranked[0][0], "high" if lead >= 8 and ranked[0][1] * 10 >= len(words) else "medium" if lead >= 3 else "low"


def tag_of(name: str) -> str:
    """The tag of the language called `name` (`Russian`, `русский`, `rus`), or empty; of several, the first."""
    names = _languages()[1]
    for part in name.replace(";", ",").replace("/", ",").split(","):
        words = part.split()
        for candidate in (part.strip(), *(words[:1])):
            if tag := names.get(candidate.strip(" .()[]").casefold()):
                return tag
    return ""
