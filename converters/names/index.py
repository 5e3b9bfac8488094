"""The names of an authority, made ready once: every form of every name in one automaton."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from converters.authority.forms import forms as forms_of
from converters.authority.naming import ennobled, personal
from converters.matching import Words, pattern
from converters.names import russian
from converters.names.cues import listing
from converters.names.lexicon import (
    ADDRESS,
    FEMININE,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MASCULINE,
    OFFICE,
    PARTICLE,
    RANK,
    SUFFIX,
    fold,
    lexicon,
)
from converters.names.offices import Office
from tei.entities import Entity, Name

ALIAS = 4
"""The form is an entry of its own that points to another (`Thuan, see Nguyen Dinh Thuan`)."""
WHOLE = 3
"""The form is the whole name."""
SURNAME = 2
PART = 1
"""A part of a surname of several words, or of a name that does not say which word is the surname."""


class AuthorityLike(Protocol):
    """What is asked of an authority."""

    @property
    def entities(self) -> Sequence[Entity]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Person:
    """What is asked of a person when a mention is to be settled."""

    id: str
    surname: str
    forenames: tuple[str, ...]
    """Folded, initials with their full stop."""
    titles: frozenset[str]
    """Ranks and titles that the entry's name carries, folded, in lower case."""
    sex: str
    """`m`, `f` or nothing."""
    given: frozenset[str] = frozenset()
    """Bynames: what stands in quotation marks or brackets in the name."""
    refers: bool = False
    """The entry only points to another (`Nhu, Madame, see Ngo Dinh Nhu, Madame`)."""


@dataclass(slots=True)
class NameIndex:
    """Forms of names → whose they are. Made by `prepare`; not altered after."""

    entities: dict[str, Entity] = field(default_factory=dict)
    persons: dict[str, list[tuple[Person, int]]] = field(default_factory=dict)
    """Form → (person, `WHOLE` | `SURNAME` | `PART`)."""
    organisations: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    place_numbers: dict[int, list[str]] = field(default_factory=dict)
    """Number of the place in the gazetteer → ids of the authority's entries for it."""
    camps: frozenset[str] = frozenset()
    """Names of camps and ghettos in the authority, without the word that says so."""
    indexed: bool = False
    """Whether the authority is an index of places, of hundreds, as editions make that mark every word with a place
    in it: words derived from places (`German`, `Viennese`) are then places too (`type="demonym"`)."""
    forenames: dict[str, list[Person]] = field(default_factory=dict)
    initials: dict[str, list[Person]] = field(default_factory=dict)
    offices: dict[str, list[tuple[str, Office]]] | None = None
    """Office → who held it; made at first need."""
    offices_as_written: tuple[Words, dict[str, list[tuple[str, Office]]]] | None = None
    """Offices as the entries write them, and who held each; made at first need."""
    transcribed: dict[str, str] | None = None
    """What a surname reads as in Cyrillic letters → its form here; made at first need."""
    words: Words = field(default_factory=lambda: Words(()))
    register: bool = False
    """Whether the authority is the edition's own register of persons, so that who is not in it was left out
    knowingly: such names get `type="unlisted"`."""

    def people(self) -> dict[str, Person]:
        """The persons by id."""
        return {person.id: person for found in self.persons.values() for person, _ in found}


_MANY = 50_000
"""From this size on an authority's names are taken as they stand, without the table of transliterations."""


def prepare(authority: AuthorityLike, *, register: bool | None = None) -> NameIndex:
    """The index of `authority`; linear in its size.

    `register` says whether it lists all persons that its edition found worth a link. Left open, it is taken for
    one where nine persons of ten are described (have a note or an office), as registers do.
    """
    index = NameIndex()
    add = {"person": _add_person, "org": _add_organisation, "place": _add_place}
    few = len(authority.entities) < _MANY
    index.transcribed = None if few else {}
    for entity in authority.entities:
        if entity.id not in index.entities:
            index.entities[entity.id] = entity
            add[entity.kind](index, entity, few)
    index.register = _is_register(authority.entities) if register is None else register
    index.indexed = sum(1 for entity in authority.entities if entity.kind == "place") >= 100
    index.camps = frozenset(
        form.removesuffix(f" {end}")
        for form in index.places
        for end in listing("place.any", "camps")
        if form.endswith(f" {end}")
    )
    index.words = Words([*index.persons, *index.organisations, *index.places])
    return index


def _is_register(entities: Sequence[Entity]) -> bool:
    persons = [entity for entity in entities if entity.kind == "person"]
    described = sum(1 for e in persons if e.roles or len(e.note) > max(len(name.text) for name in e.names) + 12)
    return len(persons) > 9 and described >= 0.9 * len(persons)


def _add_person(index: NameIndex, entity: Entity, few: bool) -> None:
    first: Person | None = None
    for name in entity.names:
        if name.type == "abbr":
            index.initials.setdefault(fold(name.text), []).append(first or person_of(entity.id, name, entity.note)[0])
            continue
        person, forms = person_of(entity.id, name, entity.note)
        first = first or person
        for form, kind in forms if few else _plain(forms):
            _put(index, form, person, kind)
    if first is None:
        return
    if few:
        for form, kind in _spellings(entity):
            _put(index, form, first, kind)
    for word in first.forenames:
        if len(word) > 2:
            index.forenames.setdefault(word, []).append(first)
    if first.forenames and first.surname:
        letters = "".join(word[0] for word in (*first.forenames, *first.surname.split()) if word[0].isupper())
        if len(letters) > 1:
            index.initials.setdefault(letters, []).append(first)
            if len(letters) > 2:
                index.initials.setdefault(letters[0] + letters[-1], []).append(first)


def _plain(forms: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The forms that a large authority does with: the whole name once, and the surname as it is written."""
    whole = [form for form in forms if form[1] == WHOLE][:1]
    return whole + [form for form in forms if form[1] != WHOLE and not form[0].isupper()]


def _put(index: NameIndex, form: str, person: Person, kind: int) -> None:
    found = index.persons.setdefault(form, [])
    if not found or found[-1][0].id != person.id:  # one entity is put after the other
        found.append((person, kind))


def _spellings(entity: Entity) -> Iterable[tuple[str, int]]:
    """Forms by the tables of transliteration and by the rules for names with the surname first."""
    eastern = any(personal(name).surname_first for name in entity.names)
    for form in forms_of(entity):
        text = fold(form.text)
        if len(text) < 3 or text in lexicon().vietnamese:
            continue
        if form.kind == "surname":
            yield text, SURNAME
        elif eastern and form.kind == "full":
            yield text, WHOLE
        elif eastern and form.kind == "forename" and len(text) > 3:
            yield text, PART


def person_of(id_: str, name: Name, note: str = "") -> tuple[Person, list[tuple[str, int]]]:
    """The person that a name speaks of, and the forms under which it may stand in a text."""
    parts = dict(name.parts)
    surname, fore = parts.get("surname", ""), parts.get("forename", "")
    if surname:
        fore = " ".join(text for element, text in name.parts if element in ("forename", "roleName", "genName"))
        surname = " ".join(text for element, text in name.parts if element in ("surname", "nameLink"))
    elif noble := ennobled(name.text):
        person, forms = _whole(id_, noble.name, note)
        return replace(person, titles=person.titles | {noble.rank.lower()}), [*forms, (fold(noble.called), SURNAME)]
    elif "," in name.text:
        surname, fore = name.text.split(",", 1)
    else:
        return _whole(id_, name.text, note)
    flags = lexicon().flags
    surname = fold(surname).split("(")[0].strip(" ,")
    forenames: list[str] = []
    titles: list[str] = []
    bynames: set[str] = set()
    sex = ""
    for word in fold(fore).replace(",", " ").replace(".", ". ").split():
        if word[0] in "(\"“‘'":
            bynames.add(word.strip("()\"“”‘’',"))
            continue
        known = flags.get(word, 0)
        if (known & (RANK | OFFICE | ADDRESS) and not known & GIVEN) or (known & RANK and not forenames):
            titles.append(word.rstrip(".").lower())
            sex = "m" if known & MASCULINE else "f" if known & FEMININE else sex
        elif known & (SUFFIX | PARTICLE) and not known & GIVEN:
            continue
        elif word[0].isupper():
            double = not known & GIVEN and "-" in word[2:-2] and word.split("-")[1][:1].isupper()
            forenames.extend(word.split("-") if double else [word])
            if known & GIVEN_MALE and not known & GIVEN_FEMALE:
                sex = sex or "m"
            elif known & GIVEN_FEMALE and not known & GIVEN_MALE:
                sex = sex or "f"
    refers = ", see " in note[: len(surname) + len(fore) + 12]
    person = Person(id_, surname, tuple(forenames), frozenset(titles), sex, frozenset(bynames), refers)
    whole = (
        [(f"{' '.join(forenames)} {surname}", WHOLE), (f"{surname} {' '.join(forenames)}", WHOLE)] if forenames else []
    )
    return person, [*whole, *_forms(surname, fore)]


def _forms(surname: str, fore: str) -> Iterable[tuple[str, int]]:
    """The forms of a surname: itself, in capitals, with its particle either way, and its parts."""
    if not surname:
        return
    flags = lexicon().flags
    seen: dict[str, int] = {}

    def put(form: str, kind: int) -> None:
        if len(form) > 1:
            seen.setdefault(form, kind)

    words = surname.split()
    put(surname, SURNAME)
    if len(words) == 2:
        put("-".join(words), SURNAME)
    elif len(words) == 1 and "-" in surname:
        put(surname.replace("-", " "), SURNAME)
    if words[0] in lexicon().vietnamese and len(words) > 1:
        put(words[-1], SURNAME)
        if len(words) > 2:
            put(" ".join(words[1:]), SURNAME)
        words = words[-1:]
    if words[0][0].islower() or flags.get(words[0], 0) & PARTICLE:
        bare = list(words)
        while len(bare) > 1 and (bare[0][0].islower() or flags.get(bare[0], 0) & PARTICLE):
            bare = bare[1:]
        rest = " ".join(bare)
        put(words[0][0].upper() + surname[1:], SURNAME)
        put(words[0][0].lower() + surname[1:], SURNAME)
        put(rest, SURNAME)
        words = bare
    trailing = fore.replace(",", " ").split()[-1:]
    if trailing and fold(trailing[0]) in lexicon().leading:
        put(f"{fold(trailing[0])} {surname}", SURNAME)
    if len(words) > 1:
        put(words[0], SURNAME if flags.get(words[-1], 0) & GIVEN else PART)
        if words[0] in listing("person", "joined"):
            put(words[-1], SURNAME)
        elif not flags.get(words[1], 0) & PARTICLE:
            put(words[-1], PART)
        else:
            put(" ".join(words[2:]), PART)
    for word in words[:1]:
        if "-" in word and not word.startswith(("al-", "el-", "an-", "as-", "ad-")):
            put(word.split("-")[0], PART)
        if word.startswith(("al-", "el-")):
            put(word[3:], SURNAME)
    for form, kind in list(seen.items()):
        for umlaut, plain in (("ae", "a"), ("oe", "o"), ("ue", "u")):
            if umlaut in form:
                put(form.replace(umlaut, plain), kind)
    if russian.is_russian(surname):
        for form in russian.cases(surname):
            put(form, SURNAME)
    for form, kind in list(seen.items()):
        if form.upper() != form and len(form) > 2:
            put(form.upper(), kind)
    yield from seen.items()


def _whole(id_: str, text: str, note: str) -> tuple[Person, list[tuple[str, int]]]:
    """A name without a comma: a single name, an East Asian one, a ruler's, or forename and surname."""
    flags = lexicon().flags
    all_words = fold(text).split()
    titles = []
    words = list(all_words)
    while len(words) > 1 and flags.get(words[0], 0) & (RANK | OFFICE | ADDRESS) and not flags.get(words[0], 0) & GIVEN:
        titles.append(words.pop(0).rstrip(".").lower())
    words = words[1:] if words[0] == "of" and len(words) > 1 else words  # Duke of Wellington
    forms: dict[str, int] = {" ".join(words): ALIAS if f"{text}, see " in note else WHOLE}
    surname, forenames = words[-1], tuple(words[:-1])
    if len(words) > 1:
        first = flags.get(words[0], 0)
        number = pattern(r"[IVX]+\.?")
        if len(words) > 3 and number.fullmatch(words[1]) is not None:
            surname, forenames = words[0], ()  # Ludwig II of Bavaria
            forms |= {f"{words[0]} {words[1].rstrip('.')}": WHOLE, words[0]: SURNAME}
        elif number.fullmatch(words[-1]) is not None or words[1] in ("ibn", "bin", "al", "of"):
            surname, forenames = words[0], ()
            forms[words[0]] = SURNAME
        elif words[0] in lexicon().vietnamese:
            forms[words[-1]] = SURNAME
            if len(words) > 2:
                forms[" ".join(words[1:])] = WHOLE
        elif first & GIVEN:
            forms[words[-1]] = SURNAME
        elif len(words) <= 3:
            surname, forenames = words[0], tuple(words[1:])
            forms[words[0]] = SURNAME
            forms.setdefault(" ".join(words[1:]), PART)
    if len(words[-1]) > 2 or len(words) > 1:
        for form, kind in list(forms.items()):
            forms.setdefault(form.upper(), kind)
    sex = "m" if any(flags.get(w, 0) & GIVEN == GIVEN_MALE for w in forenames) else ""
    return Person(id_, surname, forenames, frozenset(titles), sex), list(forms.items())


def _add_organisation(index: NameIndex, entity: Entity, few: bool) -> None:
    for name in entity.names:
        form = fold(name.text).strip(' “”"')
        for variant in _variants(form, name.type == "abbr" or form.isupper()):
            ids = index.organisations.setdefault(variant, [])
            if ids[-1:] != [entity.id]:
                ids.append(entity.id)


def _variants(form: str, short: bool) -> Iterable[str]:
    """The ways in which an abbreviation is written: with either dash, in other case, in the plural."""
    if not form:
        return
    yield form
    if "–" in form:
        yield form.replace("–", "-")
    elif "-" in form and short:
        yield form.replace("-", "–")
    if short and form.isalpha() and len(form) > 3:
        yield form.upper()
        yield form.capitalize()
        yield f"{form}s"
        if form[-1] == "s" and form[:-1].isupper():
            yield form[:-1]


def _place_forms(form: str) -> Iterable[str]:
    """The name of a place with and without what brackets add, and that where it is another name of the place."""
    bare, bracket, other = form.removesuffix(")").partition(" (")
    yield form
    if bracket:
        yield bare
        known = lexicon().places
        if known.get(bare, -1) == known.get(other):
            yield other  # Prague (Praha), but not Altona (Hamburg)


def _add_place(index: NameIndex, entity: Entity, few: bool) -> None:
    known = lexicon().places
    for name in entity.names:
        form = fold(name.text).strip()
        if not form:
            continue
        for case in (*_place_forms(form), *(russian.cases(form) if russian.is_russian(form) else ())):
            ids = index.places.setdefault(case, [])
            if ids[-1:] != [entity.id]:
                ids.append(entity.id)
        number = known.get(form)
        if number is not None:
            ids = index.place_numbers.setdefault(number, [])
            if ids[-1:] != [entity.id]:
                ids.append(entity.id)
