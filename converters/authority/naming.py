"""A person's name taken apart: surname, given names, title, suffix, and in which order it is written.

Lists write `Goodpaster, Brigadier General Andrew J., Jr.` or put all but the surname into the forename;
both come out the same. The words are in `data/personal-names.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from converters.authority import chinese
from converters.authority.folding import plain
from converters.matching import Pattern, pattern
from tei.entities import Name


@dataclass(frozen=True, slots=True)
class Personal:
    """The parts of one personal name."""

    surname: str = ""
    """With the particle that it is filed under: `de Gaulle`."""
    given: tuple[str, ...] = ()
    """Given names and initials, in order: `("Dwight", "D.")`."""
    particle: str = ""
    """A particle that lists put after the given names: `von` in `Brentano, Heinrich von`."""
    titles: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    """Other surnames: by birth, or another spelling in brackets."""
    others: tuple[str, ...] = ()
    """Whole names in brackets: `Harlech, Lord (William David Ormsby-Gore)`."""
    surname_first: bool = False
    undivided: bool = False
    """Nothing in the list tells surname from given name; last words were taken for the surname."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists, folded; see the data file."""

    titles: frozenset[str]
    doubtful: frozenset[str]
    suffixes: frozenset[str]
    postnominals: frozenset[str]
    particles: frozenset[str]
    connectives: frozenset[str]
    birth_marks: frozenset[str]
    vietnamese: frozenset[str]
    korean: frozenset[str]
    surname_first: frozenset[str]
    ennobling: frozenset[str]
    title_phrases: tuple[str, ...] = ()
    short_forms: dict[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache
def lexicon() -> Lexicon:
    """The word lists of personal names."""
    data = tomllib.loads(files(__package__).joinpath("data/personal-names.toml").read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(_key(word) for word in data[key].split())

    short: dict[str, tuple[str, ...]] = {}
    for group in data["short_forms"]:
        full, *rest = group.split()
        short[full] = tuple(rest)
    return Lexicon(
        words("titles"), words("doubtful_titles"), words("suffixes"), words("postnominals"), words("particles"),
        words("connectives"), words("birth_marks"), words("vietnamese_surnames"), words("korean_surnames"),
        words("surname_first_languages"), words("ennobling"), tuple(p.casefold() for p in data["title_phrases"]), short,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return word.replace(".", "").replace("’", "'").casefold()


@lru_cache(maxsize=65536)
def personal(name: Name) -> Personal:
    """The parts of `name`, from its TEI parts where it has them, else from its text."""
    if not name.parts and (noble := ennobled(name.text)):
        whole = personal(Name(noble.name, name.type, name.lang))
        return replace(whole, titles=(*whole.titles, noble.rank), surnames=(*whole.surnames, noble.called))
    surname, given, extra = "", [], Personal()
    titles: list[str] = []
    suffixes: list[str] = []
    nicknames: list[str] = []
    particle = ""
    for part, value in name.parts:
        if part == "surname":
            surname = f"{surname} {value}".strip()
        elif part == "forename":
            given.append(value)
        elif part == "roleName":
            titles.append(value)
        elif part == "genName":
            suffixes.append(value)
        elif part == "nameLink":
            particle = value
        elif part == "addName":
            nicknames.append(value)
    if not surname and not given:
        head, comma, rest = name.text.partition(",")
        surname, given = (head.strip(), [rest.strip()]) if comma else ("", [name.text])
    extra = _field(" ".join(given))
    surname, other_surnames, others, surname_nicknames = _brackets(surname, surname=True)
    whole = Personal(
        surname,
        extra.given,
        particle or extra.particle,
        (*titles, *extra.titles),
        (*extra.suffixes, *suffixes),
        (*nicknames, *surname_nicknames, *extra.nicknames),
        (*other_surnames, *extra.surnames),
        (*others, *extra.others),
    )
    if surname and not whole.given:
        # `Duong Van Minh, Major General`: what stands before the comma is the whole name.
        divided = _undivided(surname, name.lang)
        whole = _with(whole, divided) if not (titles or extra.titles) or " " in surname else whole
    elif not surname:
        text = " ".join((*whole.given, whole.particle)).strip()
        whole = _with(whole, _undivided(text, name.lang))
    elif _surname_first(surname, " ".join(whole.given), name.lang):
        whole = _with(whole, Personal(surname, whole.given, surname_first=True))
    return whole


class Ennobled(NamedTuple):
    """A name with the bearer's rank after it, by which he is called: `Arthur Wellesley, 1st Duke of Wellington`."""

    name: str
    rank: str
    called: str


def ennobled(text: str) -> Ennobled | None:
    """The parts of a name that goes on with a rank of nobility and a name of its own."""
    name, rank, called = r"([^,]+ [^,]+), ", r"(?:\d+\pL{2} )?(\p{Lu}\pL+)", r"(?: of| de| di| von)? (\p{Lu}[\pL'’ -]+)"
    found = pattern(name + rank + called).fullmatch(text)
    if found is None or (found.group(2) or "").casefold() not in lexicon().ennobling:
        return None
    return Ennobled(*(found.group(at) or "" for at in (1, 2, 3)))


def _with(whole: Personal, divided: Personal) -> Personal:
    return Personal(
        divided.surname, divided.given, divided.particle, whole.titles, (*whole.suffixes, *divided.suffixes),
        whole.nicknames, whole.surnames, whole.others, divided.surname_first, divided.undivided,
    )  # fmt: skip


def _field(text: str) -> Personal:
    """What stands in the forename field of a list, after the surname's comma."""
    words = lexicon()
    text, in_brackets, others, nicknames = _brackets(text)
    titles: list[str] = []
    suffixes: list[str] = []
    given: list[str] = []
    for index, piece in enumerate(p.strip() for p in text.split(",")):
        tokens = _tokens(piece)
        front = 0
        while front < len(tokens) and _key(tokens[front]) in words.titles:
            front += 1
        if front:
            behind = " ".join(tokens[front:]).casefold()
            front += next((len(p.split()) for p in words.title_phrases if behind.startswith(p + " ")), 0)
        titles.extend(tokens[:front])
        rest = [t for t in tokens[front:] if _key(t) not in words.postnominals or len(t.rstrip(".")) < 2]
        suffixes.extend(
            t for t in rest if _key(t) in words.suffixes and not _initial(t) and (index or t is not rest[0])
        )
        rest = [t for t in rest if t not in suffixes]
        if index and given and not all(_initial(t) for t in rest):
            continue  # `Stanley, R.` goes on with the name; `Togo, Fumihiko, Director` does not
        titles.extend(t for t in rest[1:] if _key(t) in words.titles and not t.endswith(".") and t[0].isupper())
        given.extend(t for t in rest if t not in titles)
    tail = len(given)
    while tail > 1 and given[tail - 1].islower() and _key(given[tail - 1]) in words.particles | words.connectives:
        tail -= 1
    particle = " ".join(given[tail:])
    return Personal(
        "", tuple(given[:tail]), particle, tuple(titles), tuple(suffixes), nicknames, in_brackets, others
    )  # fmt: skip


def _brackets(text: str, *, surname: bool = False) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """`text` without its brackets and quotes; surnames, whole names and nicknames found in them."""
    if not pattern(r"[(\[“\"‘]").search(text) and not _born(text):
        return " ".join(text.split()), (), (), ()
    surnames: list[str] = []
    if inside := pattern(r"^(\S+)\((\pL+)\)(\S*)$").match(text):  # Briz(z)ola: with and without
        before, between, after = (inside.group(i) or "" for i in (1, 2, 3))
        return before + after, (before + between + after,), (), ()
    names: list[str] = []
    nicknames: list[str] = []
    finder = pattern(r"[(\[][^()\[\]]*[)\]]?|[“\"‘][^“”\"‘’]*[”\"’]?")
    for match in finder.finditer(text):
        content = (match.group() or "").strip('()[]“”"‘’ ,')
        quoted = (match.group() or "").strip("()[] ")[:1] in '“"‘'
        words = content.split()
        born = _born(content)
        if born:
            surnames.append(born)
        elif not words or not words[0][0].isupper() or any(c.isdigit() for c in content):
            continue
        elif quoted:
            nicknames.append(content)
        elif len(words) > 1:
            names.append(content)
        elif surname:
            surnames.append(content)
        elif not (content.isupper() and len(content) <= 6) and content[1:2] not in "-–":
            nicknames.append(content)
    left = finder.sub(" ", text)
    if born := _born(left):
        surnames.append(born)
        left = _birth().sub(" ", left)
    return " ".join(left.split()), tuple(surnames), tuple(names), tuple(nicknames)


@lru_cache(maxsize=1)
def _birth() -> Pattern:
    marks = "|".join(sorted(lexicon().birth_marks, key=len, reverse=True))
    return pattern(rf"(?i)\b(?:{marks})\.?\s+([\pL’'-]+(?: [\pL’'-]+)?)")


def _born(text: str) -> str:
    match = _birth().search(text)
    return (match.group(1) or "") if match else ""


def _undivided(text: str, lang: str) -> Personal:
    """A name without a comma: which part is the surname follows from the language, else the last word is."""
    words = lexicon()
    tokens = [token for token in text.split() if token]
    front = 0
    while front < len(tokens) - 1 and _key(tokens[front]) in words.titles:
        front += 1
    tokens = tokens[front:]
    suffixes: list[str] = []
    while len(tokens) > 1 and _key(tokens[-1]) in words.suffixes:
        suffixes.insert(0, tokens.pop())
    if len(tokens) < 2:
        return Personal(" ".join(tokens), suffixes=tuple(suffixes))
    if any(_key(t) in ("ibn", "bin", "bint") for t in tokens[1:]):
        return Personal(tokens[0], (), suffixes=tuple(suffixes), undivided=True)
    first, rest = tokens[0], tokens[1:]
    if _surname_first(first, " ".join(rest), lang) or _vietnamese(tokens):
        return Personal(first, tuple(rest), suffixes=tuple(suffixes), surname_first=True)
    at = len(tokens) - 1
    while at > 1 and _key(tokens[at - 1]) in words.particles:
        at -= 1
    return Personal(
        " ".join(tokens[at:]), tuple(_tokens(" ".join(tokens[:at]))), suffixes=tuple(suffixes), undivided=True
    )  # fmt: skip


def _surname_first(surname: str, given: str, lang: str) -> bool:
    words = lexicon()
    if lang.split("-")[0] in words.surname_first:
        return True
    if not given or "." in given or " " in surname:
        return False
    if chinese.is_name(surname, given):
        return True
    syllables = plain(given).replace("-", " ").split()
    return (
        _key(surname) in words.korean
        and len(syllables) == 2
        and all(len(s) <= 5 for s in syllables)
        and ("-" in given or len(given.split()) == 2)
        and not any(_key(s) in words.titles for s in syllables)
        and all(_one_syllable(s) for s in syllables)
    )


def _vietnamese(tokens: list[str]) -> bool:
    return (
        2 <= len(tokens) <= 5
        and _key(tokens[0]) in lexicon().vietnamese
        and all(t[0].isupper() and len(t) <= 6 and _one_syllable(plain(t)) for t in tokens)
    )


def _one_syllable(word: str) -> bool:
    """One run of vowels: Van, Chung, Hee; not Karel, Maria."""
    return pattern(r"[^aeiouy]*[aeiouy]+[^aeiouy]*").fullmatch(word.lower()) is not None


def _tokens(text: str) -> list[str]:
    """Words; initials run together (`J.M.A.H.`) are taken apart."""
    found: list[str] = []
    for token in text.split():
        if pattern(r"(?:\pL\.){2,}").fullmatch(token):
            found.extend(f"{letter}." for letter in token.split(".") if letter)
        else:
            found.append(token)
    return found


def _initial(token: str) -> bool:
    return len(token.rstrip(".")) == 1


def shown(parts: tuple[tuple[str, str], ...], lang: str = "") -> str:
    """The name that `parts` (TEI element, text) make, in the order in which people write it.

    >>> shown((("surname", "Allen"), ("forename", "Sir Roger")))
    'Sir Roger Allen'
    >>> shown((("surname", "Zhang"), ("forename", "Hanfu")))
    'Zhang Hanfu'
    """
    kinds = [kind for kind, _ in parts]
    as_given = " ".join(value for _, value in parts)
    if kinds != ["surname", "forename"]:
        return as_given
    name = personal(Name(as_given, "", lang, parts))
    before = parts[1][1].partition(name.given[0])[0] if name.given else parts[1][1]
    titles = (title for title in name.titles if title in before)
    if name.surname_first or not name.given:
        words: tuple[str, ...] = (*titles, name.surname, *name.given)
    else:
        words = (*titles, *name.given, name.particle, name.surname)
    return ", ".join((" ".join(word for word in words if word), *name.suffixes))
