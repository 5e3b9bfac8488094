"""Who speaks in a conversation: units that begin with a name and a colon, questions and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from converters.layout.lines import Unit
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern
from tei.model import Span

_SPEAKER = 160
"""Characters in which who speaks is told."""
_TURNS = 3
_SHORT_LABEL = 3
"""Letters that a label has more than which names nobody: `A:` answers `Q:`."""


def find(units: Sequence[Unit]) -> dict[int, Span]:
    """The units that begin with a name and a colon, where there are so many that the text is a conversation.

    Of each, where the colon stands and where what is said begins.
    """
    found: dict[int, Span] = {}
    turns: set[int] = set()
    names: Counter[str] = Counter()
    for i, unit in enumerate(units):
        start = unit.text[:_SPEAKER]
        if ":" in start and (m := _speech().match(start)) is not None and not _labels(start):
            said = m.end() - 1
            colon = start.rindex(":", 0, said)
            found[i] = colon, said
            names[start[:colon].rstrip()] += 1
            if _turn().match(start) is not None:
                turns.add(i)
    answers = _answers(units) or _stopped(units)
    found |= answers
    again = sum(times > 1 for times in names.values()) + 2 * bool(answers)
    if len(turns) >= _TURNS or (len(turns) > 1 and len(turns) * 3 >= len(units)):
        return {i: at for i, at in found.items() if i in turns or _speaks(units[i].text[: at[0]].rstrip(), names)}
    if len(found) >= 4 and again and (len(found) * 6 >= len(units) or again > 1):
        return found
    return {}


def _speaks(label: str, names: Counter[str]) -> bool:
    """Whether a label in the record of a council is one who speaks: more than once, or several in capitals."""
    return names[label] > 1 or (label.isupper() and " " in label)


@lru_cache(maxsize=1)
def _speech() -> Pattern:
    """A name, a colon and the first letter of what is said; without groups, for it is asked of many lines."""
    lists = words().lists
    return pattern(
        rf"(?:\d{{1,3}}\. )?\[?(?:(?:{lists['article']}|{lists['person_title']})\.? )?"
        r"[\p{Lu}\[][\p{L}\]\[.’'-]*\]?"
        rf"(?: (?:\([^)]+\)|[\p{{Lu}}\[(][\p{{L}}\]\[.’')-]*|of|the|{lists['particle']})){{0,5}}\]?"
        r"(?:, \p{Lu}[\p{L} -]{3,50})? ?: ?\S"
    )


@lru_cache(maxsize=1)
def _turn() -> Pattern:
    """One who speaks as councils print it: a title, a surname in capitals, perhaps the country in brackets."""
    title = words().lists["person_title"]
    return pattern(
        rf"(?:\d{{1,3}}\. )?(?:(?i:{title})\.? (?:\p{{L}}\.? )?[\p{{L}}’'-]*\p{{Lu}}{{3}}[\p{{L}}’'-]*"
        rf"|(?i:{words().lists['article']}) \p{{Lu}}{{4,}}(?:[ -]\p{{Lu}}+)*)(?: \([^)]+\)){{0,2}} ?: ?\p{{Lu}}"
    )


@lru_cache(maxsize=1)
def _titled() -> Pattern:
    title = words().lists["person_title"]
    name = r"(?:\p{Lu}\. ?){0,2}\p{Lu}[\p{L}’'-]{2,}(?: \([^)]+\))?"
    return pattern(rf"(?:{title})\.? {name}\. ?(?:[—–-] ?)?[\p{{Lu}}«„“\"]")


def _stopped(units: Sequence[Unit]) -> dict[int, Span]:
    """Units that begin with a title, a name and a full stop, where they are many: `т. Хрущев. Дело осложняется.`"""
    found: dict[int, Span] = {}
    for i, unit in enumerate(units):
        if (match := _titled().match(unit.text[:_SPEAKER])) is not None and len(unit.text) > match.end():
            found[i] = unit.text.rindex(".", 0, match.end()), match.end() - 1
    return found if len(found) >= _TURNS and len(found) * 2 >= len(units) else {}


def _labels(text: str) -> bool:
    """Whether a label such as `Present:` begins `text`."""
    if words().witness.fullmatch(text.partition(":")[0].rstrip()) is not None:
        return True
    match = words().label.match(text)
    return match is not None and part(match, "label")[1] - part(match, "label")[0] > _SHORT_LABEL


_SECOND = frozenset("BCБ")  # what follows on A in an outline
_LETTER = pattern(r"\p{Lu}\. ?\S")


@lru_cache(maxsize=1)
def _asked() -> tuple[Pattern, Pattern]:
    lists = words().lists
    return pattern(lists["question"]), pattern(lists["answer"])


def _answers(units: Sequence[Unit]) -> dict[int, Span]:
    """The units of an examination: `Q. …` and `A. …`, both more than once, and no other letters as in an outline."""
    begins: dict[str, dict[int, Span]] = {}
    for i, unit in enumerate(units):
        if unit.text[1:2] == "." and (m := _LETTER.match(unit.text[:8])) is not None:
            begins.setdefault(unit.text[0], {})[i] = (1, m.end() - 1)
    question, answer = _asked()
    asked = [found for letter, found in begins.items() if question.fullmatch(letter)]
    answered = [found for letter, found in begins.items() if answer.fullmatch(letter)]
    outline = any(question.fullmatch(letter) is None and letter in _SECOND for letter in begins)
    if not outline and asked and answered and min(len(asked[0]), len(answered[0])) > 1:
        return asked[0] | answered[0]
    return {}
