"""The tokens of a text, with those told apart that only their neighbours make what they are."""

from __future__ import annotations

from converters.dates.calendars import data
from converters.dates.language import Language
from converters.lexicon import Token

_ROMAN = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
_NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FIRST = ("°", ".º", ".°")
"""Signs of an ordinal after the first of a month: `Il 1° maggio`."""


def tokens_of(text: str, known: Language) -> list[Token]:
    """The tokens of `text` in order; none overlap."""
    out: list[Token] = []
    length = len(text)
    for token in known.lexicon.scan(text):
        if out and token.start < out[-1].end:
            continue
        kind, end = token.kind, token.end
        if kind == "D":
            token = _first(text, token) or _two_digits(text, token, out, known)
        elif kind == "O":
            token = _ordinal(text, token, out, known)
        elif kind == "Y":
            token = _four_digits(text, token, known)
        elif kind == "L" and token.suffix == "z" and end - token.start == 6:
            token = _date_time_group(token, out)
        elif kind == "G" and out and out[-1].kind == "u" and out[-1].end == token.start:
            token = token._replace(kind="D")  # `15h30`
        elif kind == "G":
            token = _glued(text, token, known)
        elif kind == "l":
            _append(out, _roman_year(text, token))
            continue
        elif kind == "k":
            _append(out, _roman_before(text, token.start))
        elif kind == "K":
            _append(out, _century_number(text, token.start))
        out.append(token)
        if kind == "F":
            _append(out, _republican_year(text, end))
        elif kind in "DO" and end + 1 < length and text[end] in "./ -":
            _append(out, _roman_month(text, end, length))
    return out


def _append(out: list[Token], token: Token | None) -> None:
    if token is not None:
        out.append(token)


def _first(text: str, token: Token) -> Token | None:
    sign = next((s for s in _FIRST if text.startswith(f"{s} ", token.end)), "") if token.value == 1 else ""
    return Token(token.start, token.end + len(sign), "O", 1) if sign else None


def _two_digits(text: str, token: Token, out: list[Token], known: Language) -> Token:
    """A year after an apostrophe, a decade, the hour of `15h`; else a number as it is."""
    start, end, _, value, suffix = token
    decade = suffix in known.decade_endings and value % 10 == 0 and value >= 20
    if decade and suffix.startswith("-") and value <= 31 and not _decade_noun(text, end + len(suffix), known):
        decade = False  # `в 20-х числах мая`
    if start and text[start - 1] in "'’‘" and end - start == 2:
        return Token(start - 1, end + len(suffix), "C", value) if decade else Token(start - 1, end, "A", value)
    if decade:
        return Token(start, end + len(suffix), "C", value)
    if suffix == "t":  # `1963-03-18T16:00`
        return token._replace(suffix="")
    if suffix == "z" and text[start - 1 : start] == ":":  # `16:00Z`
        return token._replace(suffix="")
    if value > 31 and not suffix and text[end : end + 4] == " год" and _year_follows(text, end, known):
        return Token(start, end, "A", value)
    if suffix == "h":
        out.append(Token(start, end, "D", value))
        return Token(end, end + 1, "u", 0)
    return token


def _year_follows(text: str, position: int, known: Language) -> bool:
    words = text[position : position + 8].split()
    return bool(words) and known.after.get(words[0].rstrip(".,;:)")) == "year"


def _date_time_group(token: Token, out: list[Token]) -> Token:
    """`030915Z`: day and time in one, as armies write it."""
    start, end, _, value, _ = token
    if not 1 <= value // 10000 <= 31 or value % 10000 > 2400 or value % 100 > 59:
        return token
    out.append(Token(start, start + 2, "D", value // 10000))
    return Token(start + 2, end + 1, "Z", value % 10000)


def _ordinal(text: str, token: Token, out: list[Token], known: Language) -> Token:
    """`30-е` is a decade before a word for years; `41-м` a year, after a month or before such a word; else a day."""
    if token.value > 31 and token.suffix.startswith("-"):
        after_month = out and out[-1].kind in "MS"
        if after_month or _year_follows(text, token.end, known):
            return Token(token.start, token.end, "A", token.value)
    if token.suffix not in known.decade_endings or token.value % 10 or token.value < 20:
        return token
    if token.value <= 31 and not _decade_noun(text, token.end, known):
        return token
    return token._replace(kind="C")


def _decade_noun(text: str, position: int, known: Language) -> bool:
    following = text[position : position + 10].split()
    return bool(following) and following[0].rstrip(".,;:)") in known.decade_nouns


def _four_digits(text: str, token: Token, known: Language) -> Token:
    """A time of the `0930Z` kind, a decade, or a number as it is."""
    start, end, _, value, suffix = token
    if suffix == "z" and value % 100 < 60 and value <= 2400:
        return Token(start, end + 1, "Z", value)
    if value % 10 == 0:
        ending = suffix
        if text[end : end + 1] in ("'", "’") and not text[end + 2 : end + 3].isalnum():
            ending = text[end : end + 2].lower()
        if ending and ending in known.decade_endings:
            return Token(start, end + len(ending), "C", value)
    return token


def _numeral(roman: str) -> int:
    """The value of a Roman numeral; 0 if it is none."""
    total = 0
    for letter, following in zip(roman, roman[1:] + " ", strict=True):
        value = _NUMERALS.get(letter, 0)
        total += -value if value < _NUMERALS.get(following, 0) else value
    return total if set(roman) <= _NUMERALS.keys() else 0


def _century_number(text: str, start: int) -> Token | None:
    """The Roman number of a century: `XIX век`, `XIXe siècle`."""
    words = text[max(0, start - 12) : start].split()
    if not words:
        return None
    bare = words[-1].lstrip("([").rstrip(".èmeᵉ")
    begin = text.rfind(words[-1], max(0, start - 12), start) + words[-1].find(bare)
    value = _numeral(bare) if bare else 0
    return Token(begin, start - 1, "X", value) if value and len(text[begin + len(bare) : start]) <= 5 else None


def _roman_before(text: str, start: int) -> Token | None:
    """The Roman number before the Kalends, Nones or Ides: `III Kal. Maii`, `xiiij kal. iunii`."""
    words = text[max(0, start - 12) : start].split()
    if not words or text[start - 1] not in " .":
        return None
    bare = words[-1].rstrip(".")
    begin = text.rfind(words[-1], max(0, start - 12), start)
    if begin and text[begin - 1].isalnum():
        return None
    upper = bare.upper().replace("J", "I")
    value = _numeral(upper) if upper and (bare.isupper() or bare.islower()) else 0
    return Token(begin, begin + len(bare), "X", value) if 1 < value < _LONGEST_BEFORE else None


_LONGEST_BEFORE = 20
"""More days than lie between the Ides and the Kalends."""


def _republican_year(text: str, end: int) -> Token | None:
    """The year of a date in the French republican calendar: `an VIII`, `an 8`."""
    following = text[end : end + 20].lstrip(",")
    for phrase in data()["republican"]["year-words"]:
        if following.startswith(f" {phrase} "):
            break
    else:
        return None
    begin = text.index(phrase, end) + len(phrase) + 1
    last = begin
    while last < len(text) and text[last].isalnum() and last - begin < 5:
        last += 1
    word = text[begin:last]
    value = int(word) if word.isascii() and word.isdecimal() else _numeral(word)
    for number, ordinals in data()["republican"]["year-ordinals"].items() if not value else ():
        for ordinal in ordinals:
            if text.startswith(ordinal, begin) and not text[begin + len(ordinal) : begin + len(ordinal) + 1].isalpha():
                value, last = int(number), begin + len(ordinal)
    return Token(begin, last, "X", value) if 1 <= value <= 14 else None


def _glued(text: str, token: Token, known: Language) -> Token:
    """`FY62`: a year joined to letters that may stand before one."""
    start, end = token.start, token.end
    begins = next((start - len(w) for w in known.glued if text.endswith(w, 0, start)), -1)
    if begins < 0 or end - start not in (2, 4) or text[max(begins - 1, 0) : begins].isalnum():
        return token
    return token._replace(kind="D" if end - start == 2 else "Y")


def _roman_year(text: str, token: Token) -> Token | None:
    """`Anno Domini MCCCXLVII`: the year after the word for it."""
    start = token.end + 1
    end = start
    while end < len(text) and text[end] in _NUMERALS and end - start < 15:
        end += 1
    value = _numeral(text[start:end]) if text[start : start + 1] == "M" and end - start > 3 else 0
    return Token(start, end, "Y", value) if value and not text[end : end + 1].isalnum() else None


def _roman_month(text: str, end: int, length: int) -> Token | None:
    """A Roman month number after a day: `5.IX.1941`, `30./I. 46`, `16 XI 1945`."""
    start = end
    while start < length and start - end < 3 and text[start] in "./ -":
        start += 1
    last = start
    while last < length and text[last] in "IVX" and last - start < 5:
        last += 1
    number = _ROMAN.get(text[start:last])
    together = text[end:start] not in (" ", "-")
    if number is None or (last >= length and not together):
        return None
    if number == 1 and text[last : last + 1] == " " and not text[last + 1 : last + 2].isdigit():
        return None  # `on the 5. I was`
    closed = last >= length or text[last] in ("./ -,;:)]\n" if together else "./ -")
    return Token(start, last, "R", number) if closed else None
