"""Which convention a text follows, told from the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from converters.editorial.load import FALLBACK, available, load
from converters.editorial.model import Choice, Convention
from converters.editorial.wording import Wordings, fold
from converters.editorial.words import LANGUAGES, MORE
from converters.matching import AnyOf, Words, pattern
from tei.model import Cert

_MANY = 60
_WINDOW = 200_000
"""Characters at the head and at the end of a long text that are looked at."""


@dataclass(frozen=True, slots=True)
class _Signals:
    conventions: tuple[Convention, ...]
    of_languages: tuple[Convention, ...]
    """Those that are for some languages only."""
    words: Words
    weights: dict[str, list[tuple[str, float]]]
    marks: dict[str, list[tuple[str, float]]]
    wordings: Wordings
    """What rules of each convention say, by the convention's number."""
    patterns: tuple[tuple[str, list[tuple[str, float]]], ...]
    fitting: AnyOf


@lru_cache(maxsize=1)
def _signals() -> _Signals:
    conventions = tuple(load(name) for name in available())
    weights: dict[str, list[tuple[str, float]]] = {}
    marks: dict[str, list[tuple[str, float]]] = {}
    patterns: dict[str, list[tuple[str, float]]] = {}
    for convention in conventions:
        for phrase, weight in convention.detect.phrases.items():
            weights.setdefault(phrase, []).append((convention.name, weight))
        for wording, weight in convention.detect.marks.items():
            marks.setdefault(fold(wording), []).append((convention.name, weight))
        for expression, weight in convention.detect.patterns.items():
            patterns.setdefault(expression, []).append((convention.name, weight))
    of_languages = tuple(c for c in conventions if 0 < len(c.languages) < len(LANGUAGES))
    wordings = Wordings(
        (number, says)
        for number, convention in enumerate(conventions)
        if convention.name != FALLBACK and convention.detect.marks
        for rule in convention.rules
        if rule.id.startswith(f"{convention.name}.")
        for says in rule.says
    )
    return _Signals(
        conventions, of_languages, Words(weights), weights, marks, wordings,
        tuple(patterns.items()), AnyOf(patterns, anywhere=True),
    )  # fmt: skip


def choose(text: str, language: str = "") -> Choice:
    """The shipped convention that fits `text` best, with the reasons, and the others in order."""
    signals = _signals()
    if len(text) > 2 * _WINDOW:
        text = text[:_WINDOW] + "\n\n" + text[-_WINDOW:]
    text = text if text.isascii() else text.encode("utf-8", "replace").decode()
    scores = {c.name: c.detect.prior for c in signals.conventions}
    reasons: dict[str, dict[str, None]] = {c.name: {} for c in signals.conventions}

    def say(name: str, weight: float, reason: str) -> None:
        scores[name] += weight
        reasons[name].setdefault(reason)

    for phrase in dict.fromkeys(word for word, _, _ in signals.words.find(text)):
        for name, weight in signals.weights[phrase]:
            say(name, weight, f"the text has “{phrase.strip()}”")
    head = text[:20_000]
    for number in signals.fitting.find(head):
        expression, listed = signals.patterns[number]
        if (match := pattern(expression).search(head)) is not None:
            for name, weight in listed:
                say(name, weight, f"the text has marks as “{match.group()}”")
    contents = _contents(text)
    for content in contents:
        for name, weight in _speaks(content, signals):
            say(name, weight, f"a mark says “{content}”")
    tag = language.split("-")[0].lower()
    alone = sum(tag in c.languages for c in signals.of_languages) == 1
    for convention in signals.of_languages if tag in (*LANGUAGES, *MORE) else ():
        if tag not in convention.languages:
            scores[convention.name] -= 1.5
        elif alone and contents:
            say(convention.name, 0.4, f"the language is {tag}")
    ranked = sorted(signals.conventions, key=lambda c: -scores[c.name])
    best, second = ranked[0], ranked[1]
    lead = scores[best.name] - scores[second.name]
    rivals = scores[second.name] > 0.6 * scores[best.name]
    cert: Cert = "high" if lead >= 1.5 and not rivals else "medium" if lead >= 0.4 else "low"
    why = tuple(reasons[best.name])[:6] or ("no other convention shows in the text",)
    rival = second if rivals and reasons[second.name] else None
    if rival is not None:
        why += (f"{second.name} fits nearly as well: {next(iter(reasons[second.name]))}",)
    return Choice(best, cert, why, rival)


def fixed(name_or_path: str) -> Choice:
    """The convention that a person asked for. Raises `ConventionError`."""
    return Choice(load(name_or_path), "high", ("it was asked for",))


def _contents(text: str) -> dict[str, None]:
    """The different folded contents of brackets, the first `_MANY`."""
    found: dict[str, None] = {}
    place = text.find("[")
    while place != -1 and len(found) < _MANY:
        end = text.find("]", place, place + 400)
        if end > 0:
            start = text.rfind("[", place, end) + 1
            found.setdefault(fold(text[start:end]))
            place = text.find("[", end)
        else:
            place = text.find("[", place + 400)
    return found


def _speaks(content: str, signals: _Signals) -> list[tuple[str, float]]:
    """The conventions that a mark speaks for: those that list it, else those of which a rule says it."""
    exact = signals.marks.get(content)
    return exact or [(signals.conventions[number].name, 0.5) for number in sorted(signals.wordings.find(content))]
