"""Labels in plain words, from a rule's template and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from converters.authority.naming import shown
from converters.events.merge import Draft
from tei.entities import Entity, Participant

_MARKS = {"denied": "denied", "planned": "planned", "supposed": "supposed", "requested": "requested"}
MANY = 6
"""Names in a label, at most."""


def label(draft: Draft, known: Mapping[str, Entity]) -> str:
    """The template filled in; a `[part]` of it is left out where what it names is not known."""
    values: dict[str, str] = {"place": _place(draft, known), "word": draft.word, "date": draft.date_text}
    for role in {p.role for p in draft.participants}:
        values[role] = names((p for p in draft.participants if p.role == role), known)
    if draft.quantities:
        values["quantity"] = draft.quantities[0].text
    text = fill(draft.rule.label, values)
    if draft.date_text and text == fill(draft.rule.label, {"word": draft.word}):
        text += f", {draft.date_text}"  # nothing else is known of it
    text = text[:1].upper() + text[1:]
    return f"{text} ({_MARKS[draft.modality]})" if draft.modality else text


def names(participants: Iterable[Participant], known: Mapping[str, Entity]) -> str:
    """Names in a list: `A, B and C`; of many the first, and how many more there are."""
    listed = list(dict.fromkeys(_name(p, known) for p in participants))
    if len(listed) > MANY:
        listed[MANY - 1 :] = [f"{len(listed) - MANY + 1} others"]
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1] if listed else ""


def fill(template: str, values: Mapping[str, str]) -> str:
    """Fill `{names}`; `[ … ]` around an unknown one goes with it, and an unknown one elsewhere is empty."""
    out: list[str] = []
    for index, chunk in enumerate(template.replace("]", "[").split("[")):
        wanted = [w.split("}")[0] for w in chunk.split("{")[1:]]
        if index % 2 and not all(values.get(w) for w in wanted):
            continue
        for w in wanted:
            chunk = chunk.replace("{" + w + "}", values.get(w, ""))
        out.append(chunk)
    return " ".join("".join(out).split())


def _name(participant: Participant, known: Mapping[str, Entity]) -> str:
    if participant.ref in known:
        return _written(known[participant.ref])
    if participant.name.casefold() in ("i", "ich", "je", "я"):
        return "the writer"
    if participant.name.casefold() in ("we", "wir", "nous", "мы"):
        return "the writers"
    return participant.name or participant.ref


def _written(entity: Entity) -> str:
    """The label of an entity as a sentence has it: `Dulles, John Foster` in the order in which people write it."""
    surname, comma, rest = entity.label.partition(",")
    if entity.kind != "person" or not comma or entity.names[0].parts:
        return entity.label
    return shown((("surname", surname.strip()), ("forename", rest.strip())))


def _place(draft: Draft, known: Mapping[str, Entity]) -> str:
    return known[draft.place].label if draft.place in known else draft.place_text
