"""Whom a changed authority concerns: the documents that its changed entries are in, or whose names now match."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from converters.authority.model import Authority
from converters.language import detect
from converters.matching import Words, pattern
from converters.names import NameIndex, offices, prepare
from converters.names.cues import senses
from converters.names.lexicon import fold, lexicon
from converters.names.transcribed import read_back, readings
from regesta.build.document import Text
from regesta.build.keys import digest
from regesta.encoding import Settings, source
from tei.entities import Entity, Name, Role

_WORDS = r"[\pL\pN]+"
_CALLED = ("dear", "sir", "\n")
"""What stands before a forename by which someone of the authority is meant though nobody names him."""


def known(entities: Mapping[str, Entity]) -> dict[str, str]:
    """The digest of each entry by id."""
    return {i: digest(repr(entity)) for i, entity in entities.items()}


def traits(index: NameIndex | None) -> str:
    """What the authority as a whole means for every document."""
    return f"{index.register} {index.indexed}" if index is not None else ""


def written(entity: Entity) -> str:
    """What has to be remembered of an entry to know later whom it concerned."""
    names = [(n.text, n.type, n.lang, n.parts) for n in entity.names]
    held = [(r.label, r.notbefore, r.notafter, r.org) for r in entity.roles]
    return json.dumps((entity.id, entity.kind, names, held, entity.note), ensure_ascii=False)


def read(data: str) -> Entity:
    """The inverse of `written`, as far as that goes."""
    identifier, kind, names, held, note = json.loads(data)
    return Entity(
        identifier, kind, tuple(Name(t, ty, lang, tuple(map(tuple, parts))) for t, ty, lang, parts in names),
        roles=tuple(Role(*one) for one in held), note=note,
    )  # fmt: skip


@dataclass(slots=True)
class Forms:
    """The forms of names that a text has to have for it to be concerned, each as the set of its words.

    All in small letters: `PARIS` in a dateline is Paris.
    """

    words: dict[frozenset[str], None] = field(default_factory=dict)
    forenames: set[str] = field(default_factory=set)
    transcribed: set[str] = field(default_factory=set)
    """What surnames may stand for in another case or in other letters."""

    def add(self, form: str) -> None:
        """Add a form, if it has words."""
        split = frozenset(match.group() or "" for match in pattern(_WORDS).finditer(form.lower()))
        if split:
            self.words[split] = None


def forms(*groups: Mapping[str, Entity]) -> Forms:
    """All forms under which the entries of some authorities may be met in a text; offices only where they differ."""
    found = Forms()
    for group in groups:
        _of_index(prepare(Authority(tuple(group.values()))), found)
        for entity in group.values():
            # A name unknown to the authority gets an id that no entry has.
            found.add(entity.id)
            for name in entity.names:
                found.add(fold(name.text))
            held = offices.of(entity) if entity.kind == "person" else ()
            if held and any(entity.id not in g or offices.of(g[entity.id]) != held for g in groups):
                for office in held:
                    label = office.label.split(",")[0].strip()
                    for form in (label, *(short for short, longs in senses("office.short").items() if label in longs)):
                        found.add(form)
    return found


def _of_index(index: NameIndex, found: Forms) -> None:
    for form in (*index.persons, *index.organisations, *index.places, *index.camps):
        found.add(form)
    if index.place_numbers:
        for name, number in lexicon().places.items():
            if number in index.place_numbers:
                found.add(name)
    found.transcribed |= read_back(index).keys() | index.persons.keys()
    called = {name.lower() for name in index.forenames}
    found.forenames |= called
    for short, longs in lexicon().nicknames.items() if called else ():
        if any(name.lower() in called for name in longs):
            found.forenames.add(short.lower())


class Touched:
    """Tells of a text whether it has one of the forms."""

    def __init__(self, wanted: Forms) -> None:
        self._wanted = wanted
        every = {word for words in wanted.words for word in words}
        self._automaton = Words([*every, *wanted.forenames])
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for words in wanted.words:
            self._by_word.setdefault(max(sorted(words), key=len), []).append(words)

    def __call__(self, text: str) -> bool:
        """Whether all words of a form are in `text`, or a forename where it may stand for its bearer."""
        seen: set[str] = set()
        haystack = _readings(text)
        for word, start, _ in self._automaton.find(haystack):
            seen.add(word)
            if word in self._wanted.forenames and _is_called(haystack, start):
                return True
        if any(words <= seen for word in seen for words in self._by_word.get(word, ())):
            return True
        if detect(text)[0] == "en":
            return False
        capital = {match.group() or "" for match in pattern(r"\p{Lu}[\pL'’]{3,}").finditer(text)}
        return any(reading in self._wanted.transcribed for word in capital for reading in readings(word))


def _readings(text: str) -> str:
    """The text as marks may be read: left out, or as blanks; words divided at the end of a line are whole."""
    text = fold(text).lower()
    whole = pattern(r"-[ \t\r]*\n\s*").sub("", text)
    bare = pattern(r"[\[\](){}<>|*?]").sub("", whole)
    spaced = pattern(r"[\[\](){}<>|*?]").sub(" ", text)
    return f"{bare}\n{spaced}"


def _is_called(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].rstrip(" \t\r,")
    return not before or before[-4:].endswith(_CALLED)


def concerned(
    texts: Iterable[Text], uses: Mapping[str, frozenset[str]], changed: frozenset[str], wanted: Forms,
    settings: Settings,
) -> Iterator[str]:
    """The names of the texts that a change of the authority concerns. What cannot be read is taken to be."""
    touched = Touched(wanted)
    for text in texts:
        if uses.get(text.name, frozenset()) & changed:
            yield text.name
            continue
        try:
            found = source(Path(text.path).read_bytes(), text.label, settings).text
            beside = [Path(path).read_text("utf-8", "replace") for path in (text.sidecar, text.decisions) if path]
        except (OSError, ValueError):
            yield text.name
            continue
        words = "\n".join((found.encode("utf-8", "replace").decode(), *beside))
        if touched(words) or any(f"#{i}" in part for part in beside for i in changed):
            yield text.name
