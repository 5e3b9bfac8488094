"""Finding the rule for a mark: wordings by one look-up, the other tests in the order of the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from operator import attrgetter

from converters.editorial.content import SHORT, Said
from converters.editorial.covers import COVERS, cover_words
from converters.editorial.extent import measure
from converters.editorial.model import Convention, Rule
from converters.editorial.spelling import measures
from converters.editorial.surroundings import Context
from converters.editorial.wording import Wordings, caught
from converters.editorial.words import Lexicon
from converters.matching import AnyOf, pattern
from tei.model import Span

Kinds = frozenset[str]
_Test = tuple[str, Callable[[Context], Kinds], Kinds, bool]
"""What of the context is looked at, how it is got, the kinds wanted or not, and whether they are wanted."""

_CONTEXT_TESTS = (
    ("content", "said.kinds"),
    ("begins", "said.first_kinds"),
    ("ends", "said.last_kinds"),
    ("has", "said.any_kinds"),
    ("before", "before_kinds"),
    ("after", "after_kinds"),
    ("content_not", "said.kinds"),
    ("begins_not", "said.first_kinds"),
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

_FIRST = frozenset({"said.kinds", "said.first_kinds", "before_kinds"})
"""What is asked for before any other test of a rule without wordings."""
_REMEMBERED = 2000


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


Caught = tuple[Mapping[str, str], Mapping[str, str]]
"""What stands in the slots of a wording, and the extent that one of them states."""
_NOTHING: Caught = ({}, {})


@dataclass(frozen=True, slots=True)
class _Known:
    """What the words of a mark are known as."""

    worded: Mapping[int, Caught]
    """The rules, in order, with such a wording."""
    corrected: bool
    unfit: frozenset[int]
    """The rules whose pattern the words do not fit."""


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
        self._with_pattern = [i for i, rule in enumerate(self.rules) if rule.pattern]
        self._patterned = frozenset(self._with_pattern)
        self._patterns = AnyOf([self.rules[i].pattern for i in self._with_pattern])
        self._tests = [_tests(rule) for rule in self.rules]
        self._left = [
            [test for test in tests if rule.says or test[0] not in _FIRST]
            for rule, tests in zip(self.rules, self._tests, strict=True)
        ]
        # What recurs is remembered: words, and rules without wordings by what the content is and what is before it.
        self._recurring = lru_cache(_REMEMBERED)(self._look_up)
        self._fitting = lru_cache(_REMEMBERED)(self._fit)
        self._likely = lru_cache(_REMEMBERED)(self._allowed)

    def read(self, context: Context, *, worded: bool = False, features: frozenset[str] = frozenset(),
             language: str = "") -> Reading | None:  # fmt: skip
        """The first rule whose tests all hold; None if there is none. `worded`: only rules with wordings."""
        known = (self._recurring if len(context.content) <= SHORT else self._look_up)(context.said)
        for index in known.worded if worded else self._in_question(context, known):
            rule = self.rules[index]
            if rule.says and context.mark.kind not in rule.marks:
                continue
            if rule.languages and language and language not in rule.languages:
                continue
            if rule.document and rule.document.isdisjoint(features) and not self._document(rule, context):
                continue
            reading = self._try(index, rule, context, known)
            if reading is not None:
                return reading
        return None

    def _look_up(self, said: Said) -> _Known:
        folded, corrected = said.folded, False
        hits = self.wordings.find(folded)
        if not hits and (len(said.tokens) > 1 or said.content.islower()):
            respelt = self.wordings.corrected(folded)
            if respelt != folded and (hits := self.wordings.find(respelt)):
                folded, corrected = respelt, True
        unfit = self._patterned.difference(self._with_pattern[i] for i in self._patterns.find(said.content))
        worded: dict[int, Caught] = {}
        for index in sorted(hits.keys() - unfit):
            slots = caught(hits[index], folded) if hits[index] else {}
            extent = _extent(slots["extent"], said.lexicon) if "extent" in slots else {}
            if extent is not None:
                worded[index] = slots, extent
        return _Known(worded, corrected, unfit)

    def _in_question(self, context: Context, known: _Known) -> Iterator[int]:
        """The rules that may hold, in their order: those with one of the wordings found, and those without wordings.

        What is around the mark is looked at only where it is not plain that a wording comes first.
        """
        kind, said, rest = context.mark.kind, context.said, list(known.worded)
        if rest:
            fitting = self._fitting(kind, said.kinds, said.first_kinds)
            if known.unfit.issuperset(fitting[: bisect_left(fitting, rest[0])]):
                yield rest.pop(0)
        likely = self._likely(kind, said.kinds, said.first_kinds, context.before_kinds)
        others = (index for index in likely if index not in known.unfit)
        yield from merge(rest, others) if rest else others

    def _fit(self, kind: str, content: Kinds, first: Kinds) -> list[int]:
        """The rules without wordings that the content allows."""
        looked = {"said.kinds": content, "said.first_kinds": first}
        return [index for index in self._unworded[kind] if _allow(self._tests[index], looked)]

    def _allowed(self, kind: str, content: Kinds, first: Kinds, before: Kinds) -> list[int]:
        """Those of them that the word before allows too."""
        looked = {"before_kinds": before}
        return [index for index in self._fitting(kind, content, first) if _allow(self._tests[index], looked)]

    def _document(self, rule: Rule, context: Context) -> bool:
        return ("speeches" in rule.document and context.document.speeches) or (
            "no-speeches" in rule.document and not context.document.speeches
        )

    def _try(self, index: int, rule: Rule, context: Context, known: _Known) -> Reading | None:
        if rule.doubt is not None and rule.doubt is not context.said.doubt:
            return None
        if rule.words != (0, 1_000_000) and not rule.words[0] <= len(context.said.tokens) <= rule.words[1]:
            return None
        if rule.before_says and context.word_before.strip(",;:. ").casefold() not in rule.before_says:
            return None
        for _, of, wanted, present in self._left[index]:
            if wanted.isdisjoint(of(context)) is present:
                return None
        slots, extent = known.worded.get(index, _NOTHING)
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
        if covered is None:
            return None
        return Reading(rule, covered, slots, extent, groups, known.corrected and bool(rule.says))


def _extent(words: str, lexicon: Lexicon) -> Mapping[str, str] | None:
    return measure(words, lexicon) or measure(measures(lexicon).corrected(words), lexicon)


def _tests(rule: Rule) -> list[_Test]:
    """The tests of two sets of kinds that the rule has."""
    return [
        (attribute, attrgetter(attribute), getattr(rule, test), not test.endswith("_not"))
        for test, attribute in _CONTEXT_TESTS
        if getattr(rule, test)
    ]


def _allow(tests: Iterable[_Test], looked: Mapping[str, Kinds]) -> bool:
    """Whether those of the tests hold that ask for what was `looked` at."""
    return all(wanted.isdisjoint(looked[of]) is not present for of, _, wanted, present in tests if of in looked)


@lru_cache(maxsize=64)
def matcher(convention: Convention) -> Matcher:
    """The matcher of a convention, made once."""
    return Matcher(convention)
