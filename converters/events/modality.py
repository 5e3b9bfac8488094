"""Whether an event is told as having happened, or is denied, planned, supposed or requested."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from converters.events.clauses import Clauses, Cue, Trigger, within
from converters.events.rules import Cues

NEAR = 24
"""Characters before a finite verb within which a cue must end to bear on it (`was not arrested`)."""
FAR = 70
"""The same before a noun, and before an infinitive."""
TAIL = 60
"""Characters after a noun within which its own verb may deny or plan it (`the visit was cancelled`)."""


def of_verb(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues, finite: bool) -> str | None:
    """How a verb tells its event; None where an infinitive stands without anything that says so."""
    if _question(clauses, trigger.start):
        return "supposed"
    if _inverted(clauses, clause[0], cues):
        return "supposed"
    before = _between(clauses.cues, clause[0], trigger.start)
    if cues.verb_final:
        if trigger.hit.form == "past":
            joiner = max(clauses.lower.rfind(f" {word} ", clause[0], trigger.start) for word in cues.slots["and"])
            before = [c for c in before if c.start > joiner]
        before = _between(clauses.cues, trigger.end, min(clause[1], trigger.end + NEAR)) or before
    elif finite:
        before = [c for c in before if c.clausal or c.end >= trigger.start - NEAR]
    elif trigger.hit.form == "base":
        before = [c for c in before if c.end >= trigger.start - FAR]
    found = _nearest(before, trigger.start)
    if found:
        return found
    if governed := _governed(clauses, clause, cues):
        return governed
    return None if trigger.hit.form == "base" else ""


def _inverted(clauses: Clauses, start: int, cues: Cues) -> bool:
    """Whether a clause is a condition by its order: `Had he met …`; not `Had a long talk with …`."""
    words = clauses.lower[start : start + 24].split(" ")
    if len(words) < 3 or words[0] not in cues.inversion:
        return False
    after = start + len(words[0]) + 1
    return words[1] in cues.pronouns or bool(within(clauses.actors, after, after + len(words[1]) + 2))


def of_noun(
    clauses: Clauses, trigger: Trigger, clause: tuple[int, int], phrase: int, presupposed: bool, cues: Cues
) -> str:
    """How a noun tells its event. `phrase` is where its noun phrase starts."""
    inside = _between(clauses.cues, phrase, trigger.start)
    if inside:
        return _nearest(inside, trigger.start)
    if presupposed:
        return ""
    if _question(clauses, trigger.start):
        return "supposed"
    padded = f"{clauses.lower[trigger.end : min(clause[1], trigger.end + TAIL)]} "
    for words, modality in cues.after.items():
        at = padded.find(f" {words} ")
        if at >= 0 and (cues.noun_capitals or not clauses.text[trigger.end + at + 1].isupper()):
            return modality
    before = [c for c in _between(clauses.cues, clause[0], phrase) if c.end >= trigger.start - FAR]
    return _nearest(before, phrase) or _governed(clauses, clause, cues)


def _between(cues: Sequence[Cue], start: int, end: int) -> list[Cue]:
    found = []
    for index in range(bisect_left(cues, end + 1, key=lambda c: c.end) - 1, -1, -1):
        cue = cues[index]
        if cue.end <= start:
            break
        if cue.start >= start and cue.end <= end:
            found.append(cue)
    return found


def _nearest(cues: Sequence[Cue], end: int) -> str:
    """The modality of the cue nearest before; a denial beside it denies it (`will not`)."""
    if not cues:
        return ""
    nearest = cues[0]
    for cue in cues[1:]:
        if cue.start <= nearest.start and cue.end >= nearest.end:
            nearest = cue  # `would have` rather than `would`
        elif cue.modality == "denied" and nearest.start - cue.end <= 12:
            return "denied"
        else:
            break
    return nearest.modality


def _governed(clauses: Clauses, clause: tuple[int, int], cues: Cues) -> str:
    """What the verb before `that …` makes of the clause."""
    start = clause[0]
    if start == 0:
        return ""
    word = clauses.lower[start : start + 24].split(" ", 1)[0].strip(",")
    if word not in cues.complementizers:
        return ""
    before = [c for c in _between(clauses.governing, max(start - 40, 0), start) if c.end >= start - 14]
    return before[0].modality if before else ""


def _question(clauses: Clauses, offset: int) -> bool:
    end = clauses.sentence(offset)[1]
    return "?" in clauses.text[max(end - 4, 0) : end]
