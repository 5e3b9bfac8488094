"""The language of a text, by its script and its commonest short words (`languages.toml`)."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from tei.model import Cert

_SAMPLE = 1000
_SOME = 2
"""So many words that several languages have let the first of these be taken; one says nothing."""
_LATIN = "\u024f"
"""The last letter of the Latin script but for its rarer ones."""


Scripts = tuple[tuple[str, str, str], ...]
"""Tag, first and last character."""


class _Languages(NamedTuple):
    by_word: dict[str, tuple[str, ...]]
    by_letter: dict[str, tuple[str, ...]]
    """Letters that few languages have."""
    names: dict[str, str]
    scripts: Scripts
    alphabets: Scripts
    """The language that a script is taken for where no word is known."""
    ranks: dict[str, int]
    """The order of the file, where words tie."""


@lru_cache(maxsize=1)
def _languages() -> _Languages:
    data = tomllib.loads(files("converters").joinpath("languages.toml").read_text("utf-8"))["language"]
    by_word: dict[str, tuple[str, ...]] = {}
    by_letter: dict[str, tuple[str, ...]] = {}
    for entry in data:
        for word in dict.fromkeys(entry.get("words", "").split()):
            by_word[word] = (*by_word.get(word, ()), entry["tag"])
        for letter in entry.get("letters", ""):
            by_letter[letter] = (*by_letter.get(letter, ()), entry["tag"])
    names = {name.casefold(): entry["tag"] for entry in data for name in (entry["tag"], *entry["names"])}
    scripts, alphabets = (tuple((e["tag"], *e[key]) for e in data if key in e) for key in ("script", "alphabet"))
    return _Languages(by_word, by_letter, names, scripts, alphabets, {e["tag"]: i for i, e in enumerate(data)})


def detect(text: str) -> tuple[str, Cert]:
    """The BCP 47 tag of the main language of `text`, and how sure that is.

    `und` (undetermined, ISO 639-2) for text without a known word.
    """
    known = _languages()
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + " " + text[len(text) // 2 :][:_SAMPLE]
    letters = set() if sample.isascii() else {c for c in set(sample) if c > _LATIN and c.isalpha()}
    beyond = [c for c in sample if c in letters] if letters else []
    if len(beyond) * 5 > len(sample):
        shares = _shares(beyond, known.scripts)
        tag, share = ("ja", 1.0) if shares.get("ja", 0) > 0.1 else max(shares.items(), key=lambda item: item[1])
        if share > 0.3:
            return tag, "high" if share > 0.6 else "medium"
    counts: Counter[str] = Counter()
    words = sample.casefold().split()
    for word, times in Counter(words).items():
        for tag in known.by_word.get(word.strip(".,;:!?\"'()[]“”„«»"), ()):
            counts[tag] += times
    marks = Counter(tag for c in sample.casefold() for tag in known.by_letter.get(c, ())) if _few(counts) else Counter()
    ranked = sorted({*counts, *marks}, key=lambda tag: (-counts[tag], -marks[tag], known.ranks[tag]))[:2]
    if not ranked:
        shares = _shares(beyond, known.alphabets)
        return next((tag for tag, share in shares.items() if share > 0.6), "und"), "low"
    best = counts[ranked[0]]
    lead = best - (counts[ranked[1]] if len(ranked) > 1 else 0)
    if lead == 0:
        even = len(ranked) > 1 and marks[ranked[0]] == marks[ranked[1]]
        return "und" if even and best < _SOME else ranked[0], "low"
    return ranked[0], "high" if lead >= 8 and best * 10 >= len(words) else "medium" if lead >= 3 else "low"


def _shares(letters: list[str], scripts: Scripts) -> dict[str, float]:
    """How much of `letters` is of each script."""
    return {tag: sum(low <= c <= high for c in letters) / max(1, len(letters)) for tag, low, high in scripts}


def _few(counts: Counter[str]) -> bool:
    """Whether the words leave it open, so that letters decide."""
    ranked = counts.most_common(2)
    return not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1])


def tag_of(name: str) -> str:
    """The tag of the language called `name` (`Russian`, `русский`, `rus`), or empty; of several, the first."""
    names = _languages().names
    for part in name.replace(";", ",").replace("/", ",").split(","):
        words = part.split()
        for candidate in (part.strip(), *(words[:1])):
            if tag := names.get(candidate.strip(" .()[]").casefold()):
                return tag
    return ""
