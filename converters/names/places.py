"""Places: by the authority, by the gazetteer, by form (`in Teplá`, date lines), and their derived forms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from converters.layout.vocabulary import words as vocabulary
from converters.matching import Pattern, Words, pattern
from converters.names.cues import listing, phrases
from converters.names.index import NameIndex
from converters.names.lexicon import (
    ATTRIBUTE,
    CALENDAR,
    FUNCTION,
    GIVEN,
    ORDINARY,
    OWNED,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Hit, Spans, longest
from converters.names.mention import Words as Source
from converters.names.runs import ALLCAPS, INITIAL, UNKNOWN, Run
from converters.names.transcribed import places_in_case
from tei.model import Cert


@dataclass(slots=True)
class Place:
    """A place at `start:end` of the reading; `ref` is an id of the authority or nothing."""

    start: int
    end: int
    ref: str = ""
    rule: str = "place.gazetteer"
    cert: Cert = "medium"
    demonym: bool = False
    """The word is derived from the place's name."""
    camp: bool = False
    """The words beside it say that a camp or ghetto is meant."""


@lru_cache(maxsize=1)
def _gazetteer() -> Words:
    lex = lexicon()
    return Words([*lex.places, *(form.upper() for form in lex.places if len(form) > 4), *lex.towns])


@lru_cache(maxsize=1)
def _german() -> tuple[Words, dict[str, int]]:
    """German forms of the gazetteer's places: adjectives and inhabitants (`Prager`, `polnische`), genitives."""
    lex = lexicon()
    forms = dict(lex.demonyms)
    for name, number in lex.places.items():
        if name not in lex.doubtful and len(name) > 3:
            if lex.kinds[number] in ("city", "camp"):
                for form in derived(name):
                    forms.setdefault(form, number)
            if name[-1] not in "szx":
                forms.setdefault(f"{name}s", number)
    for form in list(forms):
        if lex.flags.get(form, 0) & (GIVEN | ORDINARY) or form in lex.places:
            del forms[form]
    return Words(forms), forms


@lru_cache(maxsize=1)
def _english() -> tuple[Words, dict[str, int]]:
    """English words derived from the names of places."""
    lex = lexicon()
    forms = {word: number for word, number in lex.demonyms.items() if word in lex.english}
    return Words(forms), forms


def derived(name: str) -> list[str]:
    """The German adjectives that a town's name makes.

    >>> derived("Wien"), derived("Dresden"), derived("Ostrau")
    (['Wiener', 'Wienern'], ['Dresdner', 'Dresdnern', 'Dresdener', 'Dresdenern'], ['Ostrauer', 'Ostrauern'])
    """
    stems = [f"{name}er"]
    if name.endswith("chen"):
        stems = [f"{name[:-2]}ner", f"{name}er"]
    elif name.endswith("en") and len(name) > 5:
        stems = [f"{name[:-2]}ner", f"{name}er"] if name[-3] in "dts" else [f"{name[:-2]}er", f"{name}er"]
    elif name.endswith("e"):
        stems = [f"{name}r"]
    elif name.endswith("ov"):
        stems = [f"{name}er"]
    return [form for stem in stems for form in (stem, f"{stem}n")]


def find_places(
    source: Source, written: str, hits: Iterable[Hit], index: NameIndex | None, others: Spans, surnames: Container[str]
) -> list[Place]:
    """The places in a folded text (`written` is it unfolded), outside names of `others`.

    A name that is among the `surnames` of the text needs something beside it that shows a place.
    """
    text, german = source.text, source.german
    found: list[Place] = []
    towns: dict[str, list[Place]] = {}
    """By name, mentions of towns beside which nothing shows that a place is meant."""
    pool: list[Hit] = [hit for hit in hits if index is not None and hit[0] in index.places]
    pool.extend(_gazetteer().find(text))
    pool.extend(places_in_case(source, index))
    derivations: dict[str, int] = {}
    if index is not None and index.indexed and not german:
        words, derivations = _english()
        pool.extend(words.find(text))
    if german:
        words, derivations = _german()
        pool.extend(words.find(text))
    for form, start, end in longest(pool):
        if others.touch(start, end):
            continue
        place = _known(source, form, start, end, index, derivations, found[-1] if found else None)
        if place is None:
            continue
        if form in surnames and place.rule != "place.town":
            if _after_preposition(text, start) or _shown(source, written, place):
                found.append(place)
        elif place.rule == "place.town" and not _shown(source, written, place):
            towns.setdefault(form, []).append(place)
        else:
            found.append(place)
    for form in {text[place.start : place.end] for place in found if place.rule == "place.town"} & towns.keys():
        for place in towns[form]:
            place.rule, place.cert = "place.carry", "low"
            found.append(place)
    found.extend(_by_form(source, written, found, others))
    found.sort(key=lambda place: place.start)
    return found


def _known(
    source: Source,
    form: str,
    start: int,
    end: int,
    index: NameIndex | None,
    derivations: dict[str, int],
    previous: Place | None,
) -> Place | None:
    lex, text = lexicon(), source.text
    name = (
        form
        if form in lex.places or (index is not None and form in index.places)
        else form.capitalize()
        if form.isupper()
        else form
    )
    flags = lex.flags.get(name, 0)
    in_authority = index is not None and form in index.places
    number = lex.places.get(name, lex.places.get(form))
    if number is None and form in derivations:
        number = derivations[form]
    known = number is not None or form in derivations
    doubtful = (
        (known or in_authority)
        and form not in derivations
        and (
            name in lex.doubtful
            or flags & (ORDINARY | GIVEN | CALENDAR | FUNCTION | TITLE)
            or (in_authority and len(form) < 4)
        )
    )
    if doubtful and not _after_preposition(text, start) and not _dateline(source, start, end):
        return None
    if not form[0].isupper() and form not in derivations:
        return None
    if _within(text, end) or (form in derivations and _no_place(text, start, end)):
        return None
    town = form not in derivations and (number is None or lex.kinds[number] in ("city", "camp"))
    camp = town and index is not None and _camp(text, start, end, previous)
    ref, rule = "", "place.gazetteer" if known else "place.town"
    cert: Cert = "medium"
    if in_authority and index is not None:
        ref, rule = choose(index, index.places[form], form), "place.authority"
        cert = "low" if " " in ref else "high"
        if camp or (form in index.camps and (number is None or lex.kinds[number] == "camp")):
            ref, cert = "", "medium"  # the entry is the town's, and the camp is another thing
    elif number is not None and index is not None and number in index.place_numbers:
        ref, rule = _of_number(index, number), "place.authority.name"
        if camp or lex.kinds[number] == "camp":
            ref = ""
    named = _building().search(text[end : end + 16]) if text[end : end + 1] == " " else None
    if named is not None and form not in derivations:
        return Place(start, end + named.end(), "", "place.building", "medium")
    if form in derivations and form not in lex.places:
        rule = "place.derived"
    return Place(start, end, ref, rule, cert, rule == "place.derived", camp)


@lru_cache(maxsize=1)
def _building() -> Pattern:
    return phrases("place.any", "building", before="^ ")


def _camp(text: str, start: int, end: int, previous: Place | None) -> bool:
    """Whether the words beside say that a camp or ghetto is meant and not the town, or it goes on a list of such."""
    if previous is not None and previous.camp and text[previous.end : start] in (", ", " and ", ", and ", " und "):
        return True
    after = pattern(r"(?i)^[ -]*(?:concentration camp|camp|ghetto|lager)")
    if after.search(text[end : end + 22]) is not None:
        return True
    before = pattern(r"(?i)(?:ghettos?|camps?|kz|lager|lagern|commandos?)(?: (?:of|in|at))?:? $")
    return before.search(text[max(0, start - 14) : start]) is not None


def choose(index: NameIndex, ids: Sequence[str], form: str) -> str:
    """Of entries of one name, the one whose id is the name; else it stays open."""
    if len(ids) == 1:
        return ids[0]
    plain = form.lower().replace(" ", "-")
    return plain if plain in ids else " ".join(ids)


def _of_number(index: NameIndex, number: int) -> str:
    """The authority's entry for a place of the gazetteer: the one that has the first of its names."""
    ids = index.place_numbers[number]
    if len(ids) == 1:
        return ids[0]
    for head in lexicon().heads[number]:
        named = [id_ for id_ in ids if id_ in index.places.get(head, ())]
        if named:
            return choose(index, named, head).split()[0]
    return ids[0]


def _after_preposition(text: str, start: int) -> bool:
    return _close().search(text[max(0, start - 13) : start]) is not None


@lru_cache(maxsize=1)
def _close() -> Pattern:
    return phrases("place.english", "close", before=r"(?:^|[\s(])", after=r"(?: the)?\s$")


def _shown(source: Source, written: str, place: Place) -> bool:
    """Whether something beside a town's name shows that a place is meant: `in Racine`, `Racine, Wisconsin`."""
    text, start, end = source.text, place.start, place.end
    alone = text[end : end + 1] not in (" ", "-") or not text[end + 1 : end + 2].isupper()
    if alone and (cued(source, start, end, written[start:end]) or _dateline(source, start, end)):
        return True
    if text[end : end + 2] != ", ":
        return False
    region = text[end + 2 : end + 32].partition("\n")[0].split(" ")
    return any(" ".join(region[:count]).rstrip(".,;:)") in lexicon().places for count in (1, 2))


def _no_place(text: str, start: int, end: int) -> bool:
    """Whether a derived word tells of nationality (`citizenship: Czech`) or of a language (`whispered in German`)."""
    section, before, after = "place.derived", text[max(0, start - 40) : start], text[end : end + 24]
    if phrases(section, "after_nationality", before="^ ").search(after) is not None:
        return True
    if phrases(section, "nationality", after="$").search(before) is not None:
        return True
    language = phrases(section, "language", after="$").search(before) is not None
    return language and phrases(section, "after_language", before="^").search(after) is not None


def _within(text: str, end: int) -> bool:
    """Whether the word is the first half of a compound (`Moskau-freundlich`)."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()


def _by_form(source: Source, written: str, known: Sequence[Place], others: Spans) -> list[Place]:
    """Names that no list has, where a preposition of place, a date line or a foreign spelling shows them."""
    text = source.text
    places = Spans((p.start, p.end) for p in known)
    free: list[tuple[int, int, str, bool]] = []
    shown: set[str] = set()
    for run, kinds in zip(source.runs, source.kinds, strict=True):
        for first, last in _stretches(run) if kinds & UNKNOWN else ():
            start, end = run[first].start, run[last].end
            if places.touch(start, end) or others.touch(start, end):
                continue
            direct = cued(source, start, end, written[start:end]) or (first == 0 and _above(text, start, end))
            direct = direct and not (last > first and text.startswith(("'s ", "’s "), end))  # in Tench Tilghman's hand
            if direct:
                shown.add(text[start:end])
            free.append((start, end, text[start:end], direct))
            if last > first:
                free.extend((t.start, t.end, t.word, False) for t in run[first : last + 1])
    found: list[Place] = []
    for start, end, word, direct in sorted(free, key=lambda f: (f[0], -f[1])):
        if word in shown and not (found and found[-1].end >= end):
            rule, cert = ("place.form", "medium") if direct else ("place.carry", "low")
            found.append(Place(start, end, "", rule, cert))  # type: ignore[arg-type]
    return found


def cued(source: Source, start: int, end: int, written: str) -> bool:
    """Whether the words beside `start:end` show a place; `written` is the word with its diacritics."""
    text, cues = source.text, _cues(_SECTIONS.get(source.language, "english"))
    if text[end : end + 1] == " " and cues[0].search(text[end : end + 24]) is not None:
        return True
    before = text[max(0, start - 40) : start].rstrip(" \n")
    if not before[-1:].isalpha() and before[-1:] != ".":
        return False
    if cues[1].search(before) is not None:
        return True
    if not source.german or cues[2].search(before) is None:
        return False
    if not written.isascii() and not frozenset(written).isdisjoint(listing("place.any", "foreign")):
        return True
    word = text[start:end]
    return cues[3].search(word) is not None and cues[4].search(word) is None


_SECTIONS = {"de": "german", "fr": "french", "ru": "russian"}
"""The sections of `data/cues.toml` for what stands beside places, by language."""


@lru_cache(maxsize=4)
def _cues(language: str) -> tuple[Pattern, ...]:
    """What stands after a place, surely before it; in German also weakly before it, its endings, those of nouns."""
    if language != "german":
        return (
            pattern("^ (?:" + "|".join((*listing("place.any", "after"), *listing("place.english", "after"))) + ")"),
            phrases(f"place.{language}", "before", before=r"(?:^|[^\pL])", after="$"),
        )
    section = "place.german"
    return (
        phrases("place.any", "after", before="^ "),
        phrases(section, "strong", before=r"\b", after="$"),
        phrases(section, "before", before=r"\b", after="$"),
        phrases(section, "local", after="$"),
        phrases(section, "noun", after="$"),
    )


def _stretches(run: Run) -> Iterable[tuple[int, int]]:
    """Stretches of words of a run that can be the name of a place that no list has."""
    heads = listing("place.any", "heads")
    first = -1
    for at, token in enumerate(run):
        joins = token.word in heads and at + 1 < len(run) and run[at + 1].flags & UNKNOWN
        good = (
            (token.flags & UNKNOWN or joins)
            and not token.flags & INITIAL
            and not (token.flags & ALLCAPS and len(token.word) < 5)
        )
        if good and (first < 0 or run[at].start - run[at - 1].end == 1):
            first = at if first < 0 else first
        elif first >= 0:
            if not token.flags & (THING | TITLE | ATTRIBUTE | OWNED) and not _of_thing(run, at):
                yield first, at - 1
            first = -1
    if first >= 0:
        yield first, len(run) - 1


def _of_thing(run: Run, at: int) -> bool:
    """Whether the words from `at` on, joined to those before, end in the word for a thing (`Gia Long Palace`)."""
    while at < len(run) and run[at].start - run[at - 1].end == 1:
        if run[at].flags & THING:
            return True
        at += 1
    return False


@lru_cache(maxsize=1)
def _date() -> Pattern:
    return pattern(rf"^ ?, ?(?:(?:the |den |am |on |le )?\d{{1,2}}|{vocabulary().lists['month']}\b)")


def _dateline(source: Source, start: int, end: int) -> bool:
    """`Teplá, 4 September 1945` at the beginning of a line, or the town that is the layout's place of writing."""
    return (start, end) == source.written_at or _above(source.text, start, end)


def _above(text: str, start: int, end: int) -> bool:
    """Whether it begins a line, and a date goes on."""
    if start and text[start - 1] != "\n":
        return False
    return "," in text[end : end + 2] and _date().search(text[end : end + 24]) is not None
