"""Finding the rule for a mark: wordings by one look-up, the other tests in the order of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from typing import cast

from converters.editorial.covers import COVERS, cover_words
from converters.editorial.extent import measure
from converters.editorial.model import Convention, Rule
from converters.editorial.spelling import measures
from converters.editorial.surroundings import Context
from converters.editorial.wording import Wordings
from converters.matching import AnyOf, pattern
from tei.model import Span

_CONTEXT_TESTS = (
    ("content", "content_kinds"),
    ("begins", "first_kinds"),
    ("ends", "last_kinds"),
    ("has", "any_kinds"),
    ("before", "before_kinds"),
    ("after", "after_kinds"),
    ("compare", "compared"),
    ("completed", "completed_kinds"),
    ("place", "place_kinds"),
    ("block", "block_names"),
    ("content_not", "content_kinds"),
    ("begins_not", "first_kinds"),
    ("before_not", "before_kinds"),
    ("after_not", "after_kinds"),
    ("compare_not", "compared"),
    ("place_not", "place_kinds"),
)
"""Tests that ask whether two sets of kinds meet, and what of the context they look at."""

_EARLY = frozenset({"content_kinds", "before_kinds"})
_REMEMBERED = 5000


@dataclass(frozen=True, slots=True)
class Reading:
    """The rule that a mark falls under, what it covers, and what its slots caught."""

    rule: Rule
    covered: Span
    slots: Mapping[str, str] = field(default_factory=dict)
    extent: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Span] = field(default_factory=dict)
    """Where the named groups of the rule's pattern stand in the source."""
    corrected: bool = False
    """Whether the mark's words had to be respelt to be known."""


class Matcher:
    """The rules of a convention, made ready."""

    def __init__(self, convention: Convention) -> None:
        self.rules = convention.rules
        self.kinds = tuple(dict.fromkeys(kind for rule in self.rules for kind in rule.marks))
        self.wordings = Wordings((i, says) for i, rule in enumerate(self.rules) for says in rule.says)
        self._unworded: dict[str, list[int]] = {
            kind: [i for i, rule in enumerate(self.rules) if kind in rule.marks and not rule.says]
            for kind in self.kinds
        }
        tests = [_tests(rule) for rule in self.rules]
        self._early = [[t for t in of if t[0] in _EARLY] for of in tests]
        self._tests = [
            of if rule.says else [t for t in of if t[0] not in _EARLY]
            for rule, of in zip(self.rules, tests, strict=True)
        ]
        self._with_pattern = [i for i, rule in enumerate(self.rules) if rule.pattern]
        self._patterns = AnyOf([self.rules[i].pattern for i in self._with_pattern])
        self._seen: dict[tuple[str, frozenset[str], frozenset[str]], list[int]] = {}

    def read(self, context: Context, *, worded: bool = False, features: frozenset[str] = frozenset(),
             language: str = "") -> Reading | None:  # fmt: skip
        """The first rule whose tests all hold; None if there is none. `worded`: only rules with wordings."""
        folded, corrected = context.folded, False
        hits = self.wordings.find(folded)
        if not hits and (len(context.tokens) > 1 or context.content.islower()):
            respelt = self.wordings.corrected(folded)
            if respelt != folded:
                hits = self.wordings.find(respelt)
                folded, corrected = (respelt, True) if hits else (folded, False)
        others: Sequence[int] = () if worded else self._likely(context)
        fitting = {self._with_pattern[i] for i in self._patterns.find(context.content)} if others or hits else set()
        for index in merge(sorted(hits), others) if hits else others:
            rule = self.rules[index]
            if rule.pattern and index not in fitting:
                continue
            if rule.says and context.mark.kind not in rule.marks:
                continue
            if rule.languages and language and language not in rule.languages:
                continue
            if rule.document and rule.document.isdisjoint(features) and not self._document(rule, context):
                continue
            reading = self._try(index, rule, context, folded, corrected and bool(rule.says))
            if reading is not None:
                return reading
        return None

    def _likely(self, context: Context) -> Sequence[int]:
        """The rules without wordings that the content and the word before allow: remembered, for they recur."""
        key = (context.mark.kind, context.content_kinds, context.before_kinds)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = self._seen[key] = [
                index
                for index in self._unworded[key[0]]
                if all(
                    wanted.isdisjoint(key[1] if of == "content_kinds" else key[2]) is not present
                    for of, wanted, present in self._early[index]
                )
            ]
        return known

    def _document(self, rule: Rule, context: Context) -> bool:
        return ("speeches" in rule.document and context.document.speeches) or (
            "no-speeches" in rule.document and not context.document.speeches
        )

    def _try(self, index: int, rule: Rule, context: Context, folded: str, corrected: bool) -> Reading | None:
        for name, wanted, present in self._tests[index]:
            if wanted.isdisjoint(getattr(context, name)) is present:
                return None
        if rule.doubt is not None and rule.doubt is not context.doubt:
            return None
        if rule.words != (0, 1_000_000) and not rule.words[0] <= len(context.tokens) <= rule.words[1]:
            return None
        if rule.before_says and context.word_before.strip(",;:. ").casefold() not in rule.before_says:
            return None
        slots: Mapping[str, str] = self.wordings.slots(index, folded) if rule.says else {}
        extent: Mapping[str, str] = {}
        if "extent" in slots:
            found = measure(slots["extent"], context.lexicon)
            if found is None:
                found = measure(measures(context.lexicon).corrected(slots["extent"]), context.lexicon)
            if found is None:
                return None
            extent = found
        groups: Mapping[str, Span] = {}
        if rule.pattern:
            match = pattern(rule.pattern).fullmatch(context.content)
            if match is None:
                return None
            caught = {name: value for name, value in match.groupdict().items() if value}
            offset = context.content_span[0]
            numbers: Mapping[str, int] = _numbers(rule.pattern)
            groups = {
                name.rstrip("_"): (match.start(numbers[name]) + offset, match.end(numbers[name]) + offset)
                for name in caught
            }
            slots = {**slots, **caught}
        if rule.covers == "words before" and "content" in slots:
            covered = cover_words(context, len(slots["content"].split()))
        else:
            covered = COVERS[rule.covers](context)
        return Reading(rule, covered, slots, extent, groups, corrected) if covered is not None else None


@lru_cache(maxsize=1024)
def _numbers(expression: str) -> Mapping[str, int]:
    """The numbers of the named groups of a pattern (RE2's matches know groups by number)."""
    return cast(Mapping[str, int], getattr(pattern(expression), "groupindex"))  # noqa: B009


def _tests(rule: Rule) -> list[tuple[str, frozenset[str], bool]]:
    """(what of the context, kinds, whether meeting them is wanted) for the tests that the rule has."""
    return [
        (attribute, getattr(rule, test), not test.endswith("_not"))
        for test, attribute in _CONTEXT_TESTS
        if getattr(rule, test)
    ]


@lru_cache(maxsize=64)
def matcher(convention: Convention) -> Matcher:
    """The matcher of a convention, made once."""
    return Matcher(convention)
