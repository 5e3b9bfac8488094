"""Which of the words found are whole triggers: verbs of two parts, those with an object, the longest of several."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from converters.events.cues import Cues
from converters.events.items import Trigger

CLOSING_REACH = 300
"""Characters after a parted verb within which its other part must stand."""
_MARKS = str.maketrans(dict.fromkeys(".,;:!?()[]«»„“”\"'", " "))


def closed(lower: str, offset: int, closing: str, sentences: Sequence[int]) -> bool:
    """Whether a parted verb has its other part: before a stop, or before `and`."""
    if not closing:
        return True
    index = bisect_right(sentences, offset)
    end = min(offset + CLOSING_REACH, sentences[index] if index < len(sentences) else len(lower))
    at = lower.find(f" {closing}", offset, end)
    while at >= 0:
        after = at + 1 + len(closing)
        if after >= len(lower) or lower[after] in ".,;:!?)”\n" or lower.startswith((" und ", " oder "), after):
            return True
        at = lower.find(f" {closing}", after, end)
    return False


def whole(triggers: list[Trigger]) -> list[Trigger]:
    """Where a parted verb has its other part, its first part alone is none: `traf … ein` is not `traf`."""
    parted = {(t.start, t.end) for t in triggers if t.hit.closing}
    return [t for t in triggers if t.hit.closing or (t.start, t.end) not in parted]


def with_objects(triggers: list[Trigger], lower: str, starts: Sequence[int]) -> list[Trigger]:
    """Without those whose rule wants a word that their clause has not; where it has, no other rule has the verb."""
    found: list[Trigger] = []
    met: set[int] = set()
    for trigger in triggers:
        objects = trigger.hit.rule.objects
        if not objects or trigger.hit.form == "noun":
            found.append(trigger)
            continue
        index = bisect_right(starts, trigger.start)
        start = max(starts[index - 1], trigger.start - CLOSING_REACH)
        end = min(starts[index] if index < len(starts) else len(lower), trigger.end + CLOSING_REACH)
        words = lower[start:end].translate(_MARKS).split()
        if not objects.isdisjoint(words):
            found.append(trigger)
            met.add(trigger.start)
    return [t for t in found if t.start not in met or t.hit.rule.objects]


def resumed(triggers: Sequence[Trigger], lower: str, starts: Sequence[int], cues: Cues) -> Iterator[int]:
    """Finite verbs right behind a subordinate clause, which begin a clause: `Nachdem er ankam, besuchte er …`."""
    for trigger in triggers:
        if trigger.hit.form in ("past", "both") and lower[trigger.start - 2 : trigger.start] == ", ":
            start = starts[bisect_right(starts, trigger.start) - 1]
            word = lower[start : start + 16].lstrip(", ").split(" ", 1)[0]
            if not cues.conjunctions.isdisjoint((word, f", {word}")) and word not in cues.coordinating:
                yield trigger.start


def longest(triggers: list[Trigger]) -> list[Trigger]:
    """Of triggers that overlap the longest; of one word with several rules, all.

    `talk with` may be a verb and `talk` in it a noun: both are kept, and what stands before tells.
    """
    triggers.sort(key=lambda t: (t.start, -t.end))
    found: list[Trigger] = []
    for trigger in triggers:
        if found and trigger.start < found[-1].end:
            last = found[-1]
            same = trigger.start == last.start and (
                trigger.end == last.end or {trigger.hit.form, last.hit.form} == {"noun", "base"}
            )
            if not same:
                continue
        found.append(trigger)
    return found
