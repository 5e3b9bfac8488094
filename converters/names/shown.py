"""Names that an editor or the layout shows: in brackets, in blocks of the page, on the lines of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from converters.matching import Pattern, pattern
from converters.names.cues import listing, phrases
from converters.names.in_context import NEVER, signature
from converters.names.lexicon import FUNCTION, GIVEN, ORDINARY, PLACE, TITLE, lexicon
from converters.names.mention import Mention, Spans, Words, spans_of
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token
from tei.model import Span

_ROW = (
    r"(?m)^[ \t]*(?:\d{1,3} ?[.)/] ?)?(\p{Lu}[\pL\-]+)(, ?| )(\p{Lu}[\pL\-]+(?: \p{Lu}[\pL\-]+)?)"
    r"(?:[ ,.;\-]|$)"
)
"""A line of a list: number, surname, comma or none, forenames."""


def completed(words: Words, mentions: Sequence[Mention], supplied: Sequence[Span]) -> list[Mention]:
    """Names of which an editor supplied a part: `[Qiao] Guanhua`. `supplied` are those parts in the reading."""
    covered = spans_of(mentions)
    found: list[Mention] = []
    for start, end in supplied:
        place = words.locate(start, end)
        if place is None:
            continue
        tokens = [
            t for t in words.runs[place[0]]
            if t.flags & (UNKNOWN | GIVEN | ORDINARY | INITIAL | PLACE) and not t.flags & (TITLE | FUNCTION)
        ]  # fmt: skip
        if tokens and tokens[0].flags & OPENS and tokens[0].word.endswith("ly") and tokens[0].end < start:
            tokens = tokens[1:]  # Frankly T[huan]
        several = len(tokens) > 1 or (len(tokens) == 1 and tokens[0].start < start)
        part = several and any(t.start <= start and t.end >= end for t in tokens)
        if part and not covered.touch(tokens[0].start, tokens[-1].end):
            found.append(_whole(words.text, tokens, "name.completed"))
    return found


def in_glosses(words: Words, mentions: Sequence[Mention], glossed: Sequence[Span]) -> list[Mention]:
    """Names by which an editor says who an office is: `the Premier [Zhou Enlai]`. `glossed` take in the office."""
    covered = spans_of(mentions)
    found: list[Mention] = []
    for start, end in glossed:
        opening = words.text.rfind("[", start, end)
        place = words.locate(opening + 1, end) if opening >= 0 else None
        if place is None:
            continue
        run = words.runs[place[0]]
        inside = opening < run[0].start and run[-1].end <= end
        if inside and not run[0].flags & (TITLE | FUNCTION) and not covered.touch(run[0].start, run[-1].end):
            found.append(_whole(words.text, run, "name.gloss"))
    return found


def _whole(text: str, tokens: Sequence[Token], rule: str) -> Mention:
    """The tokens as a name: with forenames if it begins with one, else undivided."""
    first, last = tokens[0], tokens[-1]
    given = tuple(t.word for t in tokens[:-1]) if first.flags & (GIVEN | INITIAL) else ()
    return Mention(first.start, last.end, last.word if given else text[first.start : last.end], given, rule=rule)


def in_blocks(words: Words, mentions: Sequence[Mention], blocks: Sequence[tuple[str, int, int]]) -> list[Mention]:
    """Names that the layout shows: `blocks` are signatures, salutations, speakers and participants in the reading, each
    with its element."""
    covered = spans_of(mentions)
    surnames = {m.surname for m in mentions}
    found: list[Mention] = []
    for element, start, end in blocks:
        line = words.text.find("\n", start, end)
        if element == "signed" and line > 0 and signature().search(words.text[start:line]) is not None:
            start = line + 1  # Most truly yours, and the name below
        short = pattern(_CUT_SHORT).match(words.text[start:end]) if element == "signed" else None
        begin = start + (short.end() if short is not None else 0)
        place = words.locate(begin, end) or words.locate(begin, min(end, begin + 40))
        if place is None:
            continue
        run = [t for t in words.runs[place[0]] if begin <= t.start and t.end <= end]
        if element == "salute":
            new = run and run[-1].word not in surnames and not covered.touch(run[-1].start, run[-1].end)
            if new and _is_dear(words.text, start, end, run[-1]):
                found.append(Mention(run[-1].start, run[-1].end, run[-1].word, rule="name.salutation", cert="medium"))
            continue
        while element == "signed" and len(run) > 1 and run[0].flags & FUNCTION and not run[0].flags & GIVEN:
            begin, run = run[1].start, run[1:]  # Dein Max
            start = begin
        while len(run) > 1 and signature().search(words.text[start : run[0].end]) is not None:
            begin = start = run.pop(0).end  # `[Signature] ALEKSEEV`
        if not run or len(run) > 4 or covered.touch(run[0].start, run[-1].end):
            continue
        if element == "signed" and (mention := _shortened(words.text, start, begin, end, run)) is not None:
            found.append(mention)
            continue
        if not _all_name(run):
            continue
        if signature().search(words.text[run[0].start : run[-1].end]) is not None:
            continue  # `Signature:` is no speaker
        after = words.text[run[-1].end : run[-1].end + 2].lstrip(" ")[:1]
        whole = run[-1].end + 2 >= end
        if not words.text[start : run[0].start].strip() and (
            (element != "item" and (whole or after in ".:,")) or (len(run) > 1 and (whole or after in ",(—–"))
        ):
            found.append(_whole(words.text, run, "name.participant" if element in _TOOK_PART else "name.signature"))
    return found


_TOOK_PART = ("item", "participant")
_CUT_SHORT = r"\p{Lu}\pL{0,5}: ?"
"""A forename as older hands cut it short in a signature: `Th: Jefferson`."""


def _is_dear(text: str, start: int, end: int, last: Token) -> bool:
    """Whether nothing but a surname goes on a salutation: `My dear Hooker,`."""
    if not last.flags & UNKNOWN or last.word in listing("person", "endearments"):
        return False
    if text[last.end : end].strip(" .,:;!—-"):
        return False
    return phrases("person", "dear", before="^", after=" $").search(text[start : last.start]) is not None


def _shortened(text: str, start: int, begin: int, end: int, run: Run) -> Mention | None:
    """A signature of initials, or a forename cut short, and one capital word, whatever else that is: `C. Darwin`."""
    last, given = run[-1], [t.word for t in run[:-1]]
    if begin > start:
        given.insert(0, text[start:begin].rstrip(": ") + ".")
    if not given or text[begin : run[0].start].strip() or not all(t.flags & INITIAL for t in run[:-1]):
        return None
    if last.flags & (FUNCTION | TITLE | INITIAL) or len(last.word) < 3 or text[last.end : end].strip(" .,"):
        return None
    first = start if begin > start else run[0].start
    return Mention(first, last.end, last.word, tuple(given), rule="name.signature", cert="medium")


def _all_name(run: Run) -> bool:
    """Whether every word can be part of a personal name, and one is no ordinary word."""
    if any(t.flags & (NEVER | PLACE) and not t.flags & (GIVEN | INITIAL) for t in run):
        return False
    known = any(t.flags & UNKNOWN and len(t.word) > 2 for t in run)
    return known and not any(t.flags & ALLCAPS and len(t.word) < 4 for t in run)


def _labelled(words: Words) -> list[tuple[int, int, str, tuple[str, ...], bool, bool]]:
    """Rows of a form: a name with the surname first behind its label, `Name: Schmidt, Karl Heinrich`."""
    rows = []
    for match in _form().finditer(words.text):
        fore = tuple((match.group(2) or "").split())
        if all(lexicon().flags.get(word, 0) & GIVEN for word in fore):
            rows.append((match.start(1), match.end(2), match.group(1) or "", fore, True, True))
    return rows


@lru_cache(maxsize=1)
def _form() -> Pattern:
    name = r" ?: ?(\p{Lu}[\pL\-]+), (\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*)"
    return phrases("person", "label", before="(?im:^|[\t|;] ?)", after=name)


def on_lines(words: Words, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names on the lines of a list, surname first with or without a comma, where at least three lines show it."""
    flags = lexicon().flags
    rows: list[tuple[int, int, str, tuple[str, ...], bool, bool]] = []
    for match in pattern(_ROW).finditer(words.text):
        surname = match.group(1) or ""
        known = flags.get(surname, 0)
        if known & (NEVER | PLACE | GIVEN) and not known & ORDINARY:
            continue
        fore = tuple((match.group(3) or "").split())
        given = flags.get(fore[0], 0)
        if given & NEVER or (given & PLACE and not given & GIVEN):
            continue
        rows.append((match.start(1), match.end(3), surname, fore, bool(given & GIVEN), match.group(2) != " "))
    sure = sum(certain for *_, certain, _ in rows)
    if sure < 3 or 2 * sure < len(rows):
        rows = _labelled(words)
    covered: Spans = spans_of(m for m in mentions if m.ref or m.titles)
    begun = {m.start for m in mentions}
    for start, end, surname, fore, certain, comma in rows:
        if start not in begun and not covered.touch(start, end) and (certain or comma or not words.german):
            yield Mention(start, end, surname, fore, rule="name.list", cert="medium" if certain or comma else "low")
