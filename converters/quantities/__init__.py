"""Quantities and money: `num` with `@value`, `measure` with `@quantity`, `@unit`, `@commodity`.

TEI has no `@precision` on these two; bounds are `@atLeast` and `@atMost` (att.ranging), and a figure that
the text gives as rough has `@subtype="approximate"`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction

from converters.dates.recognise import mentions
from converters.lexicon import Token, next_word, phrase_before, word_before
from converters.matching import pattern
from converters.quantities.coordinates import coordinates
from converters.quantities.counted import counted
from converters.quantities.language import Language, Unit, language, symbols
from converters.quantities.money import sign_before, sterling_at, with_shillings
from converters.quantities.numbers import Number, number_at, written
from converters.reading import Reading
from tei.model import Annotation, Cert, Span

__all__ = ["find_quantities"]

_HOURS = 24
"""Up to this the ends of a range may be hours of the day."""
_BOUNDS = ("atLeast", "atMost", "above", "below", "nearly")


def find_quantities(reading: Reading, *, language: str) -> list[Annotation]:
    """The `num` and `measure` elements of a text."""
    known = _language(language)
    if known is None:
        return []
    text = reading.text
    found: list[Annotation] = []
    taken = [(m.start, m.end) for m in mentions(text, language) if m.form.id != "day-after-another"]
    for place, attrs in coordinates(text, known):
        taken.append(place)
        found.append(Annotation(*reading.span(*place), "measure", attrs, cert="high", rule="quantity.coordinate"))
    taken.sort()
    starts = [start for start, _ in taken]
    tokens = known.lexicon.scan(text)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind not in "DYLnk":
            index += 1
            continue
        inside = bisect_right(starts, token.start) - 1
        if inside >= 0 and token.start < taken[inside][1]:
            index += 1
            continue
        sterling = sterling_at(text, token, known) if token.kind in "DYL" else None
        if sterling is not None:
            unit, number = sterling
            index = _after(tokens, index + 1, number.end)
            attrs = {"type": "currency", "unit": unit, "quantity": written(number.value)}
            span = reading.span(number.start, number.end)
            found.append(Annotation(*span, "measure", attrs, cert="high", rule="quantity.money"))
            continue
        figure = number_at(text, tokens, index, known)
        if figure is None:
            index += 1
            continue
        annotation, index = _quantity(reading, tokens, figure, known)
        if annotation is not None:
            found.append(annotation)
    return found


def _language(tag: str) -> Language | None:
    return language(tag)


@dataclass(slots=True)
class _Kind:
    """What a number turns out to be: element, attributes but for the value, and where it ends."""

    element: str
    rule: str
    cert: Cert
    attrs: dict[str, str]
    end: int
    commodity: Span | None = None
    type: str = "measure"


def _quantity(reading: Reading, tokens: list[Token], number: Number, known: Language) -> tuple[Annotation | None, int]:
    """The annotation of a number, if it is a quantity, and the index of the token after it."""
    text = reading.text
    second = _second(text, tokens, number, known)
    last = second or number
    currency, start = sign_before(text, number.start)
    if currency is None and _is_label(text, start, number, known):
        return None, last.after
    if currency is not None:
        attrs = {"type": "currency", "unit": currency[0]}
        if second is None and currency[0] == "GBP":
            number = last = with_shillings(text, number)
        kind = _Kind("measure", "quantity.money", "medium" if currency[1] else "high", attrs, last.end)
    else:
        kind = _measured(text, last.end, known) or _counted(text, last.end, known)
    if last.money and kind.attrs.get("type") != "currency":
        return None, last.after  # `3m` may be metres
    if number.slashed and kind.element == "num" and not kind.attrs and not _of_something(text, last.end, known):
        return None, last.after  # `2/3` may be a label
    if kind.element == "num" and not kind.attrs and not _alone(text, start, number, second, known):
        return None, last.after
    if kind.commodity is not None:
        kind.attrs["commodity"] = " ".join(text[slice(*kind.commodity)].split())
        kind.end = kind.commodity[1]
    if number.words and number.value == 0:
        return None, last.after  # `below zero`
    bounds, start = _bounds(text, start, number, second, kind.element, known)
    span = reading.span(start, kind.end)
    attrs = kind.attrs | bounds
    if "subtype" in attrs:  # which presupposes a type (TEI P5, att.typed)
        attrs.setdefault("type", "cardinal" if kind.element == "num" else kind.type)
    doubtful = number.slashed and number.value < 1 and kind.cert == "high"  # `2/3 km`: or two to three
    cert: Cert = "medium" if doubtful else kind.cert
    found = Annotation(*span, kind.element, attrs, cert=cert, rule=kind.rule)
    return found, _after(tokens, last.after, kind.end)


def _measured(text: str, end: int, known: Language) -> _Kind | None:
    """A number with a unit, in words or as a sign: `5 km`, `45 %`, `5 million rubles`."""
    sign = _sign_after(text, end)
    if sign is not None:
        name, length = sign
        unit, stop = Unit(name, "percentage" if name == "percent" else "measure"), end + length
    else:
        found, stop = _unit_after(text, end, known)
        if found is None:
            return None
        unit = found
    if unit.kind == "percentage":
        return _Kind("num", "quantity.percentage", "high", {"type": "percentage"}, stop)
    attrs = {"unit": unit.name} if unit.kind == "measure" else {"unit": unit.name, "type": unit.kind}
    rule = "quantity.money" if unit.kind == "currency" else "quantity.measure"
    commodity = _linked(text, stop, known) if unit.kind == "measure" else None
    return _Kind("measure", rule, "high", attrs, stop, commodity)


def _counted(text: str, end: int, known: Language) -> _Kind:
    """A number with the noun that it counts, or by itself."""
    commodity = counted(text, end, known.nouns)
    if commodity is None:
        return _Kind("num", "quantity.number", "low" if _clock(text, end) else "high", {}, end)
    head = text[slice(*commodity)].split()[-1]
    unit = {"unit": "person" if _is_person(head, known) else "count"}
    return _Kind("measure", "quantity.counted", "medium", unit, end, commodity, "count")


def _clock(text: str, end: int) -> bool:
    """Whether a number by itself may as well be a time: `4.30`."""
    return pattern(r"(?:^|[^\d.,])(?:1?\d|2[0-3])\.[0-5]\d$").search(text[max(0, end - 6) : end]) is not None


def _alone(text: str, start: int, number: Number, second: Number | None, known: Language) -> bool:
    """Whether a number with nothing after it is a quantity: set in groups, a fraction, or cued."""
    if number.grouped or number.value.denominator != 1 or (second is not None and second.grouped):
        return True
    sense = phrase_before(text, start, known.before)[0]
    if sense == "between":
        return second is not None and second.value > _HOURS  # `between 30 and 40 were wounded`, not `between 8 and 9`
    return sense != "" and not (number.words and sense == "count")


def _of_something(text: str, end: int, known: Language) -> bool:
    elided = (word for word in known.parted if word[-1] in "'’")
    return next_word(text, end) in known.parted or any(text.startswith(f" {word}", end) for word in elided)


def _is_person(noun: str, known: Language) -> bool:
    nouns = known.nouns
    return noun in nouns.persons or noun.lower() in nouns.persons or noun.endswith(nouns.person_endings or "\0")


def _after(tokens: list[Token], index: int, end: int) -> int:
    while index < len(tokens) and tokens[index].start < end:
        index += 1
    return index


def _second(text: str, tokens: list[Token], number: Number, known: Language) -> Number | None:
    """The other end of a range: `350 to 400`, `8–9`, `between 350 and 400`, `$300 to $350 million`."""
    if number.after >= len(tokens):
        return None
    following = tokens[number.after]
    gap = text[number.end : following.start]
    if len(gap) > 10 or following.kind not in "DYLn":
        return None
    word = gap.strip(" \n$£€")
    if word in ("–", "-", "—"):
        if "—" in gap:
            return None
    elif word in known.between and phrase_before(text, number.start, known.before)[0] == "between":
        pass
    elif word not in known.ranges:
        return None
    second = number_at(text, tokens, number.after, known)
    return second if second is not None and _low(number, second) < second.value else None


def _low(number: Number, second: Number) -> Fraction:
    """The lower end of a range, in the measure of the upper: `$300 to $350 million`, `40–50,000`."""
    if number.multiplier != 1 or number.grouped:
        return number.value
    if second.multiplier > 1:
        return number.value * second.multiplier
    if second.grouped and second.value % 1000 == 0 and number.value * 1000 < second.value:
        return number.value * 1000
    return number.value


def _is_label(text: str, start: int, number: Number, known: Language) -> bool:
    """Whether a figure is a name of something (`No. 5`, `Embtel 773`, `PL 480`) or an enumerator."""
    if number.words:
        return False
    if number.digits > 1 and text[number.start] == "0" and not number.grouped:
        return True  # `0600`
    left = text[start - 1] if start else "\n"
    if left in "-–/.#§_=+" or (left in ":,(" and text[max(0, start - 2) : start - 1].isalnum()):
        return True
    right = text[number.end : number.end + 1]
    if right in ("/", "_") or (right == "-" and text[number.end + 1 : number.end + 2].isupper()):
        return True
    if left in "\n([" and right in ".)]:/" and right:
        return True
    before = word_before(text, start)
    if before in known.no_count:
        return True
    if number.grouped:
        return False
    raw = text[max(0, start - 24) : start].rstrip().rpartition("\n")[2].split()
    if raw and raw[-1][:1].isupper() and before not in known.before and raw[-1][-1:].isalnum():
        # a capital letter within the sentence: `Title 5`, `FY 61`; not `The 300`
        if raw[-1].isupper() and len(raw[-1]) > 1:
            return True
        opens = len(raw) > 1 and raw[-2][-1:] in '.!?:”"'
        return not opens and not (len(raw) == 1 and len(text[max(0, start - 24) : start].split()) == 1)
    return False


def _sign_after(text: str, end: int) -> tuple[str, int] | None:
    for sign, unit in symbols().units:
        if text.startswith(sign, end):
            return unit, len(sign)
    return None


def _unit_after(text: str, end: int, known: Language) -> tuple[Unit | None, int]:
    """The unit that follows, longest first, and where it ends."""
    window = text[end : end + 32]
    if not window or not (window[0] in " \n-\u00a0" or window[0].isalpha()) or window.startswith("\n\n"):
        return None, end
    words = window.replace("-", " ", 1).replace("—", " ").split(None, known.longest_unit)[: known.longest_unit]
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        for spelling in (phrase, phrase.rstrip(".,;:!?)]’'\"”"), words[0].partition("-")[0] if size == 1 else phrase):
            unit = known.units.get(spelling)
            if unit is not None:
                return unit, _end_of(text, end, spelling.split())
    return None, end


def _end_of(text: str, position: int, words: list[str]) -> int:
    """Where the words end that follow one another from `position`."""
    for word in words:
        position = text.index(word, position) + len(word)
    return position


def _linked(text: str, end: int, known: Language) -> Span | None:
    """`600 tons of wheat`: what is measured."""
    position = end
    for link in known.nouns.link:
        if text.startswith(f" {link} ", end):
            phrase = counted(text, end + len(link) + 1, known.nouns)
            if phrase is not None:
                return phrase
        for joined in (f" {link} ", f" {link}" if link.endswith(("'", "’")) else ""):
            if joined and text.startswith(joined, end):
                position = end + len(joined)
                stop = position
                while stop < len(text) and text[stop].isalpha():
                    stop += 1
                word = text[position:stop]
                return (position, stop) if len(word) > 2 and word not in known.nouns.stop else None
    if known.nouns.capital:
        stop = end + 1
        while stop < len(text) and text[stop].isalpha():
            stop += 1
        word = text[end + 1 : stop]
        if text[end : end + 1] == " " and len(word) > 2 and word[0].isupper() and word.lower() not in known.nouns.stop:
            return end + 1, stop
    return None


def _bounds(
    text: str, start: int, number: Number, second: Number | None, element: str, known: Language
) -> tuple[dict[str, str], int]:
    """The value with its bounds, and where the words begin that set them."""
    sense, begin, _ = phrase_before(text, start, known.before)
    name = "value" if element == "num" else "quantity"
    value = written(number.value)
    if second is not None:
        attrs = {"atLeast": written(_low(number, second)), "atMost": written(second.value)}
        return attrs, begin if sense in ("approximate", "between") else start
    if sense == "approximate" and text[begin - 2 : begin - 1].isdigit():
        return {name: value}, start  # `mit 40 gegen 12 Stimmen`
    if sense == "approximate":
        return {name: value, "subtype": "approximate"}, begin
    if sense == "nearly":
        return {name: value, "atMost": value, "subtype": "approximate"}, begin
    if sense in ("atLeast", "above"):
        return {"atLeast": value}, begin
    if sense in ("atMost", "below"):
        return {"atMost": value}, begin
    for phrase, meaning in known.after.items():
        if text.startswith(f" {phrase}", number.end):
            return ({meaning: value} if meaning in _BOUNDS else {name: value, "subtype": "approximate"}), start
    if number.value.denominator != 1 and element == "num" and (number.words or number.slashed) and number.value < 1:
        value = f"{number.value.numerator}/{number.value.denominator}"
    return {name: value}, start
