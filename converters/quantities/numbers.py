"""Numbers from tokens: figures with groups and decimals, number words, multipliers, fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from converters.lexicon import Token, word_before
from converters.matching import pattern
from converters.quantities.language import Language, symbols

_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\n")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written at `start:end`, and the index of the first token after it."""

    start: int
    end: int
    value: Fraction
    after: int
    grouped: bool = False
    """Its thousands are set apart, or it has decimals: it is an amount, no label."""
    words: bool = False
    """Some of it is in words."""
    multiplier: Fraction = Fraction(1)
    """`million` of `2.5 million`, for the other end of a range."""
    digits: int = 0
    money: bool = False
    """Its multiplier is a letter, as only sums of money have it: `£3m`."""
    slashed: bool = False
    """Some of it is a fraction with a stroke: `2 1/2`."""


def number_at(text: str, tokens: Sequence[Token], index: int, known: Language) -> Number | None:
    """The number that begins with the token at `index`."""
    token = tokens[index]
    if token.kind in "DYL":
        base = _figures(text, tokens, index, known)
        return base if base is None or base.money else _multiplied(text, tokens, base, known)
    if token.kind in "nk":
        return _words(text, tokens, index, known)
    return None


def _figures(text: str, tokens: Sequence[Token], index: int, known: Language) -> Number | None:
    token = tokens[index]
    if token.suffix:
        return _glued(Number(token.start, token.end, Fraction(token.value), index + 1, True), token)
    value, end, after, grouped = Fraction(token.value), token.end, index + 1, False
    first_length = token.end - token.start
    lakhs = _LAKHS.match(text[end : end + _LONGEST_LAKHS]) if first_length <= 2 and "," in known.thousands else None
    if lakhs is not None:
        digits = text[token.start : end + lakhs.end(1)].replace(",", "")
        end += lakhs.end(1)
        while after < len(tokens) and tokens[after].start < end:
            after += 1
        value, grouped = Fraction(int(digits)), True
    elif first_length <= 3 and text[token.start] != "0":
        while after < len(tokens):
            group = tokens[after]
            sign = text[end : group.start]
            if group.kind not in "LDY" or group.end - group.start != 3 or group.suffix:
                break
            if sign not in known.thousands and not (
                sign[:-1] in known.thousands and text[group.start : group.end] == "000"
            ):
                break
            value, end, after, grouped = value * 1000 + group.value, group.end, after + 1, True
    if _decimals(text, tokens, end, after, grouped, known):
        part = tokens[after]
        places = part.end - part.start
        value, end, after, grouped = value + Fraction(part.value, 10**places), part.end, after + 1, True
        if part.suffix:
            return _glued(Number(token.start, end, value, after, True), part)
    fraction = _VULGAR.get(text[end : end + 1])
    if fraction is not None:
        value, end, grouped = value + fraction, end + 1, True
    elif text[end : end + 1] == "/" and text[end + 1 : end + 2].isdigit():
        return _fraction(text, tokens, index, Fraction(0), token.start) if not grouped else None
    elif not grouped and after < len(tokens) and text[end : tokens[after].start] in (" ", "-", "‑"):
        mixed = _fraction(text, tokens, after, value, token.start)
        if mixed is not None:
            return mixed
    return Number(token.start, end, value, after, grouped, digits=first_length)


_LAKHS = pattern(r"((?:,\d\d)+,\d{3})(?:\D|$)")
"""Groups of two before the last of three, as in India: `5,00,000`."""
_LONGEST_LAKHS = 16
_PARTS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16))
"""What wholes are parted into: other figures with a stroke are labels."""


def _fraction(text: str, tokens: Sequence[Token], index: int, whole: Fraction, start: int) -> Number | None:
    """`2/3`, or with a whole before it `2 1/2`; None for what may be a label or a date."""
    if index + 1 >= len(tokens):
        return None
    above, below = tokens[index], tokens[index + 1]
    if below.start != above.end + 1 or text[above.end] != "/" or above.suffix or below.suffix:
        return None
    if above.kind != "D" or below.kind != "D" or below.value not in _PARTS or not 0 < above.value < below.value:
        return None
    if text[below.end : below.end + 1] in ("/", "-", "–") or text[start - 1 : start] == "/":
        return None
    value = whole + Fraction(above.value, below.value)
    return Number(start, below.end, value, index + 2, bool(whole), digits=above.end - above.start, slashed=True)


def _glued(number: Number, token: Token) -> Number | None:
    """`£3m`, `$4.5bn`: the letters joined to a figure are a multiplier."""
    multiplier = symbols().magnitudes.get(token.suffix)
    if multiplier is None:
        return None
    end = token.end + len(token.suffix)
    return replace(number, end=end, value=number.value * multiplier, multiplier=multiplier, money=True)


def _decimals(text: str, tokens: Sequence[Token], end: int, after: int, grouped: bool, known: Language) -> bool:
    """Whether the token `after` is the decimals of the figure that stops at `end`.

    With the sign of another language only before a multiplier, and behind no groups: `DM 3,5 Mrd.`
    """
    if after >= len(tokens) or tokens[after].start != end + 1:
        return False
    part = tokens[after]
    if text[end] == known.decimal:
        behind = text[part.end : part.end + 2]
        bare = not part.suffix or part.suffix in symbols().magnitudes
        return part.kind in "DYL" and bare and not (behind[:1] in ".,/-" and behind[1:].isdigit())
    if grouped or text[end] not in ",." or after + 1 >= len(tokens):
        return False
    following = tokens[after + 1]
    short = part.kind == "D" and not part.suffix and following.kind == "k" and following.value >= 1000
    return short and text[part.end : following.start] in ("", *_SPACES)


def _multiplied(text: str, tokens: Sequence[Token], base: Number, known: Language) -> Number:
    """`5 million`, `700 Mio.`, `20 тыс.`"""
    after = base.after
    if (
        after < len(tokens)
        and tokens[after].kind == "k"
        and text[base.end : tokens[after].start] in ("", *_SPACES, "-")
    ):
        token = tokens[after]
        if token.value >= 1000 or token.value in _SCORES:
            return Number(
                base.start, token.end, base.value * token.value, after + 1, True, True, token.value, base.digits
            )
    return base


_SCORES = (12, 20)
"""Dozen and score, which a figure may stand before."""


def _words(text: str, tokens: Sequence[Token], index: int, known: Language) -> Number | None:
    """Number words that follow one another: `two hundred and fifty`, `двадцать пять тысяч`."""
    start = tokens[index].start
    if tokens[index].kind == "k":
        one = word_before(text, start)
        if one in known.one:
            start = _last(text, one, start)
        elif one in known.vague or known.one_needed or tokens[index].value >= 1000000:
            return None
    total = current = Fraction(0)
    last: Token | None = None
    position, multiplier = index, Fraction(1)
    previous = Fraction(10**12)
    while position < len(tokens):
        token = tokens[position]
        if token.kind not in "nk":
            break
        if last is not None:
            between = text[last.end : token.start].strip()
            if text[last.end : token.start].count("\n") or between not in ("", "-", "and", *known.tens):
                break
            if between == "and" and last.kind != "k":
                break
            if between in known.tens and not (20 <= previous < 100 and token.value < 10):
                break
        if token.kind == "k":
            current = (current or Fraction(1)) * token.value
            if token.value >= 1000:
                total, current = total + current, Fraction(0)
            multiplier, previous = token.value, token.value
        else:
            if (
                last is not None
                and last.kind == "n"
                and (previous < 20 or token.value >= previous or token.value >= 10 > previous)
            ):
                break
            if last is not None and last.kind == "n" and not _adds(previous, token.value):
                break
            current += token.value
            previous = token.value
        last, position = token, position + 1
    if last is None:
        return None
    return Number(start, last.end, total + current, position, False, True, multiplier)


def _adds(tens: Fraction, units: Fraction) -> bool:
    """Whether the second number word goes on the first: `twenty` `three`, `двести` `сорок`."""
    if tens >= 100:
        return units < 100
    return tens >= 20 and units < 10


def written(value: Fraction) -> str:
    """The value for an attribute: digits, with a point where needed; `2/3` where no decimals are exact."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return f"{value.numerator}/{value.denominator}" if rest != 1 else f"{value.numerator / value.denominator:.15g}"


def _last(text: str, word: str, end: int) -> int:
    """Where the word, in small letters, begins that stands before `end`."""
    left = max(0, end - 16)
    return left + text[left:end].lower().rfind(word)
