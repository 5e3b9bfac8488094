"""Notes at the end of a text, answering signs in it or standing under a heading of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from converters import citation
from converters.layout.lines import Unit
from converters.layout.page import Draft
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGN = pattern(
    r"(?P<sign>\[(?P<bracket>\d{1,3}|[*†‡]+)\]|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<star>[*†‡]{1,3})\)?"
    r"|/(?P<slash>\d{1,3})/|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})[.)]?)\s*(?P<rest>[^\s\d])"
)


_SIGNS = ("bracket", "raised", "star", "slash", "round", "plain")
_ATTACHED = pattern(
    r"(?:(?:\p{L}{2}[.,;:”\"’)]{0,2}|[”\"’)])(?P<sign>\d{1,3})|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?:[\s.,;:)]|$)"
)
_GLUED = pattern(r"(?:\p{Ll}|(?:\p{L}{2}|[)\]])[.,;:?!”\"’)\]]{1,2})(?P<sign>\d{1,3})(?:[ .,;:)\n—–]|$)")
"""Glued to a word, not to an initial: the district `S.W.1` calls for no note."""
_ENDS = frozenset('.!?…”"»)],')
_MOST = 400
_SENTENCE = 90
"""Characters that a text has more than that notes belong to."""


@lru_cache(maxsize=1)
def _forms() -> tuple[Pattern, Pattern]:
    lists = words().lists
    heading = pattern(rf"(?i)[\W_]*{lists['notes_heading']}\s*:?[\W_]*")
    begins = pattern(rf"(?i){lists['notes_begin']}(?:\P{{L}}|$)")
    return heading, begins


@lru_cache(maxsize=1)
def _source() -> Pattern:
    return pattern(rf"(?i){words().lists['source_label']} ?:")


def split(units: Sequence[Unit], text: str) -> int:
    """At which unit the notes begin, their heading included; the number of units if there are none."""
    heading, begins = _forms()
    count = len(units)
    while count and not is_note(units[count - 1]) and citation.held(units[count - 1].text):
        count -= 1  # where the original is, below the notes
    first = count
    following = 0
    while first > 0:
        label, plain, rest = _label(units[first - 1])
        number = int(label) if label.isdecimal() else 0
        if not label or (following and number and number != following - 1):
            break
        if plain and len(units[first - 1].text) > 3000:
            break
        first, following = first - 1, number
    if first == count:
        return len(units)
    if first > 0 and len(units[first - 1].text) < 40 and heading.fullmatch(units[first - 1].text):
        return first - 1
    label, plain, rest = _label(units[first])
    if label not in ("1", "*", "†"):
        return len(units)
    if plain:
        known = begins.match(units[first].text[rest:]) is not None
        return first if known or _answers(units[:count], first) else len(units)
    above = text[: units[first].start]
    a, b = part(_SIGN.match(units[first].text[:12]), "sign")  # type: ignore[arg-type]
    return first if units[first].text[a:b] in above else len(units)


def _label(unit: Unit) -> tuple[str, bool, int]:
    """The sign that a note begins with, whether it is a number without marks, and where its words begin."""
    if unit.text[0] not in "[(/*†‡0123456789⁰¹²³⁴⁵⁶⁷⁸⁹" or (match := _SIGN.match(unit.text[:12])) is None:
        return "", False, 0
    plain = part(match, "plain")[0] >= 0 or part(match, "round")[0] >= 0
    a, b = next(s for s in (part(match, k) for k in _SIGNS) if s[0] >= 0)
    return unit.text[a:b].translate(_RAISED), plain, part(match, "rest")[0]


def write(units: Sequence[Unit], above: Sequence[Unit], draft: Draft) -> None:
    """Lay `back` with a `div` of notes over `units`; a source note gives the citation.

    Bare figures in the text `above` that the notes answer are laid as references to them.
    """
    draft.add("back", units[0].start, units[-1].end)
    draft.add("div", units[0].start, units[-1].end, type="notes")
    asked = _asked(units, above)
    for i, unit in enumerate(units):
        label, plain, _ = _label(unit)
        if i == 0 and not is_note(unit):
            draft.add("head", unit.start, unit.end)
            continue
        identifier, reference = f"fn-{i + 1}", ""
        if plain and label in asked:
            reference = f"ref-fn-{i + 1}"
            start = asked.pop(label)
            draft.add("ref", start, start + len(label), "medium", type="note", n=label, xml__id=reference,
                      target=f"#{identifier}")  # fmt: skip
        add(unit, draft, "end", identifier, reference)


def _asked(units: Sequence[Unit], above: Sequence[Unit]) -> dict[str, int]:
    """Where figures stand in the text, glued to a word, that the notes `units` answer: each once, in their order.

    A source note is called for by nothing in the text; a note 0 tells that the list was numbered anew.
    """
    labels = {"0"}
    labels |= {label for unit in units for label, plain, rest in [_label(unit)] if plain and not _is_source(unit, rest)}
    found: dict[str, list[int]] = {}
    for unit in above if len(labels) > 1 else ():
        for match in _GLUED.finditer(unit.text):
            a, b = part(match, "sign")
            if unit.text[a:b] in labels:
                found.setdefault(unit.text[a:b], []).append(unit.start + a)
    if "0" in found:
        return {}
    once = {label: places[0] for label, places in found.items() if len(places) == 1}
    in_order = [once[label] for label in sorted(once, key=int)]
    return once if in_order == sorted(in_order) else {}


def is_note(unit: Unit) -> bool:
    """Whether a unit begins with the sign of a note."""
    return bool(_label(unit)[0])


def add(unit: Unit, draft: Draft, place: str = "foot", identifier: str = "", reference: str = "") -> None:
    """A note; one that states the source gives the citation."""
    label, _, rest = _label(unit)
    named = _is_source(unit, rest)
    source = named or (not label and citation.held(unit.text))
    kind = "source" if source else "footnote"
    draft.add("note", unit.start, unit.end, "medium", type=kind, n=label, place=place, xml__id=identifier,
              target=f"#{reference}" if reference else "")  # fmt: skip
    if source:
        start = unit.start + (unit.text.index(":", rest) + 1 if named else 0)
        draft.state("citation", start, unit.end)
        for field, stated in citation.parse(draft.text[start : unit.end], start):
            draft.give(field, stated)


def _is_source(unit: Unit, rest: int) -> bool:
    return _source().match(unit.text[rest : rest + 20]) is not None


def _answers(units: Sequence[Unit], first: int) -> bool:
    """Whether numbered lines answer figures behind words of the text, or stand below a signature."""
    if first == 0:
        return False
    count = len(units) - first
    above = units[max(0, first - _MOST) : first]
    attached = {sign for unit in above for sign in _attached(unit.text)}
    if 2 * sum(_label(unit)[0] in attached for unit in units[first:]) >= count:
        return True
    signed, label = units[first - 1].text, _label(units[first])[0]
    if units[first].text[len(label) : len(label) + 1] not in (".", ")"):
        return False
    if not any(len(unit.text) > _SENTENCE for unit in above) or not _below_text(units, first - 1):
        return False  # below nothing but headings it is the text
    return len(signed) <= 40 and signed[0].isupper() and signed[-1].isalpha() and len(signed.split()) <= 4


def _attached(text: str) -> Iterator[str]:
    """The figures behind words that may call for notes."""
    for match in _ATTACHED.finditer(text):
        a, b = max(part(match, "sign"), part(match, "raised"))
        yield text[a:b].translate(_RAISED)


def _below_text(units: Sequence[Unit], i: int) -> bool:
    """Whether a short line stands below a sentence or a courtesy, as one that signs; a label or a heading does not."""
    label = words().label.fullmatch(units[i].text)
    if i == 0 or (label is not None and ":" in units[i].text):
        return False
    return units[i - 1].group == units[i].group or units[i - 1].text[-1] in _ENDS or units[i - 1].text[-1].isdecimal()
