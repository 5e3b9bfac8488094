"""Who is told of without a name (`my mother`), or by the name of a body (`the chief of the Gestapo`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from converters.events.cues import Cues
from converters.events.items import Item, outermost
from tei.model import Annotation

UNNAMED = Annotation(0, 0, "rs", {"type": "person"})


def with_holders(actors: list[Item], lower: str, cues: Cues) -> list[Item]:
    """The names, an office with its holder behind it as one: `the Secretary of State, Mr. Rusk,` is Rusk.

    Where `and` follows, or both are linked to different people, they are several.
    """
    found: list[Item] = []
    index = 0
    while index < len(actors):
        office = actors[index]
        last = index + 1
        while office.annotation.element == "rs" and last < len(actors) and actors[last].kind == "place":
            last += 1
        holder = actors[last] if last < len(actors) else office
        if office.annotation.element == "rs" and _holds(office, actors[index + 1 : last], holder, lower, cues):
            found.append(holder._replace(start=office.start))
            index = last + 1
        else:
            found.append(office)
            index += 1
    return found


def _holds(office: Item, places: list[Item], holder: Item, lower: str, cues: Cues) -> bool:
    if holder.annotation.element != "persName" or (office.ref and holder.ref and office.ref != holder.ref):
        return False
    gap, at = "", office.end
    for place in places:
        gap, at = gap + lower[at : place.start], place.end
    if any(word not in cues.prepositions and word not in cues.articles for word in gap.split()):
        return False
    comma, *titles = lower[at : holder.start].replace(",", " , ").split() or [""]
    if comma != "," or not cues.titles.issuperset(titles):
        return False
    following = lower[holder.end : holder.end + 8]
    words = following[1:].split(" ")
    joined = len(words) > 1 and words[1] in cues.joiners
    return following[:1] in ("", ".", ";", ":", ")", "?", "!") or (following[:1] == "," and not joined)


def with_people(
    actors: list[Item], counts: list[Item], found: list[tuple[int, int]], text: str, lower: str, cues: Cues
) -> list[Item]:
    """The names, and the phrases that say who without one: `my mother`, `the Soviet troops`."""
    taken = sorted((i.start, i.end) for i in (*actors, *counts))
    items = []
    for start, end in found:
        begin = _phrase_of_people(start, text, lower, cues)
        index = bisect_right(taken, (end + 2, 0)) - 1
        while not cues.noun_capitals and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            end = next(
                (i for i in range(end + 2, len(text)) if not text[i].isalnum()), len(text)
            )  # `the defendant Frank`
        following = lower[end : end + 24].split(" ", 2)
        if not cues.noun_capitals and len(following) > 1 and not following[0] and following[1] in cues.members:
            continue  # `the police inspector`
        if begin >= 0 and not (index >= 0 and taken[index][1] > begin - 2):
            items.append(Item(begin, end, "person", UNNAMED))
    return outermost([*actors, *items])


def _phrase_of_people(start: int, text: str, lower: str, cues: Cues) -> int:
    """Where the phrase begins whose noun stands at `start`; -1 where an article, adjective or owner is wanted."""
    position, words = start, 0
    while words < 2 and position and lower[position - 1] == " ":
        at = lower.rfind(" ", max(position - 24, 0), position - 1) + 1
        word = lower[at : position - 1]
        if word in cues.owners:
            return at
        if word in cues.articles:
            return position
        if (
            not word.rstrip(".").isalnum()
            or word in cues.prepositions
            or word in cues.joiners
            or word in cues.auxiliaries
        ):
            break
        if cues.people.issuperset((word,)) or (words and not text[position].isupper()):
            break
        position, words = at, words + 1
    if words and (text[position].isupper() or cues.bare_of):
        return position
    opens = not start or (lower[start - 2 : start].strip() in ("", ".", ";", ":") and lower[start - 1] == " ")
    return start if cues.bare_of or (opens and text[start].isupper()) else -1


def with_members(actors: list[Item], found: list[tuple[int, int]], text: str, lower: str, cues: Cues) -> list[Item]:
    """The names, those of bodies taken into the phrase that says who of them: `the chief of the Gestapo`.

    A name that follows such a phrase says who; then the body alone goes: `the Politburo member Suslov`.
    """
    if not found:
        return actors
    actors = outermost(actors)
    joined: list[Item] = []
    gone: set[int] = set()
    for start, end in found:
        at = bisect_left(actors, (start,))
        before, after = actors[at - 1] if at else None, actors[at] if at < len(actors) else None
        if before is not None and before.kind != "person" and _owns(before, start, text, lower, cues):
            begin, stop, body = before.start, end, before
            following = after
        elif after is not None and after.kind != "person" and _of(lower[end : after.start], cues):
            begin, stop, body = start, after.end, after
            following = actors[at + 1] if at + 1 < len(actors) else None
        else:
            continue
        gone.add(body.start)
        named = following is not None and following.kind == "person" and lower[stop : following.start] in (" ", ", ")
        if not named:
            joined.append(Item(begin, stop, "person", UNNAMED))
    return [*(a for a in actors if a.start not in gone), *joined]


def _owns(body: Item, start: int, text: str, lower: str, cues: Cues) -> bool:
    """Whether a body's name stands before the noun for its people as an owner or in a compound."""
    gap = lower[body.end : start]
    if gap == " ":
        before = lower[max(body.start - 12, 0) : body.start].split()
        compound = not cues.bare_of and not cues.noun_capitals
        return compound and (body.kind != "place" or not before or before[-1] not in cues.prepositions)
    return any(gap == f"{p.strip()} " for p in cues.possessive)


def _of(gap: str, cues: Cues) -> bool:
    """Whether what stands between a noun and a name makes a genitive."""
    words = gap.replace("'", "' ").split()
    if not words:
        return cues.bare_of and gap == " "
    links = cues.slots.get("of", ())
    return (
        len(words) <= 3
        and (words[0] in links or words[0] in cues.genitive)
        and all(w in links or w in cues.articles for w in words)
    )
