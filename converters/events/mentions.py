"""From triggers to mentions: each trigger that tells of an event, with what its clause says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from converters.events import frames, modality
from converters.events.circumstances import (
    date_beside,
    find_counts,
    find_date,
    find_place,
    is_made,
    mark_future,
    own_date,
    owned_dates,
)
from converters.events.clauses import Clauses, triggers_within
from converters.events.cues import Cues
from converters.events.grammar import Grammar
from converters.events.items import Trigger, within
from converters.events.mention import Mention
from converters.events.phrases import Part, chain_from
from converters.events.rules import EventRule
from converters.events.subjects import somebody

RECORDED = frozenset({"meeting", "conversation"})
"""Types of event that a heading may name as what the record is of."""


def find_mentions(clauses: Clauses, grammar: Grammar, recorded: str) -> Iterator[Mention]:
    """Every mention, in the order of the text. `recorded` is the record's own date, ISO, or empty."""
    cues = grammar.cues
    owned = owned_dates(clauses, cues)
    named: set[str] = set()
    for trigger in clauses.triggers:
        rule = trigger.hit.rule
        clause = clauses.clause(trigger.start)
        head = clauses.head(trigger.start)
        own = False
        if head is not None:
            clause = head
            own = _names_the_record(clauses, trigger, head, cues)
            if own and (head != clauses.heads[0] or rule.type not in RECORDED or trigger.hit.form != "noun"):
                continue
        if rule.dating == "adjacent" and not date_beside(clauses, trigger, clause):
            continue
        if trigger.hit.form != "noun" and not _has_names(clauses, max(clause[0] - 80, 0), clause[1]):
            continue  # nobody, no place, no date and no number: nothing that an event could be known by
        elif trigger.hit.form == "noun" and rule.family not in named and _bare_noun(clauses, trigger, clause, cues):
            continue  # nothing that `the meeting` could go back to
        told = (_noun if trigger.hit.form == "noun" else _verb)(clauses, trigger, rule, clause, cues)
        for mention in (told, _sequel(clauses, told, trigger, cues)) if told is not None else ():
            if mention is None:
                continue
            find_date(mention, clauses, trigger, cues, owned)
            find_place(mention, clauses, trigger, cues)
            if rule.quantities:
                find_counts(mention, clauses, trigger, cues)
            mention.own = own
            mark_future(mention, recorded)
            named.add(rule.family)
            start = min([clause[0], *(p.start for p in mention.parts)])  # with whom `who …` is about
            mention.passages.append(clauses.trimmed(start, clause[1]))
            yield mention


def _sequel(clauses: Clauses, told: Mention, trigger: Trigger, cues: Cues) -> Mention | None:
    """Another act that the same verb tells of: `met first A and then B`."""
    after = [part for part in told.parts if part.start >= trigger.end]
    following = within(clauses.actors, after[-1].end, told.clause[1]) if after and not told.noun else ()
    words = clauses.lower[after[-1].end : following[0].start].split() if following else []
    while words and words[0] in cues.joiners:
        words.pop(0)
    if not words or words[0] not in cues.sequence:
        return None
    if not all(word in cues.titles or word in cues.articles for word in words[1:]):
        return None
    others = chain_from(clauses, following, 0, cues)
    parts = [part for part in told.parts if part.start < trigger.start]
    parts += [Part(after[-1].role, item.start, item.end, item) for item in others]
    return replace(told, parts=parts, passages=[], counts=[], apart=True)


def _bare_noun(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> bool:
    following = clauses.lower[trigger.end : trigger.end + 12].split(" ", 2)
    return not _has_names(clauses, *clause) and not (len(following) > 1 and following[1] in cues.slot_words)


def _has_names(clauses: Clauses, start: int, end: int) -> bool:
    return bool(
        within(clauses.actors, start, end) or within(clauses.dates, start, end) or within(clauses.counts, start, end)
    )


def _noun(clauses: Clauses, trigger: Trigger, rule: EventRule, clause: tuple[int, int], cues: Cues) -> Mention | None:
    previous = clauses.lower[max(clause[0], trigger.start - 16) : trigger.start].split()
    if previous and (previous[-1] in cues.infinitive or previous[-1] in cues.pronouns - cues.definite):
        return None  # `to visit`
    if not cues.noun_capitals and _in_compound(clauses, trigger, cues):
        return None
    if _is_verb(clauses, trigger, clause, previous, cues):
        return None
    phrase, definite, preposition = _phrase(clauses, trigger.start, clause[0], cues)
    undone = cues.bare_of and within(clauses.undone, *clause)  # `но встреча была отменена`: there are no articles
    if not definite and not undone and not _has_names(clauses, *clause):
        return None
    parts = _allowed(rule, frames.of_noun(clauses, trigger, phrase, clause[1], rule, cues))
    owners = [p for p in parts if p.end <= trigger.start]
    owners = [p for p in owners if cues.having.isdisjoint(clauses.lower[p.end : trigger.start].split())]
    definite = definite or bool(owners)  # `Rusk's talk with`, not `Rusk had a talk with`
    date = own_date(clauses, trigger, cues)
    dated = date is not None
    definite = definite or (date is not None and is_made(clauses, trigger, date, cues))
    counted = bool(rule.quantities) and any(within(clauses.counts, p.start, p.end) for p in parts)
    presupposed = (rule.dating == "attached" and dated) or (definite and (dated or counted))
    if rule.dating == "attached" and definite and parts and not presupposed:
        presupposed = modality.of_a_thing(clauses, trigger, clause, phrase, cues)
    governed = definite and preposition in cues.presupposing
    subject = not preposition or bool(within(clauses.actors, phrase, trigger.start))
    told = modality.of_noun(clauses, trigger, clause, phrase, governed, presupposed, subject, cues)
    words = clauses.text[phrase : trigger.start].split()
    lower = [w.lower() for w in words]
    following = clauses.lower[trigger.end : trigger.end + 12].split(" ", 2)
    return Mention(
        rule,
        trigger.hit.value,
        True,
        trigger.start,
        clause,
        told,
        definite,
        demonstrative=definite and not cues.demonstrative.isdisjoint(lower),
        indefinite=not definite and not cues.indefinite.isdisjoint(lower),
        modifiers=frozenset(w.lower() for w in words[1:] if w[0].isupper() or w[0].isdigit()),
        open=not parts and len(following) > 1 and not following[0] and following[1] in cues.slot_words,
        parts=parts,
    )


def _is_verb(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], previous: list[str], cues: Cues) -> bool:
    """Whether a word that may be noun or infinitive is the latter: `Should Mr. Phoumi visit Paris`."""
    if previous and (previous[-1] in cues.articles or previous[-1].endswith(cues.possessive or "\0")):
        return False
    twins = [t for t in triggers_within(clauses, trigger.start, trigger.start + 1) if t.hit.form == "base"]
    return any(_verb(clauses, twin, twin.hit.rule, clause, cues) is not None for twin in twins)


def _in_compound(clauses: Clauses, trigger: Trigger, cues: Cues) -> bool:
    """Whether a noun is the first part of a title: `the Discussion Paper of 21 August`."""
    text, end = clauses.text, trigger.end
    if not text[trigger.start].isupper() or text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    if clauses.lower[end + 1 : end + 24].split(" ", 1)[0] in cues.prepositions:
        return False
    return not within(clauses.actors, end, end + 2) and not within(clauses.dates, end, end + 2)


def _verb(clauses: Clauses, trigger: Trigger, rule: EventRule, clause: tuple[int, int], cues: Cues) -> Mention | None:
    words = clauses.lower[clause[0] : trigger.start].split()
    if words and words[-1] in cues.articles:
        return None  # `the elected president`
    near = (
        words[-cues.auxiliary_reach :]
        if cues.auxiliary_reach
        else [*words, *clauses.lower[trigger.end : clause[1]].replace(",", " ").replace(".", " ").split()]
    )
    if words and words[-1] in cues.joiners:
        near = words  # `was arrested and deported`
    near = _own_verb(near, cues)
    auxiliary = next((w for w in reversed(near) if w in cues.auxiliaries), "")
    form = trigger.hit.form
    if auxiliary in cues.present and form in ("both", "participle"):
        return None  # `is elected by the people`: what is usual
    perfect = any(w in cues.perfect for w in near)
    if form == "participle" and not (auxiliary or perfect or cues.bare_participle or rule.bare):
        return None
    passive = rule.passive and form in ("both", "participle") and bool(auxiliary)
    bare = not auxiliary and not perfect and " " not in trigger.hit.value and rule.dating != "adjacent"
    if rule.passive and bare and form in ("both", "participle") and trigger.hit.value not in rule.alone:
        following = clauses.lower[trigger.end : trigger.end + 16].split(" ")
        if form == "participle" or len(following) < 2 or following[1].strip(".,;") in cues.prepositions or following[0]:
            # `the men arrested in 1941`, `the note handed to …`; not `conveyed to … a note`
            passive = not rule.objects or not rule.objects.isdisjoint(words)
    finite = form != "base" and auxiliary not in cues.nonfinite
    told = "" if rule.bare else modality.of_verb(clauses, trigger, clause, cues, finite)
    if told is None:
        return None
    parts = _allowed(rule, frames.of_verb(clauses, trigger, clause, rule, cues, passive))
    alone = (passive or "after" not in rule.frame) and rule.somebody and somebody(clauses, trigger, clause, cues)
    return Mention(rule, trigger.hit.value, False, trigger.start, clause, told, somebody=alone, parts=parts)


def _own_verb(words: list[str], cues: Cues) -> list[str]:
    """The words before a verb without those of one that governs it: `is reported` to have left, `was` to have met."""
    for at in range(len(words) - 1, 0, -1):
        if words[at] in cues.perfect and words[at - 1] in cues.infinitive and words[at - 1] in cues.prepositions:
            return words[at:]
    return words


def _allowed(rule: EventRule, parts: Iterator[Part]) -> list[Part]:
    return [p for p in parts if not rule.people or p.item is None or p.item.kind != "place"]


def _phrase(clauses: Clauses, noun: int, start: int, cues: Cues) -> tuple[int, bool, str]:
    """Where the noun phrase before `noun` starts, whether it is definite, and the preposition before it."""
    compound = within(clauses.actors, max(start, noun - 60), noun)
    if compound and noun - compound[-1].end == 1:
        noun = compound[-1].start  # `the Security Council meeting`
    words = clauses.lower[max(start, noun - 60) : noun].split()
    position, definite = noun, False
    for count, word in enumerate(reversed(words)):
        if word in cues.prepositions:
            return position, definite, word
        if count == 6 or word in cues.conjunctions or word[-1] in ",;:":
            break
        if definite and word not in cues.definite:
            break
        position = clauses.lower.rfind(word, start, position)
        if word in cues.definite or any(word.endswith(p) for p in cues.possessive):
            definite = True
        elif word in cues.articles:
            break
    return position, definite, ""


def _names_the_record(clauses: Clauses, trigger: Trigger, head: tuple[int, int], cues: Cues) -> bool:
    """Whether a heading's word is what the record itself is: `Memorandum of a Conversation …`."""
    before = clauses.lower[head[0] : trigger.start].strip(" 0123456789.:[]*")
    nouns = {t.hit.value for t in triggers_within(clauses, *head) if t.start < trigger.start}
    known = cues.record_words | cues.articles | nouns
    return all(w in known or w[0].isdigit() for w in before.split())
