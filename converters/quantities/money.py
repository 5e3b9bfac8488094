"""Money: signs before and after a figure, and pounds, shillings and pence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from converters.lexicon import Token, phrase_before
from converters.matching import pattern
from converters.quantities.language import Language, symbols
from converters.quantities.numbers import Number

_WINDOW = 24
_SHILLINGS = pattern(r"[ .,]?\s?(\d{1,2})\s?s\b\.?(?:[ ,]?\s?(\d{1,2})\s?d\b\.?)?|[-.:](\d{1,2})[-.:](\d{1,2})(?:\D|$)")
"""Shillings and pence after pounds: `£12 10s. 6d.`, `£12-10-6`."""
_ANNAS = pattern(r"[-.](\d{1,2})[-.](\d{1,2})(?:\D|$)")
"""Annas and pies after rupees: `Rs. 12-8-0`."""
_MILLIONS = pattern(r"( m\.?)(?:\W|$)")
_NO_CENTS = pattern(r"([.,]?(?:--|—)|[.,][-–=])(?:[^\w-]|$)")
"""What stands for no cents: `30.-`, `1.500,--`, `25.=`."""
_CENTS = (",", ".", "-", "—")
_STERLING = (
    pattern(r"(\d+) ?l\.?,? ?(\d{1,2}) ?s\b\.?(?:,? ?(\d{1,2}) ?d\b\.?)?"),
    pattern(r"()(\d{1,2}) ?s\.?,? ?(\d{1,2}) ?d\b\.?"),
)
"""`5l. 10s. 6d.`, `3s. 6d.`"""
_LETTER = pattern(r"(\d+)([ls])\.")
"""One of them alone, which needs a word for money before it: `value 10s.`"""


def sign_before(text: str, start: int, known: Language, *, dashed: bool) -> tuple[tuple[str, bool] | None, int]:
    """A sign of money before the figure: what it means and whether others share it; and where it begins.

    Letters that stand for much else are such a sign only where a dash stands for the cents: `S 30.-`
    """
    near = text[start - 1 : start] if text[start - 1 : start] != " " else text[start - 2 : start - 1]
    tables = (known.signs, symbols().currencies, *((symbols().dashed,) if dashed else ()))
    for sign, code in chain.from_iterable(table.get(near, ()) for table in tables):
        for gap in ("", " "):
            begin = start - len(sign) - len(gap)
            if begin >= 0 and text[begin:start] == sign + gap:
                before = text[max(0, begin - 2) : begin]
                if before[-1:].isalnum() or (sign[0].isalpha() and before.strip()[-1:].isdigit()):
                    continue  # `3 Rthlr. 12 Gr.`
                return (code, sign in symbols().shared), begin
    return None, start


def with_cents(text: str, tokens: Sequence[Token], number: Number) -> Number:
    """The sum with a dash for its cents, `30.-`, or decimals whose sign is not the language's: `Fr. 3.50`."""
    if text[number.end : number.end + 1] not in _CENTS:
        return number
    if match := _NO_CENTS.match(text[number.end : number.end + 4]):
        return replace(number, end=number.end + match.end(1), grouped=True)
    if number.words or number.after >= len(tokens) or tokens[number.after].start != number.end + 1:
        return number
    cents = tokens[number.after]
    further = text[cents.end : cents.end + 2]
    if text[number.end] not in ",." or cents.end - cents.start != 2 or cents.kind != "D" or cents.suffix:
        return number
    if further[:1] in ",.-/" and further[1:].isdigit():
        return number
    value = number.value + Fraction(cents.value, 100)
    return replace(number, end=cents.end, value=value, after=number.after + 1, grouped=True)


def in_millions(text: str, number: Number) -> Number:
    """The sum with a letter for a million after a space: `$50 m.`"""
    match = _MILLIONS.match(text[number.end : number.end + 4]) if number.multiplier == 1 else None
    if match is None:
        return number
    million = Fraction(1000000)
    return replace(number, end=number.end + match.end(1), value=number.value * million, multiplier=million)


def with_annas(text: str, number: Number) -> Number:
    """The number of rupees with the annas and pies that follow: `Rs. 12-8-0`."""
    match = _ANNAS.match(text[number.end : number.end + _WINDOW])
    annas, pies = (int(match.group(i) or 0) for i in (1, 2)) if match else (16, 0)
    if match is None or annas > 15 or pies > 11:
        return number
    value = number.value + Fraction(annas, 16) + Fraction(pies, 192)
    return replace(number, end=number.end + match.end(2), value=value)


def with_shillings(text: str, number: Number) -> Number:
    """The number of pounds with the shillings and pence that follow."""
    match = _SHILLINGS.match(text[number.end : number.end + _WINDOW])
    if match is None:
        return number
    dashed = match.group(3) is not None
    shillings, pence = (int(match.group(i) or 0) for i in ((3, 4) if dashed else (1, 2)))
    if dashed and (shillings > 19 or pence > 11):
        return number
    end = match.end(4) if dashed else match.end()
    return replace(number, end=number.end + end, value=number.value + _pounds(0, shillings, pence))


def sterling_at(text: str, token: Token, known: Language) -> tuple[str, Number] | None:
    """Unit and number of `5l. 10s. 6d.`, `3s. 6d.` or, after a word for money, `10s.` that begins with a token."""
    if not known.sterling or text[token.end : token.end + 2].lstrip()[:1] not in ("l", "s"):
        return None
    window = text[token.start : token.start + _WINDOW]
    for written in _STERLING:
        if match := written.match(window):
            value = _pounds(*(int(match.group(i) or 0) for i in (1, 2, 3)))
            return "GBP", Number(token.start, token.start + match.end(), value, 0, True)
    if (match := _LETTER.match(window)) and phrase_before(text, token.start, known.sterling)[0]:
        unit = "GBP" if match.group(2) == "l" else "shilling"
        return unit, Number(token.start, token.start + match.end(), Fraction(token.value), 0, True)
    return None


def _pounds(pounds: int, shillings: int, pence: int) -> Fraction:
    return pounds + Fraction(shillings, 20) + Fraction(pence, 240)
