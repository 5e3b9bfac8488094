"""The words before and after a date: `since`, `mid-`, `about`, `?`, `Old Style`."""

from __future__ import annotations

from converters.dates.language import WEEKDAYS, Language
from converters.dates.mention import Mention
from converters.lexicon import phrase_before, word_before

DOUBTS = {"approximate": "~", "uncertain": "?"}


def before(text: str, mention: Mention, known: Language) -> None:
    """Read the phrases before a mention, the nearest first."""
    start = mention.start
    if mention.form.id == "year":
        mention.attributive = word_before(text, start) in known.attributive
    if mention.days and mention.days[-1].year is not None:
        mention.aside = not known.births.isdisjoint(_clause_before(text, start))
    for _ in range(3):
        sense, begin, phrase = phrase_before(text, start, known.before)
        if not sense:
            return
        if sense == "approximate" and start < mention.start and mention.days and mention.days[0].day is None:
            return  # `about the March transport`
        if sense in DOUBTS:
            clock = mention.kind in ("time", "time-range")
            if not clock or (sense == "approximate" and phrase.lower() not in known.exact_clock):
                mention.doubt = DOUBTS[sense]
                mention.start = min(mention.start, begin)
        elif sense in ("last", "next"):
            mention.direction = -1 if sense == "last" else 2
            _weekday(mention, sense, begin, mention.end)
        elif sense in WEEKDAYS:
            _weekday(mention, sense, begin, mention.end)
        elif sense == "birth":
            mention.aside = True
        elif sense not in ("cue", "clock") and not mention.sense:
            mention.sense, mention.sense_start = sense, begin
        if sense == "notAfter" and not mention.direction:
            mention.direction = 1
        start = begin


def _clause_before(text: str, start: int) -> list[str]:
    """The words of the line before `start`, some sixty characters of them."""
    return text[max(0, start - 60) : start].rpartition("\n")[2].rpartition(". ")[2].lower().split()


def after(text: str, mention: Mention, known: Language) -> None:
    """Read what follows a mention: a mark of doubt, a calendar, the offset of a time."""
    end = mention.end
    for _ in range(2):
        begin = end
        if text[begin : begin + 1] == " ":
            begin += 1
        window = text[begin : begin + 22]
        if not window:
            return
        if mention.kind in ("time", "time-range"):
            for name, offset in known.zones.items():
                bracket = window.startswith("(")
                stop = len(name) + bracket
                if window.startswith(name, bracket) and not window[stop : stop + 1].isalnum():
                    if bracket and window[stop : stop + 1] != ")":
                        continue
                    mention.times = [t if t.endswith("Z") else t + offset for t in mention.times]
                    mention.end = begin + stop + bracket
                    return
            return
        phrase = phrase_after(text, end, known)
        if not phrase:
            return
        sense = known.after[phrase]
        if sense == "uncertain":
            if begin != end and phrase == "?" and text[begin + 1 : begin + 2] not in ("]", ")"):
                return
            if phrase == "?" and _ends_question(text, mention.start, begin + 1):
                return
            mention.doubt = "%" if mention.doubt == "~" else "?"
        elif sense in ("julian", "gregorian", "republican"):
            mention.calendar = sense
        elif sense == "year":
            pass
        elif sense in WEEKDAYS:
            if sense in ("last", "next"):
                mention.direction = -1 if sense == "last" else 2
            elif mention.form.id != "weekday":
                return
            _weekday(mention, sense, mention.start, begin + len(phrase))
        elif not mention.sense:
            mention.sense, mention.sense_start = sense, mention.start
        end = mention.end = begin + len(phrase)


def _ends_question(text: str, start: int, stop: int) -> bool:
    """Whether the mark ends a sentence of some length: `Why did he not come in March 1939?`"""
    following = text[stop : stop + 2].strip()
    line = text[max(0, start - 80) : start].rpartition("\n")[2]
    stops = (i for i in range(len(line) - 2, 0, -1) if line.startswith(". ", i) and line[i - 1].islower())
    before = line[next(stops, -2) + 2 :]  # I.G. Farben ends none
    return (not following or following.isupper()) and len(before.split()) > 3 and before[-1:] not in "([,"


def _weekday(mention: Mention, sense: str, start: int, end: int) -> None:
    """Take the words into a weekday that count it from another date."""
    if mention.form.id == "weekday":
        mention.counted, mention.start = sense, min(start, mention.start)
        mention.days[0].span = (mention.start, end)


def phrase_after(text: str, end: int, known: Language) -> str:
    """The longest known phrase that follows, in small letters."""
    begin = end + (text[end : end + 1] == " ")
    folded = text[begin : begin + 22].lower()
    best = ""
    if not folded or folded[0] not in known.after.first_letters:
        return best
    for phrase in known.after:
        if len(phrase) > len(best) and folded.startswith(phrase):
            following = folded[len(phrase) : len(phrase) + 1]
            if not (phrase[-1].isalnum() and following.isalnum()):
                best = phrase
    return best
