"""Finding the rule for a mark: wordings by one look-up, the other tests in the order of the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from heapq import merge

from converters.editorial.covers import COVERS, cover_words
from converters.editorial.extent import measure
from converters.editorial.model import Convention, Rule
from converters.editorial.spelling import measures
from converters.editorial.surroundings import Context
from converters.editorial.wording import Wordings, caught
from converters.matching import AnyOf, pattern
from tei.model import Span

Kinds = frozenset[str]

_CONTEXT_TESTS = (
    ("content", "content_kinds"),
    ("begins", "first_kinds"),
    ("ends", "last_kinds"),
    ("has", "any_kinds"),
    ("before", "before_kinds"),
    ("after", "after_kinds"),
    ("content_not", "content_kinds"),
    ("begins_not", "first_kinds"),
    ("before_not", "before_kinds"),
    ("after_not", "after_kinds"),
    ("place", "place_kinds"),
    ("place_not", "place_kinds"),
    ("block", "block_names"),
    ("completed", "completed_kinds"),
    ("compare", "compared"),
    ("compare_not", "compared"),
)
"""Tests that ask whether two sets of kinds meet, and what of the context they look at; the costliest last."""

_INSIDE, _BEFORE = frozenset({"content_kinds", "first_kinds"}), frozenset({"before_kinds"})
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
        self.described = {rule.id: rule.description for rule in self.rules}
        self.kinds = tuple(dict.fromkeys(kind for rule in self.rules for kind in rule.marks))
        self.wordings = Wordings((i, says) for i, rule in enumerate(self.rules) for says in rule.says)
        self._unworded: dict[str, list[int]] = {
            kind: [i for i, rule in enumerate(self.rules) if kind in rule.marks and not rule.says]
            for kind in self.kinds
        }
        tests = [_tests(rule) for rule in self.rules]
        self._inside = [[t for t in of if t[0] in _INSIDE] for of in tests]
        self._before = [[t for t in of if t[0] in _BEFORE] for of in tests]
        self._tests = [
            of if rule.says else [t for t in of if t[0] not in _INSIDE | _BEFORE]
            for rule, of in zip(self.rules, tests, strict=True)
        ]
        self._with_pattern = [i for i, rule in enumerate(self.rules) if rule.pattern]
        self._patterned = frozenset(self._with_pattern)
        self._patterns = AnyOf([self.rules[i].pattern for i in self._with_pattern])
        self._seen: dict[tuple[str, Kinds, Kinds, Kinds | None], Sequence[int]] = {}

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
        for index in self._in_question(context, hits, worded):
            rule = self.rules[index]
            if rule.says and context.mark.kind not in rule.marks:
                continue
            if rule.languages and language and language not in rule.languages:
                continue
            if rule.document and rule.document.isdisjoint(features) and not self._document(rule, context):
                continue
            reading = self._try(index, rule, context, hits.get(index, ""), folded)
            if reading is not None:
                return replace(reading, corrected=True) if corrected and rule.says else reading
        return None

    def _in_question(self, context: Context, hits: Collection[int], worded: bool) -> Iterator[int]:
        """The rules that may hold, in their order: those with one of the wordings found, and those without wordings.

        What is around the mark is looked at only where it is not plain that a wording comes first.
        """
        unfit = self._patterned.difference(self._with_pattern[i] for i in self._patterns.find(context.content))
        rest = sorted(index for index in hits if index not in unfit)
        if worded:
            yield from rest
            return
        if rest:
            likely = self._likely(context, around=False)
            if unfit.issuperset(likely[: bisect_left(likely, rest[0])]):
                yield rest.pop(0)
        others = (index for index in self._likely(context, around=True) if index not in unfit)
        yield from merge(rest, others) if rest else others

    def _likely(self, context: Context, *, around: bool) -> Sequence[int]:
        """The rules without wordings that the content, and what is `around` it, allow: remembered, for they recur."""
        before = context.before_kinds if around else None
        key = context.mark.kind, context.content_kinds, context.first_kinds, before
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            of = self._likely(context, around=False) if around else self._unworded[context.mark.kind]
            early = self._before if around else self._inside
            known = self._seen[key] = [index for index in of if _hold(early[index], context)]
        return known

    def _document(self, rule: Rule, context: Context) -> bool:
        return ("speeches" in rule.document and context.document.speeches) or (
            "no-speeches" in rule.document and not context.document.speeches
        )

    def _try(self, index: int, rule: Rule, context: Context, slotted: str, folded: str) -> Reading | None:
        if rule.doubt is not None and rule.doubt is not context.doubt:
            return None
        if rule.words != (0, 1_000_000) and not rule.words[0] <= len(context.tokens) <= rule.words[1]:
            return None
        if rule.before_says and context.word_before.strip(",;:. ").casefold() not in rule.before_says:
            return None
        if not _hold(self._tests[index], context):
            return None
        slots: Mapping[str, str] = caught(slotted, folded) if slotted else {}
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
            offset = context.content_span[0]
            spans = {name: match.span(name) for name in match.re.groupindex}
            spans = {name: (start, end) for name, (start, end) in spans.items() if start < end}
            groups = {name.rstrip("_"): (start + offset, end + offset) for name, (start, end) in spans.items()}
            slots = {**slots, **{name: context.content[start:end] for name, (start, end) in spans.items()}}
        if rule.covers == "words before" and "content" in slots:
            covered = cover_words(context, len(slots["content"].split()))
        else:
            covered = COVERS[rule.covers](context)
        return Reading(rule, covered, slots, extent, groups) if covered is not None else None


def _hold(tests: Iterable[tuple[str, Kinds, bool]], context: Context) -> bool:
    for of, wanted, present in tests:  # noqa: SIM110 – faster than `all`
        if wanted.isdisjoint(getattr(context, of)) is present:
            return False
    return True


def _tests(rule: Rule) -> list[tuple[str, Kinds, bool]]:
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
