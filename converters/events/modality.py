"""Whether an event is told as having happened, or is denied, planned, supposed or requested."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from converters.events.clauses import Clauses, triggers_within
from converters.events.cues import Cues
from converters.events.items import Cue, Trigger, within
from converters.events.phrases import carries

NEAR = 24
"""Characters before a finite verb within which a cue must end to bear on it (`was not arrested`)."""
FAR = 70
"""The same before a noun, and before an infinitive."""
TAIL = 60
"""Characters after a noun within which its own verb may plan it (`the visit will …`)."""
UNDONE = 160
"""Characters after a noun within which a verb may undo it (`the visit of … to … was cancelled`)."""
OBJECT = 60
"""Characters between such a verb and the noun that it undoes (`cancelled on 3 May his visit`)."""


def of_verb(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues, finite: bool) -> str | None:
    """How a verb tells its event; None where an infinitive stands without anything that says so."""
    if _question(clauses, trigger.start):
        return "supposed"
    if _inverted(clauses, clause[0], cues):
        return "supposed"
    before = _between(clauses.cues, clause[0], trigger.start)
    if cues.hearsay and _hearsay(clauses, trigger, clause, cues):
        return "supposed"
    if cues.verb_final:
        following = _between(clauses.cues, trigger.end, clause[1])
        following = [c for c in following if c.end <= trigger.end + NEAR or _last(clauses, c)]
        if trigger.hit.form in ("past", "both"):
            following = [c for c in following if c.modality in ("denied", "supposed")]  # not `schlug … vor`
            joiner = max(clauses.lower.rfind(f" {word} ", clause[0], trigger.start) for word in cues.slots["and"])
            before = [c for c in before if c.start > joiner]
        before = following or before
    elif finite:
        before = [c for c in before if c.clausal or c.end >= trigger.start - NEAR]
    elif trigger.hit.form == "base":
        before = [c for c in before if c.end >= trigger.start - FAR]
    found = _nearest(before, trigger.start)
    if cues.irrealis and clauses.lower[trigger.end : trigger.end + 4].partition(" ")[2].split(" ")[0] in cues.irrealis:
        return "supposed"
    if trigger.hit.form == "conditional":
        return "denied" if found == "denied" else "supposed"
    if trigger.hit.form == "future" and found in ("", "planned"):
        return "planned"
    if found:
        return found
    if governed := _governed(clauses, clause, cues):
        return governed
    if finite and _believed(clauses, trigger, clause):
        return "supposed"
    return None if trigger.hit.form == "base" else ""


def _hearsay(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> bool:
    """Whether it is only said to have happened: `soll Paris verlassen haben`."""
    following = clauses.lower[trigger.end : trigger.end + 20].strip(" ").rstrip(".,;").split()[:2]
    ends = trigger.hit.form in ("participle", "both") and bool(following)
    perfect = ends and (following[0].strip(".,;") in cues.perfect or following[0] in cues.nonfinite)
    return perfect and not cues.hearsay.isdisjoint(clauses.lower[clause[0] : trigger.start].split())


def _last(clauses: Clauses, cue: Cue) -> bool:
    """Whether a denial ends its clause: `unterschrieb den Vertrag … nicht.`"""
    return cue.modality == "denied" and clauses.lower[cue.end : cue.end + 1] in ("", ".", ",", ";")


def _inverted(clauses: Clauses, start: int, cues: Cues) -> bool:
    """Whether a clause is a condition by its order: `Had he met …`; not `Had a long talk with …`."""
    words = clauses.lower[start : start + 24].split(" ")
    if len(words) < 3 or words[0] not in cues.inversion:
        return False
    after = start + len(words[0]) + 1
    return words[1] in cues.pronouns or bool(within(clauses.actors, after, after + len(words[1]) + 2))


def of_noun(
    clauses: Clauses,
    trigger: Trigger,
    clause: tuple[int, int],
    phrase: int,
    governed: bool,
    presupposed: bool,
    subject: bool,
    cues: Cues,
) -> str:
    """How a noun tells its event.

    `phrase` is where its noun phrase starts; `governed` says that it is taken for granted by what stands before
    it (`at the meeting`), `presupposed` that a date does so (`the meeting of 3 May`), `subject` that no preposition
    stands before it.
    """
    inside = _nearest(_between(clauses.cues, phrase, trigger.start), trigger.start)
    if inside not in ("", "planned"):
        return inside
    if undone := _undone(clauses, trigger, clause, phrase, subject, cues):
        return undone
    if inside or governed:
        return inside
    date = next((item.start for item in within(clauses.dates, trigger.end, clause[1])), clause[1])
    if told := _after_noun(clauses, trigger, date, cues):
        return told  # `La conférence se tiendrait à Paris le …`
    if clauses.lower[clause[0] : phrase].rstrip().rpartition(" ")[2] in cues.ordering:
        return "requested"
    if cues.verb_final and _last_word(clauses, clause) in cues.ordering:
        return "requested"  # `die Freilassung … verlangt`
    if presupposed:
        return ""
    if _question(clauses, trigger.start):
        return "supposed"
    if date < clause[1] and (told := _after_noun(clauses, trigger, clause[1], cues)):
        return told
    before = [c for c in _between(clauses.cues, clause[0], phrase) if c.end >= trigger.start - FAR]
    return _nearest(before, phrase) or _governed(clauses, clause, cues)


def _last_word(clauses: Clauses, clause: tuple[int, int]) -> str:
    words = clauses.lower[max(clause[0], clause[1] - FAR) : clause[1]].split()
    return words[-1].rstrip(".,;:!?)") if words else ""


def _after_noun(clauses: Clauses, trigger: Trigger, end: int, cues: Cues) -> str:
    """What a noun's own verb makes of it: `the visit will …`."""
    padded = f"{clauses.lower[trigger.end : min(end, trigger.end + TAIL)]} "
    for words, modality in cues.after.items():
        at = padded.find(f" {words} ")
        if at >= 0 and (cues.noun_capitals or not clauses.text[trigger.end + at + 1].isupper()):
            return modality
    return ""


def of_a_thing(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], phrase: int, cues: Cues) -> bool:
    """Whether what is denied or planned is done with a thing that exists: `could not accept the proposal of …`."""
    if not cues.making:
        return False
    before = clauses.lower[max(clause[0], phrase - FAR) : phrase].split()
    after = clauses.lower[trigger.end : min(clause[1], trigger.end + FAR)].split()[1:]  # `the proposal made by …`
    return cues.making.isdisjoint(word.strip(",.;:") for word in (*before, *after))


def _undone(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], phrase: int, subject: bool, cues: Cues) -> str:
    """What a verb makes of a noun that it undoes: `called off his visit`, `the visit … was put off`."""
    found = [*within(clauses.undone, max(clause[0], phrase - OBJECT), trigger.start)[-1:]]
    found = [c for c in found if c.start >= phrase or _governs(clauses, c, phrase, cues)]
    if not found and subject:
        found = [*_after(clauses, trigger, clause, cues)][:1]
    for cue in found:
        before = [c for c in _between(clauses.cues, clause[0], cue.start) if c.end >= cue.start - FAR]
        denied = [c for c in before[:2] if c.modality == "denied"]
        if any(all(carries(w, cues) for w in clauses.lower[c.end : cue.start].split()) for c in denied):
            return ""  # `was not cancelled`
        open_ = any(c.modality == "supposed" and c.clausal for c in before)
        return "supposed" if open_ or _nearest(before, cue.start) in ("supposed", "requested") else cue.modality
    return ""


def _governs(clauses: Clauses, cue: Cue, phrase: int, cues: Cues) -> bool:
    """Whether the noun phrase is the object of the verb that undoes: only a date or an adverb stands between."""
    words = clauses.lower[cue.end : phrase].replace(",", " , ").split()
    if words and words[-1] in cues.prepositions:
        return False  # `cancelled at the meeting`
    apart = cues.pronouns | cues.joiners | cues.auxiliaries | cues.perfect
    return apart.isdisjoint(words) and not triggers_within(clauses, cue.end, phrase)


def _after(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> Iterator[Cue]:
    """The words that undo a noun before them: in its clause, or after a relative clause within it."""
    start, end = trigger.end, min(clause[1], trigger.end + UNDONE)
    yield from (c for c in within(clauses.undone, start, end) if _said_of(clauses, start, c, cues))
    following = clauses.lower[clause[1] : clause[1] + 24].strip(", ").split(" ", 1)[0]
    if following in cues.relatives and "," in clauses.lower[clause[1] - 2 : clause[1] + 1]:
        reach = min(clauses.sentence(trigger.start)[1], clause[1] + UNDONE)
        inner = clauses.lower.find(",", clause[1] + 2, reach)
        if inner >= 0:
            yield from (c for c in within(clauses.undone, inner, inner + TAIL) if _said_of(clauses, inner, c, cues))


def _said_of(clauses: Clauses, start: int, cue: Cue, cues: Cues) -> bool:
    """Whether a word that undoes is the predicate of what stands before `start`, not of another noun between."""
    for other in triggers_within(clauses, start, cue.start):
        lead = clauses.lower[max(other.start - 30, start) : other.start].split()[-3:]
        if cues.prepositions.isdisjoint(lead):
            return False
    words = clauses.lower[start : cue.start].replace(",", " , ").split()
    verb = next((i for i, w in enumerate(words) if w in cues.auxiliaries or w in cues.perfect), len(words))
    return cues.verb_final or len(words) - verb <= 5


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
    return nearest.modality if nearest.modality != "told" else ""


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


def _believed(clauses: Clauses, trigger: Trigger, clause: tuple[int, int]) -> bool:
    """Whether a verb of belief stands right before who acts: `they believed Hitler murdered …`."""
    found = within(clauses.governing, clause[0], trigger.start)
    names = within(clauses.actors, found[-1].end, trigger.start) if found else ()
    return bool(names) and found[-1].modality == "supposed" and names[0].start - found[-1].end == 1


def _question(clauses: Clauses, offset: int) -> bool:
    end = clauses.sentence(offset)[1]
    return "?" in clauses.text[max(end - 4, 0) : end]
