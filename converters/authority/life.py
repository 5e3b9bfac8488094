"""When somebody lived: dates as ISO 8601, out of notes, names and what a file says in other forms."""

from __future__ import annotations

from dataclasses import replace

from converters.authority.role_grammar import Grammar
from converters.authority.role_grammar import grammar as role_grammar
from converters.matching import pattern
from tei.entities import Entity, Name

_HEADING = r"^(.*[^\s,])\s*(?:\(([^()]*)\)|,\s*([^,]*?))\.?$"
"""A name and what stands behind its last comma, or in brackets at its end."""


def with_dates_read(entity: Entity) -> Entity:
    """An entity with its dates as ISO 8601, as far as they say a day, month or year without doubt.

    The dates of life that catalogues put behind a person's name are told apart from it:
    `Eisenhower, Dwight D., 1890-1969`.
    """
    birth, death = entity.birth, entity.death
    names = entity.names
    if entity.kind == "person" and any(name.text[-4:].strip(").-–—").isdecimal() for name in names):
        named = [_parted(name) for name in names]
        names = tuple(dict.fromkeys(name for name, _, _ in named))
        birth = birth or next((born for _, born, _ in named if born), "")
        death = death or next((died for _, _, died in named if died), "")
    birth, death = as_iso(birth), as_iso(death)
    if (names, birth, death) == (entity.names, entity.birth, entity.death):
        return entity
    return replace(entity, names=names, birth=birth, death=death)


def _parted(name: Name) -> tuple[Name, str, str]:
    match = None if name.parts else pattern(_HEADING).match(name.text)
    if match is None:
        return name, "", ""
    birth, death = lived(match.group(2) or match.group(3) or "")
    return (replace(name, text=match.group(1) or ""), birth, death) if birth or death else (name, "", "")


def as_iso(text: str) -> str:
    """A date in ISO 8601, as exact as it is written; one of another form, or not sure, as it is.

    >>> as_iso("3.5.1901"), as_iso("5 mai 1901"), as_iso("c. 1901"), as_iso("5/3/1901")
    ('1901-05-03', '1901-05-05', 'c. 1901', '5/3/1901')
    """
    if not text or text.replace("-", "").isdecimal():
        return text
    grammar = role_grammar()
    plain = marked(" ".join(text.split()), grammar)
    return iso(plain, grammar) if grammar.date.match(plain) else text


def lived(text: str) -> tuple[str, str]:
    """The dates of birth and death of a text that has them and nothing else; each may be missing.

    >>> lived("1890-1969"), lived("* 3.5.1901 † 4.6.1970"), lived("b. 1890"), lived("1890")
    (('1890', '1969'), ('1901-05-03', '1970-06-04'), ('1890', ''), ('', ''))
    """
    grammar = role_grammar()
    match = grammar.lived.match(marked(" ".join(text.split()), grammar))
    if match is None:
        return "", ""
    said = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
    return iso(said.get("a"), grammar), iso(said.get("b"), grammar)


def marked(text: str, grammar: Grammar) -> str:
    """`text` with the words for months as one character each."""
    pieces: list[str] = []
    at = 0
    for word, start, end in grammar.month_words.find(text):
        if start >= at:
            pieces += text[at:start], grammar.markers[word]
            at = end
    return "".join((*pieces, text[at:]))


def told_life(text: str, grammar: Grammar) -> tuple[str, str, str]:
    """The dates of birth and death that a note tells, and the note without them."""
    if both := grammar.life.match(text):
        return iso(both.group("a"), grammar), iso(both.group("b"), grammar), text[both.end() :].strip(" ,")
    dates = []
    for expression in (grammar.born, grammar.died):
        match = expression.search(text)
        dates.append(iso(match.group("a"), grammar) if match else "")
        if match:
            text = (text[: match.start()] + " " + text[match.end() :]).strip()
    return dates[0], dates[1], text


_APART = str.maketrans(dict.fromkeys(",./-–", " "))


def iso(text: str | None, grammar: Grammar, year: str = "") -> str:
    """A date as ISO 8601, as exact as it is written; the year may come from the end of its range."""
    if not text:
        return ""
    month = 0
    numbers: list[str] = []
    for char in text:
        month = grammar.months.get(char, month)
    for word in text.translate(_APART).translate(grammar.blanks).split():
        if month and len(word) <= 2:
            word = word.replace("l", "1").replace("I", "1")
        if word.isdecimal():
            numbers.append(word)
    years = [number for number in numbers if len(number) == 4]
    if not years and not year:
        return ""
    year = years[0] if years else year
    rest = [int(number) for number in numbers if len(number) != 4]
    if not month and rest:
        # 1906-03-11 or 11.3.1906
        rest = rest if numbers[0] == year else rest[::-1]
        month, rest = rest[0], rest[1:]
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02d}" + (f"-{rest[0]:02d}" if rest and 1 <= rest[0] <= 31 else "")
