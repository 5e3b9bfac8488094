"""Noun phrases: where they start and end, what joins them, which role may be theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from converters.events.clauses import Clauses
from converters.events.cues import Cues
from converters.events.items import Item, within
from converters.events.rules import PLACE_ROLES

MAX_NAME_WORDS = 9
_MARKS = ',.;:)("”'
TITLE = "\0"
"""Stands for a word with a capital before a person's name: a title that no list has."""

PERSONAL = frozenset({"person", "appointee", "elected", "visitor", "host", "signatory"})
"""Roles that no place and no words without a name can have."""


class Part(NamedTuple):
    """A participant, or the place, as the text has it."""

    role: str
    start: int
    end: int
    item: Item | None
    """The annotated name; None where the words alone say who."""


def agent(roles: Sequence[str]) -> str:
    """The role of who, not where."""
    return next((role for role in roles if role not in PLACE_ROLES), roles[0])


def role_of(roles: Sequence[str], item: Item) -> str:
    """The first role that fits: a place is where, a person or body is who."""
    place = item.kind == "place"
    if place:
        roles = [role for role in roles if role not in PERSONAL]
    for role in roles:
        if (role in PLACE_ROLES) == place:
            return role
    if not roles or (item.kind == "person" and all(r in PLACE_ROLES for r in roles)):
        return ""
    return roles[0]  # a country named as a body may be where, a place may act


def in_words(roles: Sequence[str]) -> bool:
    """Whether words without a name may have the role."""
    return agent(roles) not in PLACE_ROLES and agent(roles) not in PERSONAL


def plain(words: Sequence[str], cues: Cues) -> bool:
    """Whether words before a name are only articles and titles."""
    return all(w == TITLE or w in cues.titles or w in cues.articles for w in words)


def broken(words: Sequence[str], cues: Cues) -> bool:
    """Whether words cannot be one noun phrase."""
    if cues.slot_words.intersection(words) - set(cues.slots.get("of", ())):
        return True
    return any("," in w or w in cues.pronouns or w in cues.modality or w in cues.perfect for w in words)


def apart(clauses: Clauses, start: int, cues: Cues) -> bool:
    """Whether a clause is a relative one between commas: `Rusk, who …`."""
    word = clauses.lower[start : start + 16].split(" ", 1)[0]
    behind = clauses.lower[max(start - 3, 0) : start].rstrip().endswith(",")
    return behind and word in cues.relatives and not cues.verb_final


def commas(clauses: Clauses, start: int, end: int) -> int:
    """How many commas stand between, those within dates left out."""
    found = clauses.lower.count(",", start, end)
    return found - sum(clauses.lower.count(",", max(d.start, start), d.end) for d in within(clauses.dates, start, end))


def carries(word: str, cues: Cues) -> bool:
    """Whether a word belongs to the verb rather than to its subject: `had already`."""
    return (
        word in cues.auxiliaries
        or word in cues.perfect
        or word in cues.modality
        or word in cues.adverbs
        or word in cues.infinitive
    )


def verbal(words: Sequence[str], cues: Cues) -> bool:
    """Whether all words belong to the verb: `had already`, `is reported to have`."""
    pairs = zip_longest(words, words[1:])
    return all(carries(word, cues) or f"{word} {following}" in cues.modality for word, following in pairs)


def words_before(clauses: Clauses, start: int, end: int, cues: Cues) -> list[str]:
    """The words, in small letters, from `start` to what begins at `end`, without the articles right before it."""
    words = clauses.lower[max(start, 0) : end].split()
    while words and words[-1] in cues.articles:
        words.pop()
    return words


def is_free(clauses: Clauses, item: Item, start: int, cues: Cues) -> bool:
    """Whether a name stands by itself: no preposition before it, no possessive after it."""
    if any(clauses.lower.startswith(p, item.end) for p in cues.possessive):
        return False
    dates = within(clauses.dates, max(start, item.start - 50), item.start)
    begin = dates[-1].end if dates else max(start, item.start - 50)
    others = 0
    before = clauses.lower[begin : item.start]
    for name in within(clauses.actors, begin, item.start):
        if name.kind == "person":  # the particle of `de Gaulle` is no preposition
            before = before[: name.start - begin] + "x" * (name.end - name.start) + before[name.end - begin :]
    for word in reversed(before.split()):
        if word in cues.prepositions:
            return word in cues.indefinite and item.start - start <= len(word) + 1  # `Des membres …`
        if word[-1] in ",;:)" or others == 2:
            return True
        others += word not in cues.titles and word not in cues.articles
    return True


def chain_from(clauses: Clauses, names: Sequence[Item], first: int, cues: Cues) -> list[Item]:
    """The names from `first` on that a list joins: `Rusk, Ball and the Ambassador`."""
    chain, listed = [names[first]], 1
    for item in names[first + 1 :]:
        gap = clauses.lower[chain[-1].end : item.start]
        if len(gap) > 60:
            break
        if (opening := gap.find("(")) >= 0 and (closing := gap.find(")", opening)) >= 0:
            gap = gap[:opening] + gap[closing + 1 :]
        words = gap.replace(",", " , ").split()
        if not words or not all(w in cues.joiners or w in cues.titles or w in cues.articles for w in words):
            break
        if any(w in cues.sequence for i, w in enumerate(words) if i and words[i - 1] in cues.joiners):
            break  # `first A and then B`
        if not cues.joiners.intersection(words) or (item.kind == "place") != (chain[0].kind == "place"):
            break
        chain.append(item)
        if any((w in cues.joiners and w.isalpha()) or w == "&" for w in words):
            listed = len(chain)
    return chain[:listed]  # `to Eisenhower, Herter again …` is no list


def owner_end(clauses: Clauses, item: Item, end: int, cues: Cues) -> int:
    """Where the noun phrase ends that a name only opens: `Rusk's deputy`, `Xinjiang residents`."""
    owner = any(clauses.lower.startswith(p, item.end) for p in cues.possessive)
    following = clauses.lower[item.end : item.end + 24].split(" ")
    if not owner:
        if item.kind != "place" or len(following) < 2 or following[0] or not following[1][:1].isalpha():
            return item.end
        word = following[1].strip(".,;:")
        if word in cues.prepositions or word in cues.joiners or word in cues.conjunctions or carries(word, cues):
            return item.end
        if not clauses.text[item.end + 1].isupper():
            return item.end
    return max(phrase_end(clauses, item.end + 1, end, cues), item.end)


def past_article(clauses: Clauses, start: int, cues: Cues) -> int:
    """The start of a noun phrase without its article."""
    first = clauses.lower[start : start + 12].split(" ", 1)[0]
    return start + len(first) + 1 if first in cues.articles else start


def phrase_end(clauses: Clauses, start: int, end: int, cues: Cues) -> int:
    """Where a noun phrase ends: at a preposition other than `of`, a comma, a date or the clause's end."""
    of = cues.slots.get("of", ())
    if dates := within(clauses.dates, start, end):
        end = dates[0].start
    position = start
    for word in clauses.lower[start:end].split(" "):
        bare = word.strip(_MARKS)
        if position > start and (
            (bare in cues.prepositions and bare not in of)
            or word.startswith("(")
            or carries(bare, cues)
            or bare in cues.pronouns
        ):
            end = position
            break
        if word and word[-1] in _MARKS and bare not in cues.abbreviations:
            end = position + len(word.rstrip(_MARKS))
            break
        position += len(word) + 1
    words = clauses.lower[start:end].split()
    while words and (words[-1] in of or words[-1] in cues.joiners):  # `der Vertrauensleute vom` 7. Februar
        end = clauses.lower.rindex(words.pop(), start, end)
    return start + len(clauses.lower[start:end].rstrip(" .,;"))


def noun_end(clauses: Clauses, item: Item, verb: int, cues: Cues) -> int:
    """Where the words that a number counts end: before the verb's auxiliaries and adverbs."""
    end = item.end
    if "commodity" in item.annotation.attrs or item.annotation.element == "measure":
        return end
    for word in clauses.lower[item.end : verb].split()[:6]:
        bare = word.rstrip('.,;:)”?!"')
        if not bare or carries(bare, cues) or bare in cues.relatives or bare in cues.prepositions:
            break
        if bare in cues.joiners or bare in cues.pronouns:
            break
        end = clauses.lower.find(bare, end, verb) + len(bare)
        if bare != word:
            break
    return end


def word_offset(gap: str, index: int) -> int:
    """Where the word at `index` of `gap.split()` starts in it."""
    position = 0
    for number, word in enumerate(gap.split()):
        position = gap.find(word, position)
        if number == index:
            return position
        position += len(word)
    return len(gap)


def openers(frame: Mapping[str, tuple[str, ...]], cues: Cues) -> dict[str, list[str]]:
    """Prepositions that open a slot of the frame; `von` may open more than one."""
    opened: dict[str, list[str]] = {}
    for slot, words in cues.slots.items():
        if slot in frame and slot != "between":
            for word in words:
                opened.setdefault(word, []).append(slot)
    return opened


def fitting(slots: Sequence[str], frame: Mapping[str, tuple[str, ...]], item: Item) -> str:
    """The first slot that has a role for a name."""
    return next((slot for slot in slots if role_of(frame[slot], item)), "")
