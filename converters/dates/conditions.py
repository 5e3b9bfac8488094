"""Whether a form that could be something else is a date where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from converters.dates import clocks
from converters.dates.clocks import goes_on
from converters.dates.forms import Form
from converters.dates.language import FROM_LAST, PARTS, WEEKDAYS, Language
from converters.dates.surroundings import phrase_after
from converters.lexicon import Token, begins_line, next_word, phrase_before, word_before

Condition = Callable[[str, Sequence[Token], int, int, Language], bool]


_COMMON_YEAR = 1500
"""Earlier years are years only where nothing follows that they could count."""
_LATE_NEW_YEAR, _NEW_STYLE = 3, 1753
"""Till March, and till 1752, a year may have begun on 25 March."""
_SHORT_JOIN = 5
_PARTS_OF_HOURS = ("1/2 ", "1/4 ", "3/4 ", "½ ", "¼ ", "¾ ", "½", "¼", "¾")
_NAMED_MONTH = frozenset(("YMD", "YDM", "YM"))
"""Forms that begin with the year and name the month."""


def holds(form: Form, text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """Whether the condition of the form is met by what stands around it."""
    first, last = tokens[index], tokens[end]
    if _glued_before(text, first.start, known) or _glued_after(text, last, dated="M" in form.parts):
        return False
    if last.kind in "YKC" and text.startswith(known.before_christ, last.end + 1):
        return False
    if form.kind == "time" and text[max(0, first.start - 4) : first.start].endswith(_PARTS_OF_HOURS):
        return False  # `1/2 8 Uhr`
    check = _CONDITIONS.get(form.when)
    if check is not None and not check(text, tokens, index, end, known):
        return False
    if first.kind in "DYO" and "M" not in form.parts and word_before(text, first.start) in known.no_date:
        return False
    old = form.parts in _NAMED_MONTH and first.value <= 2050 and _opens_entry(text, tokens, index, known)
    if form.parts[0] == "Y" and form.when != "year" and not old and not _COMMON_YEAR <= first.value <= 2050:
        return False
    if last.kind == "Y" and last.value < _COMMON_YEAR and not _no_count(text, last.end, known):
        return False  # `on August 11, 1350 refugees`
    if form.parts[:2] == "DD" and form.kind == "list" and first.value > tokens[index + 1].value:
        return False  # `Berlin SW 11, den 10. November 1938`
    if _other_date_first(form, text, tokens, index, end, known):
        return False
    if "M" in form.parts and first.kind == "O" and known.day_word_joins and text[first.start].isalpha():
        join = text[first.end : tokens[index + 1].start].strip()
        if join not in known.day_word_joins:
            return False  # `the third March`
    if (
        form.parts == "MO"
        and text[last.start].isalpha()
        and text[first.end] == ","
        and not goes_on(text, last.end, known)
    ):
        return False  # `In February, the first home`
    if form.parts == "MDy" and not _no_count(text, last.end, known):
        return False  # `on May 5, 12 men`
    short = form.parts[-1] == "y" and index < end and last.kind == "D"
    return not short or _short_year(form, last, tokens, end)


def _opens_entry(text: str, tokens: Sequence[Token], index: int, known: Language) -> bool:
    """Whether a year opens a line or brackets, and the month stands right after it: `1234 Mai 5`, as in regesta.

    In languages that write it so, it may stand anywhere.
    """
    start, end = tokens[index].start, tokens[index].end
    opens = not start or text[start - 1] in "\n([" or (
        known.year_first and word_before(text, start) not in known.no_date
    )
    return opens and text[end : tokens[index + 1].start] == " "


def _other_date_first(form: Form, text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """Whether the parts belong to two things: `in 1961, le 5 mai 1960`, `5. May I ask`."""
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if form.parts[0] == "Y" and form.parts[-1] == "M" and following is not None and following.kind == "Y":
        return known.joins.get(text[tokens[end].end : following.start]) in ("_", ",")
    if form.parts != "DM" or known.ordinal_dot or tokens[end].kind != "M":
        return False
    gap = text[tokens[index].end : tokens[end].start]
    return gap.startswith(". ") and not gap.strip(". ")


def _glued_before(text: str, start: int, known: Language) -> bool:
    """Whether what stands before makes it a shelfmark, an amount, a decimal; not `mid-` of `mid-1962`."""
    if not start:
        return False
    left, farther = text[start - 1], text[start - 2] if start > 1 else " "
    if left in "-–":
        return not farther.isspace() and not _hyphened(text, start, known)
    return left in "./$£€#§%+=*_\\" or (left in "‑,:" and farther.isdigit())


def _glued_after(text: str, last: Token, *, dated: bool = False) -> bool:
    """Whether the last number goes on, as in `5.6`, `1941/3` or `60%`; not in `April 4, 1962,10:16 a.m.`"""
    if last.kind not in "DYOL":
        return False
    right, farther = text[last.end : last.end + 1], text[last.end + 1 : last.end + 2]
    if dated and last.kind == "Y" and right == ",":
        return False
    if last.kind in "DY" and (last.suffix or (right in (".", ",", ":", "-") and farther.isdigit())):
        return True
    return right in ("%", "°", "_", "\\", "$", "£", "€") or (right in ("/", "-") and farther.isalnum())


def _hyphened(text: str, start: int, known: Language) -> bool:
    return phrase_before(text, start, known.before)[2].endswith(("-", "–"))


def _short_year(form: Form, last: Token, tokens: Sequence[Token], end: int) -> bool:
    """Two digits are a year after a month in figures, or where they cannot be a day or hour."""
    if last.end - last.start != 2:
        return form.parts.endswith("Yy") and last.value > tokens[end - 1].value % 10 and last.end - last.start == 1
    if form.id == "season-two-years":
        return True
    if form.parts[-2] in "MSE":
        return bool(last.value > 31)
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    return following is None or following.kind not in "pU" or following.start - last.end > 1


def _cued(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    token = tokens[index]
    if token.kind == "m" or (token.kind == "M" and text[token.end - 1] == "."):
        return False
    if next_word(text, tokens[end].end) in known.names:
        return False
    if token.kind == "B" or text[token.start : token.end] in known.sure_months:
        return True
    if phrase_before(text, token.start, known.before)[0]:
        return True
    if index and tokens[index - 1].kind in "DO" and token.start - tokens[index - 1].end < 2:
        return False  # `the third March`
    return token.kind == "M" and known.capital_months and _common_month(text, token, tokens[end].end)


def _common_month(text: str, token: Token, stop: int) -> bool:
    """Whether a capital month stands among small words, where no name would: `one of May, cold`."""
    words = text[max(0, token.start - 16) : token.start].split()
    if not text[token.start].isupper() or text[token.start + 1 : token.end].isupper() or not words:
        return False
    return words[-1].isalpha() and words[-1].islower() and not next_word(text, stop)[:1].isupper()


def _iso_month(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    last = tokens[end]
    return last.end - last.start == 2 and _year(text, tokens, index, end, known)


def _no_count(text: str, position: int, known: Language) -> bool:
    """Whether what follows is not a thing that is counted."""
    word = next_word(text, position)
    folded = word.lower()
    if not word or folded in known.goes_on:
        return True
    if folded in known.counted:
        return False
    return word == folded if known.counted_capital else not folded.endswith(known.counted_endings)


def _year(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """Four digits are a year after a cue, or where nothing follows that they could count."""
    token = tokens[index]
    if not 1100 <= token.value <= 2050:
        return False
    stop = tokens[end].end
    if index and tokens[index - 1].kind == "Y" and not text[tokens[index - 1].end : token.start].strip(" "):
        return False  # `24 October 1962 1905`: an hour
    if text[token.start : token.end].isupper():
        return True  # `Anno MCCCXL`
    if _year_noun(text, stop, known):
        return True
    sense, _, phrase = phrase_before(text, token.start, known.before)
    is_range = end > index
    if sense in PARTS:
        return True  # `the second quarter of 1961`
    if sense and sense not in ("approximate", "clock") and phrase.lower() not in known.no_date:
        if not is_range and text[token.start].isdigit() and next_word(text, stop) in known.counted:
            return False  # `in 1500 cases`
        if is_range or not known.year_cues.isdisjoint((phrase, phrase.lower())):
            return True
        return phrase.lower() != "at" and _no_count(text, stop, known)  # `at 1941 Main Street`
    if token.value < 1600 or word_before(text, token.start) in known.no_date:
        return False
    if sense == "approximate" or is_range or _follows_date(text, tokens, index, known):
        return _no_count(text, stop, known)
    if known.counted_capital and 1800 <= token.value <= 2030:
        return _no_count(text, stop, known)
    return _opens_clause(text, token) and (goes_on(text, stop, known) or _heading(text, token))


def _follows_date(text: str, tokens: Sequence[Token], index: int, known: Language) -> bool:
    """Whether another year or a month stands right before, in a list."""
    if not index or tokens[index - 1].kind not in "YM":
        return False
    return text[tokens[index - 1].end : tokens[index].start] in known.joins


def _opens_clause(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 2) : token.start]
    if text[token.end : token.end + 1] == "." and (not before or before[-1] == "\n"):
        return False  # the number of a telegram or paragraph
    return not before.strip() or before[-1] in "([" or before in (". ", ", ", "; ", "— ", "– ")


def _heading(text: str, token: Token) -> bool:
    """Whether the year opens a heading, a short line that stands by itself: `1940 Davle`."""
    line = text[token.start : token.start + 41].partition("\n\n")
    words = line[0].split()
    return (
        begins_line(text, token.start)
        and bool(line[1])
        and 1 < len(words) <= 3
        and words[1][0].isupper()
        and words[-1][-1].isalpha()
        and words[-1][-1] != "s"
        and token.value >= 1700
    )


def _year_noun(text: str, position: int, known: Language) -> bool:
    """Whether a word for year follows: `1910 г.`"""
    words = text[position : position + 8].split(None, 1)
    word = words[0].rstrip(",;:)]»”") if words else ""
    return "year" in (known.after.get(word), known.after.get(word.rstrip(".")))


def _slash(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`8/5` is a date after a comma or a cue, where the line or clause ends; not in `2/3 km`."""
    start, stop = tokens[index].start, tokens[end].end
    if text[tokens[index].end : tokens[end].start].strip() != "/":
        return False
    if text[stop : stop + 1] not in ("", "\n", ",", ";", ")", "]", "."):
        return False
    if text[max(0, start - 2) : start] in (", ", "— ", "– ") or text[max(0, start - 1) : start] in ("", "\n", "—", "("):
        return True
    return phrase_before(text, start, known.before)[0] != ""


def _dotted(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    last = tokens[end]
    if tokens[index].kind != "D" or text[last.end : last.end + 1] != "." or not last.value:
        return False
    sense, _, phrase = phrase_before(text, tokens[index].start, known.before)
    return sense not in ("", "clock") and phrase.lower() not in known.no_date


def _list(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    return goes_on(text, tokens[end].end, known)


def _season(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    phrase = phrase_before(text, tokens[index].start, known.before)[2].lower()
    if phrase in known.names or next_word(text, tokens[end].end) in known.names:
        return False
    return phrase in known.season_cues and goes_on(text, tokens[end].end, known)


def _day(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """A day alone: `on the 14th`, `am 23.`, `Fri. 30th`; the month comes from before."""
    token = tokens[index]
    if not text[token.start].isdigit() or not 1 <= token.value <= 31:
        return False
    weekday = tokens[index - 1] if index and tokens[index - 1].kind == "w" else None
    if weekday is not None and text[weekday.end : token.start] in (" ", ", "):
        opens = begins_line(text, weekday.start)
        return token.kind == "O" or (opens and text[token.end : token.end + 1] in tuple(".,:"))
    if token.kind == "D" and (not known.ordinal_dot or text[token.end : token.end + 1] != "."):
        return False
    phrase = phrase_before(text, token.start, known.before)[2].lower()
    if phrase not in known.day_cues:
        return False
    stop = token.end + (token.kind == "D")
    return goes_on(text, stop, known) and next_word(text, stop).lower() not in known.conjunctions


def _roman(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`on 14/XI`: after a cue that is no `and` between other numbers, or as `8/5` where a clause begins and ends."""
    sense, _, phrase = phrase_before(text, tokens[index].start, known.before)
    if sense:
        return phrase.lower() not in known.conjunctions
    return _slash(text, tokens, index, end, known)


def _small_month(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`1962. október 25.`: a month that is written small goes on behind the dot of the year."""
    return text[tokens[index + 1].start].islower()


def _line(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """At the beginning of a line, and nothing but punctuation after it: `1237 Juli. Bischof Konrad schenkt …`"""
    start, stop = tokens[index].start, tokens[end].end
    return begins_line(text, start) and text[stop : stop + 1] in ("", "\n", ".", ",", ";", ":", ")", "]")


def _entry(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`2d. Came to anchor` at the beginning of a line, as an entry of a diary."""
    token = tokens[index]
    return 1 <= token.value <= 31 and text[token.start].isdigit() and _line(text, tokens, index, end, known)


def _part_of_year(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`Ende 42`: two digits that can be no day, after a word for a part of a year."""
    token = tokens[index]
    if token.kind != "D" or token.value <= 31 or token.end - token.start != 2:
        return False
    sense = phrase_before(text, token.start, known.before)[0]
    if sense == "fiscal":
        return True
    return sense in ("early", "mid", "late") and goes_on(text, token.end, known)


def _named(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """Not `the day before the meeting`, `le lendemain de la signature`, `Jahreswechsel 1943`: of something else."""
    token = tokens[end]
    if token.kind == "t":
        return not text[token.end : token.end + 6].lstrip()[:1].isdigit()
    return next_word(text, token.end).lower() not in known.of_days


def _two_years(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`21 January 1648/9`: in the first months of the year, while some began it in March."""
    month, first, second = (
        next(t.value for t in tokens[index : end + 1] if t.kind in "Mm"), tokens[end - 1].value, tokens[end]
    )
    digits = 10 ** (second.end - second.start)
    return bool(month <= _LATE_NEW_YEAR and first < _NEW_STYLE and (first + 1 - second.value) % digits == 0)


def _weekday(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """A weekday that words beside it count from another date, and no date or noun after it: `last Tuesday`."""
    token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.kind in "DOMmR" and following.start - token.end < _SHORT_JOIN:
        return False  # `next Monday, May 7`, `the last Monday in May`
    sense = phrase_before(text, token.start, known.before)[0]
    phrase = phrase_after(text, token.end, known)
    behind = known.after.get(phrase) in WEEKDAYS
    stop = token.end + 1 + len(phrase) if behind else token.end
    return (sense in WEEKDAYS or behind) and next_word(text, stop).lower() not in known.of_days


def _reign(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """Not `12 George V Avenue`."""
    return not next_word(text, tokens[end].end)[:1].isupper()


def _today(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    return bool(tokens[end].value < FROM_LAST)


_CONDITIONS: dict[str, Condition] = {
    "cue": _cued,
    "year": _year,
    "iso-month": _iso_month,
    "part": _part_of_year,
    "slash": _slash,
    "roman": _roman,
    "small-month": _small_month,
    "dotted": _dotted,
    "list": _list,
    "season": _season,
    "clock": clocks.clock,
    "clock-dotted": clocks.clock_dotted,
    "day": _day,
    "group": clocks.group,
    "zone": clocks.zone,
    "line": _line,
    "entry": _entry,
    "named": _named,
    "two-years": _two_years,
    "reign": _reign,
    "weekday": _weekday,
    "today": _today,
}
