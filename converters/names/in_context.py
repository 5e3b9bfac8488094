"""Names that the words around them show: after an office, at a signature, going on a list; Eastern names by shape."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.matching import Pattern
from converters.names import russian
from converters.names.cues import listing, phrases
from converters.names.eastern import chinese_name, korean, vietnamese
from converters.names.lexicon import (
    ATTRIBUTE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    OFFICE,
    ORDINARY,
    PARTICLE,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Mention, Words, spans_of
from converters.names.runs import ALLCAPS, OPENS, UNKNOWN, Run, Token, together

_PLACE = 40
"""How far from its first word the name of a place is looked for; a line may be as long as the text."""

_OFFICE_BEFORE = 200
"""How far before a name the office is looked for that it holds."""

_NAME = UNKNOWN | ORDINARY | GIVEN
"""What a name has a word of, if it is not one of Viet-Nam."""

_BORN = 10
"""Characters that stand between a name and the one by birth."""
NEVER = TITLE | FUNCTION | CALENDAR | DEMONYM | ATTRIBUTE | THING
"""What no word of a personal name is."""


def by_place(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """Names with the surname first, after an office in brackets, at a signature, going on a list of names."""
    found: list[Mention] = []
    covered = spans_of(mentions)
    ends = {m.end for m in mentions}
    plural = {m.end for m in mentions if m.titles and m.titles[-1] in lexicon().plural}
    known = {m.surname.upper() for m in mentions}
    women = {m.end for m in mentions if m.sex == "f"}
    for run, kinds in zip(words.runs, words.kinds, strict=True):
        if (kinds & _NAME or len(run) > 2) and not covered.touch(run[0].start, run[-1].end):
            if _opener(run):
                run, kinds = run[1:], together(run[1:])
            mention = _maiden(words.text, run, women) or _one(words, run, kinds, ends, plural)
            if mention is not None and (mention.rule != "name.speaks" or mention.surname.upper() not in known):
                found.append(mention)  # who is known is met again by `later`
                ends.add(mention.end)
                if mention.rule == "name.list" and _goes_on(words.text, mention.start, plural):
                    plural.add(mention.end)
    return found


def _opener(run: Run) -> bool:
    """Whether the first word of a run only opens the sentence: `Then Kramer said`, `Присутствовали Ким Ир Сен`."""
    if len(run) < 2 or not run[0].flags & OPENS or run[1].start - run[0].end != 1:
        return False
    if len(run) > 2 and russian.is_russian(run[0].word):
        return run[1].word in lexicon().korean or run[1].word in lexicon().vietnamese
    return bool(run[0].flags & FUNCTION) and not run[0].flags & (GIVEN | TITLE | ORDINARY)


def _maiden(text: str, run: Run, women: set[int]) -> Mention | None:
    """The name by birth of a woman who is named right before: `Ilse Kohn, born Löwy`."""
    first = run[0]
    if not women or len(run) > 1 or not first.flags & UNKNOWN:
        return None
    before = text[max(0, first.start - _BORN) : first.start]
    match = _by_birth().search(before)
    if match is None or first.start - len(before) + match.start() not in women:
        return None
    return Mention(first.start, first.end, first.word, rule="name.named", cert="medium")


@lru_cache(maxsize=1)
def _by_birth() -> Pattern:
    return phrases("person", "born", after=" $")


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
    if size <= 2 and text[max(0, first.start - 2) : first.start].strip(" ") in ("(", ",") and _after_office(text, run):
        return mention("name.office", last.word, given())
    if size > 1 and first.word in lexicon().vietnamese and vietnamese(run, 0) == size:
        return mention("name.eastern", last.word, given())
    if size > 1 and first.word in lexicon().korean and korean(run, 0) == size:
        return mention("name.eastern", first.word, tuple(token.word for token in run[1:]))
    if size == 1 and first.flags & UNKNOWN and of_nobility(words, first.start):
        return mention("name.particle", first.word)
    if size == 1 and _scottish(first) and not words.german:
        return mention("name.shape", first.word)
    long = size == 2 and last.flags & UNKNOWN and (len(last.word) > 3 or "'" in first.word)  # Ch'en Yi
    if long and chinese_name(run) and text[first.start : last.end] not in lexicon().places:
        return mention("name.eastern", text[first.start : last.end])
    if size > 3 or not first.flags & _NAME or first.flags & CALENDAR:
        return None
    if size == 2 and _town_that_speaks(words, run):
        return mention("name.speaks", last.word, given())
    if kinds & (THING | PLACE | DEMONYM | FUNCTION | TITLE):
        return None
    start = particle(text, first.start)
    before = text[max(0, start - 70) : start]
    rest = text[last.end : last.end + 3]
    ending = not rest.strip(" .") or rest[0] == "\n"
    if rest.startswith(" m.") or (ending and signature().search(before) is not None):
        return mention("name.signature", last.word, given())
    if before[-1:] == " " and _named().search(before) is not None:
        return mention("name.named", last.word, given())
    if size == 3 and run[1].flags & PARTICLE and _goes_on(text, first.start, plural):
        return mention("name.list", text[first.start : last.end])  # MM. Debré, Couve de Murville
    if size == 2 and not first.flags & ~(UNKNOWN | OPENS) and last.flags == UNKNOWN and _speaks(words, last, before):
        return mention("name.speaks", last.word, given())  # Cheddi Jagan's leadership
    if size > 1:
        return None
    unknown = first.flags & UNKNOWN
    named = (unknown or _goes_on(text, first.start, plural)) and _continues(text, first, ends, plural)
    if named and not first.word.endswith(listing("person", "abstract")) and not _of_place(text, first):
        return mention("name.list", first.word)
    return mention("name.speaks", first.word) if unknown and _speaks(words, first, before) else None


def _town_that_speaks(words: Words, run: Run) -> bool:
    """Whether a town behind a forename that is nothing else is who speaks: `Walt Rostow asked`."""
    first, last = run
    if not first.flags & GIVEN or first.flags & (NEVER | PLACE | ORDINARY) or not last.flags & PLACE:
        return False
    return _speaks(words, last, words.text[max(0, first.start - 16) : first.start])


def _speaks(words: Words, token: Token, before: str) -> bool:
    """Whether the word is one who speaks or is spoken to, and no thing, by what goes on after it and by the text
    `before`."""
    if words.german or token.flags & ALLCAPS or len(token.word) < 3:
        return False
    if token.word.endswith(listing("person", "abstract")) or (token.flags & OPENS and token.word.endswith("ly")):
        return False
    after = words.text[token.end : token.end + 60]
    if before[-1:] == "(" and after[:1] == ")":
        *_, country = before[:-1].split() or [""]
        named = lexicon().flags.get(country, 0) & PLACE
        return bool(named) and _acting().match(after[1:]) is not None  # France (Pineau) said
    acts = _acting().match(after) is not None or (
        _told().search(before) is not None and _told_on().match(after) is not None
    )
    return acts and _thing().search(before[-16:]) is None


def particle(text: str, start: int) -> int:
    """Where a name begins whose first capital is at `start`: with the particle before it (`von Brentano`)."""
    while text[start - 1 : start] == " ":
        word = text[max(0, start - 6) : start - 1].rpartition(" ")[2].rpartition("\n")[2]
        if word not in lexicon().leading:
            break
        start -= len(word) + 1
    return start


def of_nobility(words: Words, start: int) -> bool:
    """Whether a particle stands before that the language of the text does not have: `von Papen`."""
    before = words.text[max(0, start - 8) : start]
    return any(before.endswith(f" {one} ") for one in lexicon().of_nobility if words.language not in ("de", "nl"))


@lru_cache(maxsize=1)
def signature() -> Pattern:
    """Words before a signature."""
    return phrases("person", "signature", before=r"\b", after=r"[ ]?:?[ \n/]{0,4}$", ignore_case=True)


@lru_cache(maxsize=1)
def _acting() -> Pattern:
    return phrases("person", "speaks", "has")


@lru_cache(maxsize=1)
def _told() -> Pattern:
    return phrases("person", "told", before=r"\b", after=" $")


@lru_cache(maxsize=1)
def _told_on() -> Pattern:
    return phrases("person", "told_on")


@lru_cache(maxsize=1)
def _thing() -> Pattern:
    return phrases("person", "thing", after="$")


@lru_cache(maxsize=1)
def _named() -> Pattern:
    return phrases("person", "named", before=r"\b", after=" $", ignore_case=True)


def _surname_first(text: str, run: Run) -> bool:
    """`Kohn Jakob`, `Weiss Israel Karl` where a line, a list item or a clause begins or ends with it."""
    first = run[0]
    if not first.flags & (UNKNOWN | ORDINARY) or first.flags & (NEVER | PLACE | ALLCAPS):
        return False
    if first.word in lexicon().kin:
        return False  # Schwager Ernst
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
    """`The Ambassador in the Netherlands (Baruch)`, `the Foreign Minister, Molotov, said`: brackets and commas say who
    holds an office."""
    first, last = run[0], run[-1]
    if last.flags & (PLACE | THING | ALLCAPS | DEMONYM) or not last.flags & _NAME:
        return False
    if first.flags & (TITLE | CALENDAR | FUNCTION):
        return False
    before = text[max(0, first.start - _OFFICE_BEFORE) : first.start].rpartition("\n")[2]
    flags = lexicon().flags
    if before.rstrip()[-1:] == "(" and text[last.end : last.end + 2].strip()[:1] == ")":
        return any(flags.get(word.strip(",("), 0) & OFFICE and word[0].isupper() for word in before.split())
    if len(run) > 1 or not last.flags & UNKNOWN or text[last.end : last.end + 1] != "," or not before.endswith(", "):
        return False
    words = before[:-2].split()
    office = bool(words) and words[-1][:1].isupper() and flags.get(words[-1], 0) & OFFICE
    return bool(office) and not text[last.end + 1 : last.end + 6].startswith((*_and(), " or "))


def _of_place(text: str, token: Token) -> bool:
    """Whether the word begins the name of a place of several words (`Mähr. Ostrau`)."""
    line = text[token.start : token.end + _PLACE].partition("\n")[0]
    stop = line.find(" ", token.end + 2 - token.start)
    return (line if stop < 0 else line[:stop]).rstrip(".,;:)") in lexicon().places


def _scottish(token: Token) -> bool:
    """`McNaughton`, `O'Brien`: words that are written like a surname and nothing else."""
    if not token.flags & UNKNOWN or not token.word.startswith(("Mc", "Mac", "O'")):
        return False
    rest = token.word[3 if token.word.startswith("Mac") else 2 :]
    return len(rest) > 2 and rest[0].isupper() and rest[1:].islower()


@lru_cache(maxsize=1)
def _and() -> tuple[str, ...]:
    return tuple(f" {word} " for word in listing("person", "and"))


@lru_cache(maxsize=1)
def _joints() -> tuple[str, ...]:
    """What joins the names of a list."""
    return (", ", ", and ", *_and())


def _continues(text: str, token: Token, ends: set[int], plural: set[int]) -> bool:
    """Whether the word goes on a list of names: `Dr. Grün, Boschan, Edelmann`."""
    if _goes_on(text, token.start, plural):
        return True
    if not _goes_on(text, token.start, ends):
        return False
    after = text[token.end : token.end + 5]
    if after[:1] in ",.;)":
        return not after.startswith((", D.C", ".-"))
    return after.startswith((*_and(), " went", " said", " were", " ware"))


def _goes_on(text: str, start: int, ends: set[int]) -> bool:
    """Whether what stands at `start` is joined to a name that ends at one of `ends`."""
    return any(start - len(joint) in ends and text.startswith(joint, start - len(joint)) for joint in _joints())
