"""What a document itself shows: later mentions of a name it has introduced, and which names are one bearer."""

from __future__ import annotations

from collections.abc import Sequence

from converters.authority import chinese
from converters.names import russian
from converters.names.cues import listing, phrases
from converters.names.index import NameIndex, Person
from converters.names.lexicon import (
    ATTRIBUTE,
    BEFORE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    ORDINARY,
    OWNED,
    PARTICLE,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Mention, Words, spans_of
from converters.names.places import cued
from converters.names.runs import ALLCAPS, OPENS, UNKNOWN, Run, Token


def later(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by the surname alone of persons that the document has named with title or forename."""
    known = _known(mentions)
    bearers = _bearers_of(mentions)
    stems = {russian.stem(name): m for name, m in known.items() if russian.is_russian(name)}
    called = _forenames(mentions)
    covered = spans_of(mentions)
    found: list[Mention] = []
    bare: set[str] = set()
    for run in words.runs if known or called else ():
        for number, token in enumerate(run):
            word = token.word
            first = known.get(word)
            if first is None and token.flags & GIVEN and len(run) == 1 and _oneself(words.text, token):
                first = called.get(word)
            if first is None and words.german and word[-1:] == "s":
                first = known.get(word[:-1])
            if first is None and stems and russian.is_russian(word):
                first = stems.get(russian.stem(word))
            if first is None and len(word) > 3 and token.flags & ALLCAPS:
                first = known.get(word.capitalize()) or known.get(word.title())
            if first is not None and _NUMERAL.issuperset(word) and not (found and found[-1].end == token.start - 1):
                continue
            if first is None or covered.touch(token.start, token.end) or not _stands(words, run, number, token):
                continue
            if first.sex == "f" and token.start < first.start:
                bare.add(word)  # Hooker, and then Mrs. Hooker
            sex = "" if word in bare else first.sex
            mention = Mention(token.start, token.end, first.surname, sex=sex, ref=first.ref)
            mention.rule, mention.cert, mention.carried = "name.carry", "medium", True
            if len(several := bearers.get(token.word, bearers.get(first.surname, ()))) > 1:
                mention.ref, mention.rule, mention.cert = " ".join(several), "name.authority.open", "low"
                mention.carried = False
            if found and _goes_on(words.text, found[-1], mention):
                found[-1].end = mention.end
            else:
                found.append(mention)
    return found


def _bearers_of(mentions: Sequence[Mention]) -> dict[str, dict[str, None]]:
    """Whom the document names by a surname, or by a part of a name."""
    bearers: dict[str, dict[str, None]] = {}
    for m in mentions:
        if m.ref and m.bearer is None and " " not in m.ref:
            for name in (m.surname, *_parts(m.surname)):
                bearers.setdefault(name, {})[m.ref] = None
    return bearers


def _oneself(text: str, token: Token) -> bool:
    """Whether a forename by itself is not a saint's or that of another of the family: `James son of James`."""
    saint = phrases("person", "saints", before=r"(?:^|\PL)", after=" $")
    if saint.search(text[max(0, token.start - 8) : token.start]) is not None:
        return False
    return phrases("person", "kin", before="^,? ").search(text[token.end : token.end + 24]) is None


def _goes_on(text: str, one: Mention, next_: Mention) -> bool:
    """Whether two mentions are the words of one name: `COUVE DE MURVILLE`."""
    if (one.ref, one.surname) != (next_.ref, next_.surname) or next_.start - one.end > 12:
        return False
    flags = lexicon().flags
    between = text[one.end : next_.start]
    return not between.strip(" -") or all(flags.get(w.lower(), 0) & PARTICLE for w in between.split())


def _known(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The mentions by which a name is introduced, under the surname and what the bearer is called by."""
    known: dict[str, Mention] = {}
    for m in mentions:
        if not m.ref and m.bearer is None and len(m.surname) > 2 and (m.rule != "name.list" or m.forenames):
            known.setdefault(m.surname, m)
    for m in mentions:
        if m.ref and m.bearer is None and " " not in m.ref:
            known.setdefault(m.surname, m)
    for name, m in list(known.items()):
        for part in (*_parts(name), *([name.title()] if name.isupper() and len(name) > 3 else ())):
            known.setdefault(part, m)
    return known


_NUMERAL = frozenset("IVX")
"""The number of a ruler alone is nobody's name: `III Kal. Maii` in a text of Edward III."""


def _parts(name: str) -> list[str]:
    """What a bearer of several words is called by: `Hanfu` of `Zhang Hanfu`, `Barros` of `Barros Hurtado`."""
    words = [word for word in name.split() if word[0].isupper() and len(word) > 2]
    if len(words) < 2:
        return []
    if chinese.is_name(words[0], " ".join(words[1:])):
        return [" ".join(words[1:])]
    return [words[0], words[-1]]


def _forenames(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Forenames that one person alone bears in the document, and whose."""
    bearers: dict[str, Mention | None] = {}
    for m in mentions:
        name = m.forenames[0] if m.forenames else ""
        if len(name) > 3 and not name.endswith("."):
            known = bearers.get(name)
            same = known is not None and (known.ref, known.surname) == (m.ref, m.surname)
            bearers[name] = m if same or name not in bearers else None
    return {name: m for name, m in bearers.items() if m is not None}


def _stands(words: Words, run: Run, number: int, token: Token) -> bool:
    """Whether the word can be a name by itself here."""
    flags = token.flags
    if flags & (CALENDAR | FUNCTION | TITLE | PLACE | DEMONYM | ATTRIBUTE) and not flags & UNKNOWN:
        return False
    if flags & (ORDINARY | THING) and flags & OPENS and not words.german:
        verb = phrases("person", "verb", before="^ ", after=r"\b")
        return verb.search(words.text[token.end : token.end + 16]) is not None
    after = run[number + 1] if number + 1 < len(run) and run[number + 1].start - token.end == 1 else None
    if after is not None:
        if after.flags & THING and not after.flags & OWNED:
            return False
        plain = not after.flags & (ALLCAPS | DEMONYM | FUNCTION)
        if after.flags & (UNKNOWN | GIVEN) and plain and not words.german:
            return False
    called_after = phrases("person", "called_after", before="^ ", after=r"\b")
    if called_after.search(words.text[token.end : token.end + 12]) is not None:
        return False
    if token.word in lexicon().towns and cued(words, token.start, token.end, token.word):
        return False  # President Cleveland was in Cleveland
    before = run[number - 1] if number and token.start - run[number - 1].end == 1 else None
    if before is not None and before.word in listing("place.any", "heads"):
        return False  # Bad Ischl
    if before is not None and before.flags & GIVEN and not before.flags & (OPENS | FUNCTION | TITLE):
        return False  # somebody else of that surname
    if before is not None and before.flags & (UNKNOWN | BEFORE) and not before.flags & (OPENS | ALLCAPS):
        return words.german and bool(before.flags & UNKNOWN)
    return True


def by_forename(words: Words, mentions: Sequence[Mention], index: NameIndex) -> list[Mention]:
    """Persons of the authority called by the forename: `Dear Dean:`, a letter signed `Walt`, `Sir Roger`."""
    present = {m.ref for m in mentions if m.ref}
    covered = {m.start for m in mentions}
    found: list[Mention] = []
    for run in words.runs:
        last = run[-1]
        if len(run) > 2 or not last.flags & (GIVEN | UNKNOWN) or last.start in covered:
            continue
        bearers = _bearers(index, last.word)
        if not bearers or not _called(words, run):
            continue
        dear = run[0].word == "Dear" or words.text[last.end : last.end + 1] in (":", ",")
        here = {p.id for p in bearers if p.id in present}
        here = here or {p.id for p in bearers if dear or p.forenames[0] == last.word}
        if len(here) == 1:
            rule = "name.forename-alone"
            found.append(Mention(last.start, last.end, last.word, ref=here.pop(), rule=rule, cert="medium"))
    return found


def knights(mentions: Sequence[Mention]) -> None:
    """Have `Sir Roger`, `Comrade Xiaoping` and `Premier Zhou` mean the one bearer of that name whom the
    document names in full."""
    bearers = _forenames(mentions)
    given = {part: m for m in mentions for part in _parts(m.surname) if part in m.surname.split()[1:]}
    families = _families(mentions)
    known = {m.surname for m in mentions if m.forenames or len(m.surname.split()) > 1}
    for m in mentions:
        forenames = next((p.forenames for p, _ in m.candidates if p.id == m.ref), ())
        if forenames and bearers.setdefault(forenames[0], m).ref != m.ref:
            del bearers[forenames[0]]  # two of them
    for mention in mentions:
        bearer = bearers.get(mention.surname)
        alone = not mention.ref and bool(mention.titles) and not mention.forenames
        called = given.get(mention.surname, families.get(mention.surname))
        if called is not None and alone and mention.surname not in known and _called_so(called):
            bearer = called
        elif mention.titles != ("sir",):
            bearer = None
        if bearer is not None and alone:
            mention.surname, mention.forenames, mention.ref = bearer.surname, bearer.forenames, bearer.ref
            mention.rule, mention.carried = "name.carry", True


def _families(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Family names that stand first and that one person alone bears in the document, and whose."""
    bearers: dict[str, Mention] = {}
    several: set[str] = set()
    for m in mentions:
        family, space, _ = m.surname.partition(" ")
        if space and bearers.setdefault(family, m).surname != m.surname:
            several.add(family)
    return {family: m for family, m in bearers.items() if family not in several}


def _called_so(bearer: Mention) -> bool:
    """Whether a bearer of two words is Chinese, and is called by either."""
    words = bearer.surname.split()
    return len(words) == 2 and chinese.is_name(*words)


def _bearers(index: NameIndex, name: str) -> list[Person]:
    bearers = index.forenames.get(name)
    if bearers is None:
        return [p for long in lexicon().nicknames.get(name, ()) for p in index.forenames.get(long, ())]
    return bearers


def _called(words: Words, run: Run) -> bool:
    """Whether the run is a salutation, a signature, or a knight."""
    text, last = words.text, run[-1]
    line = text[max(0, last.start - 40) : last.start].rpartition("\n")[2].strip()
    rest = text[last.end : last.end + 2]
    if len(run) == 2:
        return run[0].word == "Sir" or (run[0].word == "Dear" and rest[:1] in (":", ","))
    if line in ("Dear", "My dear", "My Dear"):
        return rest[:1] in (":", ",")
    return not line and (not rest or rest[0] == "\n") and last.start > 40
