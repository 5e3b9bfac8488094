"""Names that their place shows: lists, signatures, brackets of an editor, Chinese names by their syllables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from converters.authority import chinese
from converters.matching import Pattern, pattern
from converters.names.cues import phrases
from converters.names.lexicon import (
    ATTRIBUTE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    OFFICE,
    ORDINARY,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Mention, Spans, Words, spans_of
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token
from tei.model import Span

_ROW = (
    r"(?m)^[ \t]*(?:\d{1,3} ?[.)/] ?)?(\p{Lu}[\pL\-]+)(, ?| )(\p{Lu}[\pL\-]+(?: \p{Lu}[\pL\-]+)?)"
    r"(?:[ ,.;\-]|$)"
)
"""A line of a list: number, surname, comma or none, forenames."""

_ABSTRACT = ("tion", "sion", "ment", "ness", "ship", "ism", "ency", "ancy", "ity")
"""How words end that name no person."""

_PLACE = 40
"""How far from its first word the name of a place is looked for; a line may be as long as the text."""

_NAME = UNKNOWN | ORDINARY | GIVEN
"""What a name has a word of, if it is not one of Viet-Nam."""

_NEVER = TITLE | FUNCTION | CALENDAR | DEMONYM | ATTRIBUTE | THING


def by_place(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """Names with the surname first, after an office in brackets, at a signature, going on a list of names."""
    found: list[Mention] = []
    covered = spans_of(mentions)
    ends = {m.end for m in mentions}
    plural = {m.end for m in mentions if m.titles and m.titles[-1] in lexicon().plural}
    for run, kinds in zip(words.runs, words.kinds, strict=True):
        if (kinds & _NAME or len(run) > 2) and not covered.touch(run[0].start, run[-1].end):
            mention = _one(words, run, kinds, ends, plural)
            if mention is not None:
                found.append(mention)
                ends.add(mention.end)
                if mention.rule == "name.list" and not plural.isdisjoint((mention.start - 5, mention.start - 2)):
                    plural.add(mention.end)
    return found


def _one(words: Words, run: Run, kinds: int, ends: set[int], plural: set[int]) -> Mention | None:
    """The name that a run is; `kinds` are the flags of its words together."""
    text, size = words.text, len(run)
    first, last = run[0], run[-1]

    def mention(rule: str, surname: str, fore: tuple[str, ...] = ()) -> Mention:
        cert = "high" if rule == "name.office" else "medium"
        start = particle(text, first.start)
        return Mention(start, last.end, surname, fore, rule=rule, cert=cert)  # type: ignore[arg-type]

    def given() -> tuple[str, ...]:
        return tuple(token.word for token in run[:-1])

    if 2 <= size <= 3 and kinds & GIVEN and _surname_first(text, run):
        return mention("name.surname-first", first.word, tuple(token.word for token in run[1:]))
    if size <= 2 and "(" in text[max(0, first.start - 2) : first.start] and _after_office(text, run):
        return mention("name.office", last.word, given())
    if size > 2 and vietnamese(run, 0) == size:
        return mention("name.eastern", last.word, given())
    if size == 1 and _scottish(first) and not words.german:
        return mention("name.shape", first.word)
    if size == 2 and kinds & UNKNOWN and _eastern(run) and text[first.start : last.end] not in lexicon().places:
        return mention("name.eastern", text[first.start : last.end])
    if size > 3 or not first.flags & _NAME or first.flags & CALENDAR:
        return None
    if kinds & (THING | PLACE | DEMONYM | FUNCTION | TITLE):
        return None
    start = particle(text, first.start)
    before = text[max(0, start - 70) : start]
    rest = text[last.end : last.end + 3]
    ending = not rest.strip(" .") or rest[0] == "\n"
    if rest.startswith(" m.") or (ending and _signature().search(before) is not None):
        return mention("name.signature", last.word, given())
    if before[-1:] == " " and _named().search(before) is not None:
        return mention("name.named", last.word, given())
    if size > 1:
        return None
    unknown = first.flags & UNKNOWN
    listed = (unknown or first.start - 5 in plural or first.start - 2 in plural) and not first.word.endswith(_ABSTRACT)
    if listed and _continues(text, first, ends, plural) and not _of_place(text, first):
        return mention("name.list", first.word)
    return mention("name.speaks", first.word) if unknown and _speaks(words, first, before) else None


def _speaks(words: Words, token: Token, before: str) -> bool:
    """Whether the word is one who speaks, and no thing, by what goes on after it and by the text `before`."""
    if words.text[token.end : token.end + 1] != " " or words.german or token.flags & ALLCAPS or len(token.word) < 3:
        return False
    if token.word.endswith(_ABSTRACT) or (token.flags & OPENS and token.word.endswith("ly")):
        return False
    if _speaking().match(words.text[token.end : token.end + 32]) is None:
        return False
    return _thing().search(before[-8:]) is None


def particle(text: str, start: int) -> int:
    """Where a name begins whose first capital is at `start`: with the particle before it (`von Brentano`)."""
    while text[start - 1 : start] == " ":
        word = text[max(0, start - 6) : start - 1].rpartition(" ")[2].rpartition("\n")[2]
        if word not in lexicon().leading:
            break
        start -= len(word) + 1
    return start


@lru_cache(maxsize=1)
def _signature() -> Pattern:
    return phrases("person", "signature", before=r"\b", after=r"[ ]?:?[ \n/]{0,4}$", ignore_case=True)


@lru_cache(maxsize=1)
def _speaking() -> Pattern:
    return phrases("person", "speaks", before=" ", after=r"\b")


@lru_cache(maxsize=1)
def _thing() -> Pattern:
    return phrases("person", "thing", after="$")


@lru_cache(maxsize=1)
def _named() -> Pattern:
    return phrases("person", "named", before=r"\b", after=" $", ignore_case=True)


def _surname_first(text: str, run: Run) -> bool:
    """`Kohn Jakob`, `Weiss Israel Karl` where a line, a list item or a clause begins or ends with it."""
    first = run[0]
    if not first.flags & (UNKNOWN | ORDINARY) or first.flags & (_NEVER | PLACE | ALLCAPS):
        return False
    if not all(t.flags & GIVEN and not t.flags & (PLACE | FUNCTION | CALENDAR | ORDINARY | TITLE) for t in run[1:]):
        return False
    before = text[max(0, first.start - 3) : first.start]
    after = text[run[-1].end : run[-1].end + 6]
    if text[first.start : run[-1].end] in lexicon().places:
        return False
    goes_on = after[:1] == " " and not after[1:2].isdigit() and not after.startswith((" geb", " born", " nar"))
    if first.flags & OPENS and goes_on:
        return False  # the beginning of a sentence: `Tell Samuel to come`
    opens = not before.strip() or before[-1:] in "\n(/" or before[-2:-1] in ",;:./)-"
    return opens or after[:1] in ",;:\n(/)." or before.endswith(("nd ", "on "))


def _after_office(text: str, run: Run) -> bool:
    """`The Ambassador in the Netherlands (Baruch)`: round brackets say who holds an office."""
    first, last = run[0], run[-1]
    if text[max(0, first.start - 2) : first.start].strip()[-1:] != "(":
        return False
    if text[last.end : last.end + 2].strip()[:1] != ")" or last.flags & (PLACE | THING | ALLCAPS | DEMONYM):
        return False
    if not last.flags & _NAME or first.flags & (TITLE | CALENDAR | FUNCTION):
        return False
    flags = lexicon().flags
    before = text[max(0, first.start - 110) : first.start].rpartition("\n")[2].split()
    return any(flags.get(word.strip(",("), 0) & OFFICE and word[0].isupper() for word in before)


def _eastern(run: Run) -> bool:
    """`Zhou Enlai`, `Chou En-lai`: a Chinese surname and syllables of Chinese."""
    first, last = run
    if (first.flags | last.flags) & (TITLE | PLACE | CALENDAR | THING | DEMONYM | INITIAL | ALLCAPS):
        return False
    close = last.start - first.end == 1
    long = len(last.word) > 3 or "'" in first.word  # Ch'en Yi
    return close and bool(last.flags & UNKNOWN) and long and chinese.is_name(first.word, last.word)


def _of_place(text: str, token: Token) -> bool:
    """Whether the word begins the name of a place of several words (`Mähr. Ostrau`)."""
    line = text[token.start : token.end + _PLACE].partition("\n")[0]
    stop = line.find(" ", token.end + 2 - token.start)
    return (line if stop < 0 else line[:stop]).rstrip(".,;:)") in lexicon().places


def vietnamese(run: Run, at: int) -> int:
    """How many words from `at` on are a name of Viet-Nam, family name first (`Pham Van Dong`); 0 if none are."""
    opens = run[at].flags & OPENS and run[at].flags & (FUNCTION | TITLE)
    if run[at].word not in lexicon().vietnamese or opens:
        return 0
    size = 1
    for one, token in pairwise(run[at : at + 4]):
        known = token.flags & (THING | PLACE | CALENDAR | DEMONYM)
        if known or token.start - one.end != 1 or len(token.word) > 6 or not token.word.istitle():
            break
        size += 1
    return size if size > 2 else 0


def _scottish(token: Token) -> bool:
    """`McNaughton`, `O'Brien`: words that are written like a surname and nothing else."""
    if not token.flags & UNKNOWN or not token.word.startswith(("Mc", "Mac", "O'")):
        return False
    rest = token.word[3 if token.word.startswith("Mac") else 2 :]
    return len(rest) > 2 and rest[0].isupper() and rest[1:].islower()


def _continues(text: str, token: Token, ends: set[int], plural: set[int]) -> bool:
    """Whether the word goes on a list of names: `Dr. Grün, Boschan, Edelmann`."""
    before = text[max(0, token.start - 5) : token.start]
    after = text[token.end : token.end + 5]
    for joint in (", ", " and ", " und ", ", and "):
        if before.endswith(joint) and token.start - len(joint) in plural:
            return True
        if before.endswith(joint) and token.start - len(joint) in ends:
            if after[:1] in ",.;)":
                return not after.startswith((", D.C", ".-"))
            return after.startswith((" and ", " und ", " went", " said", " were", " ware"))
    return False


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
    """Names that the layout shows: `blocks` are signatures, speakers and participants, by element, in the reading."""
    covered = spans_of(mentions)
    found: list[Mention] = []
    for element, start, end in blocks:
        place = words.locate(start, end) or words.locate(start, min(end, start + 40))
        if place is None:
            continue
        run = [t for t in words.runs[place[0]] if start <= t.start and t.end <= end]
        if not run or len(run) > 4 or covered.touch(run[0].start, run[-1].end) or not _all_name(run):
            continue
        if _signature().search(words.text[run[0].start : run[-1].end]) is not None:
            continue  # `Signature:` is no speaker
        after = words.text[run[-1].end : run[-1].end + 2].lstrip(" ")[:1]
        whole = run[-1].end + 2 >= end
        if not words.text[start : run[0].start].strip() and (
            (element != "item" and (whole or after in ".:,")) or (len(run) > 1 and (whole or after in ",(—–"))
        ):
            found.append(_whole(words.text, run, "name.participant" if element == "item" else "name.signature"))
    return found


def _all_name(run: Run) -> bool:
    """Whether every word can be part of a personal name, and one is no ordinary word."""
    if any(t.flags & (_NEVER | PLACE) and not t.flags & (GIVEN | INITIAL) for t in run):
        return False
    known = any(t.flags & UNKNOWN and len(t.word) > 2 for t in run)
    return known and not any(t.flags & ALLCAPS and len(t.word) < 4 for t in run)


def on_lines(words: Words, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names on the lines of a list, surname first with or without a comma, where at least three lines show it."""
    flags = lexicon().flags
    rows: list[tuple[int, int, str, tuple[str, ...], bool, bool]] = []
    for match in pattern(_ROW).finditer(words.text):
        surname = match.group(1) or ""
        known = flags.get(surname, 0)
        if known & (_NEVER | PLACE | GIVEN) and not known & ORDINARY:
            continue
        fore = tuple((match.group(3) or "").split())
        given = flags.get(fore[0], 0)
        if given & _NEVER or (given & PLACE and not given & GIVEN):
            continue
        rows.append((match.start(1), match.end(3), surname, fore, bool(given & GIVEN), match.group(2) != " "))
    sure = sum(certain for *_, certain, _ in rows)
    if sure < 3 or 2 * sure < len(rows):
        return
    covered: Spans = spans_of(mentions)
    for start, end, surname, fore, certain, comma in rows:
        if not covered.touch(start, end) and (certain or comma or not words.german):
            yield Mention(start, end, surname, fore, rule="name.list", cert="medium" if certain or comma else "low")
