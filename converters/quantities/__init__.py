"""Quantities and money: `num` with `@value`, `measure` with `@quantity`, `@unit`, `@commodity`.

TEI has no `@precision` on these two; bounds are `@atLeast` and `@atMost` (att.ranging), and a figure that
the text gives as rough has `@subtype="approximate"`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from converters.dates.recognise import mentions
from converters.lexicon import Token, next_word, phrase_before, word_before
from converters.matching import pattern
from converters.quantities.coordinates import coordinates
from converters.quantities.counted import counted
from converters.quantities.language import Language, Unit, language
from converters.quantities.money import in_millions, sign_before, sterling_at, with_annas, with_cents, with_shillings
from converters.quantities.numbers import Number, number_at, written
from converters.quantities.temperature import MINUS, below_zero
from converters.quantities.units import is_money, linked, sign_after, unit_after
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
    number, second, currency, start = _amounts(text, tokens, number, known)
    last = second or number
    label = currency is None and _is_label(text, start, number, known)
    if label and text[start - 1 : start] not in MINUS:
        return None, last.after
    measured = _measured(text, last.end, known) if currency is None else None
    if measured is not None and measured.attrs.get("unit", "").startswith("degree"):
        cold = below_zero(text, start, measured.end, known)
        if cold is not None:
            return _below_zero(reading, cold, last, measured, known), _after(tokens, last.after, cold[1])
    if label:
        return None, last.after
    if currency is not None:
        attrs = {"type": "currency", "unit": currency[0]}
        if second is None and currency[0] in _PARTED:
            number = last = _PARTED[currency[0]](text, number)
        elif second is None:
            number = last = in_millions(text, number)
        kind = _Kind("measure", "quantity.money", "medium" if currency[1] else "high", attrs, last.end)
    else:
        kind = measured or _counted(text, last.end, known)
        rough = _phrase_after(text, last.end, known)[1] if kind.element == "num" and not kind.attrs else 0
        if rough:  # `4,000-odd refugees`, `300 or more men`
            kind = _counted(text, last.end + rough, known)
            kind.end = kind.end if kind.commodity else last.end
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


def _amounts(
    text: str, tokens: list[Token], number: Number, known: Language
) -> tuple[Number, Number | None, tuple[str, bool] | None, int]:
    """The number, the other end of a range, the sign of money before it, where that begins; sums with their cents."""
    exact = with_cents(text, tokens, number)
    dashed = exact.end > number.end and not text[exact.end - 1].isdigit()
    currency, start = sign_before(text, number.start, known, dashed=dashed)
    if currency is None and (exact is number or not is_money(text, exact.end, known)):
        return number, _second(text, tokens, number, known), None, start
    second = _second(text, tokens, exact, known)
    return exact, second and with_cents(text, tokens, second), currency, start


def _below_zero(reading: Reading, span: Span, number: Number, kind: _Kind, known: Language) -> Annotation:
    attrs = kind.attrs | {"quantity": f"-{written(number.value)}"}
    sense, begin, _ = phrase_before(reading.text, span[0], known.before)
    if sense == "approximate":
        attrs, span = attrs | {"subtype": "approximate", "type": "measure"}, (begin, span[1])
    return Annotation(*reading.span(*span), "measure", attrs, cert="high", rule=kind.rule)


_PARTED: dict[str, Callable[[str, Number], Number]] = {
    "GBP": lambda text, number: in_millions(text, with_shillings(text, number)),
    "rupee": with_annas,
}
"""How the parts of a pound or a rupee are read that follow."""


def _measured(text: str, end: int, known: Language) -> _Kind | None:
    """A number with a unit, in words or as a sign: `5 km`, `45 %`, `5 million rubles`."""
    sign = sign_after(text, end)
    if sign is not None:
        name, length = sign
        unit, stop = Unit(name, "percentage" if name == "percent" else "measure"), end + length
    else:
        found, stop = unit_after(text, end, known)
        if found is None:
            return None
        unit = found
    if unit.kind == "percentage":
        return _Kind("num", "quantity.percentage", "high", {"type": "percentage"}, stop)
    attrs = {"unit": unit.name} if unit.kind == "measure" else {"unit": unit.name, "type": unit.kind}
    rule = "quantity.money" if unit.kind == "currency" else "quantity.measure"
    commodity = linked(text, stop, known) if unit.kind == "measure" else None
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


def _phrase_after(text: str, end: int, known: Language) -> tuple[str, int]:
    """What the words right after a number say of it, and how long they are: `or more`, `-odd`."""
    for phrase, meaning in known.after.items() if text[end : end + 1] in (" ", "-") else ():
        stop = end + 1 + len(phrase)
        if text.startswith(phrase, end + 1) and not text[stop : stop + 1].isalpha():
            return meaning, stop - end
    return "", 0


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
    shared = number.words and word.startswith("- ")  # `zwei- bis dreitausend`
    word = word[2:] if shared else word
    if word in ("–", "-", "—"):
        if "—" in gap:
            return None
    elif word in known.between and phrase_before(text, number.start, known.before)[0] == "between":
        pass
    elif word not in known.ranges:
        return None
    second = number_at(text, tokens, number.after, known)
    if second is None or not _low(number, second) < second.value:
        return None
    return replace(second, multiplier=_last_word(second.value)) if shared else second


def _last_word(value: Fraction) -> Fraction:
    """What the last part of a number in one word multiplies by: a thousand of `dreitausend`."""
    return next((Fraction(m) for m in (1000, 100) if value % m == 0), Fraction(1))


def _low(number: Number, second: Number) -> Fraction:
    """The lower end of a range, in the measure of the upper: `$300 to $350 million`, `40–50,000`."""
    if number.multiplier > 1 or number.grouped:
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


def _bounds(
    text: str, start: int, number: Number, second: Number | None, element: str, known: Language
) -> tuple[dict[str, str], int]:
    """The value with its bounds, and where the words begin that set them."""
    sense, begin, _ = phrase_before(text, start, known.before)
    name = "value" if element == "num" else "quantity"
    value = written(number.value)
    if second is not None:
        attrs = {"atLeast": written(_low(number, second)), "atMost": written(second.value)}
        return attrs, begin if sense in ("approximate", "against", "between") else start
    if sense == "against" and text[begin - 2 : begin - 1].isdigit():
        return {name: value}, start
    if sense in ("approximate", "against"):
        return {name: value, "subtype": "approximate"}, begin
    if sense == "nearly":
        return {name: value, "atMost": value, "subtype": "approximate"}, begin
    if sense in ("atLeast", "above"):
        return {"atLeast": value}, begin
    if sense in ("atMost", "below"):
        return {"atMost": value}, begin
    meaning = _phrase_after(text, number.end, known)[0]
    if meaning:
        return ({meaning: value} if meaning in _BOUNDS else {name: value, "subtype": "approximate"}), start
    if number.value.denominator != 1 and element == "num" and (number.words or number.slashed) and number.value < 1:
        value = f"{number.value.numerator}/{number.value.denominator}"
    return {name: value}, start
