"""What words can mean beside and inside names: given names, titles, things, places. The words are in `data/`."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from converters.names import russian

GIVEN_MALE = 1
GIVEN_FEMALE = 2
ADDRESS = 4
RANK = 8
OFFICE = 16
THING = 32
BEFORE = 64
ORDINARY = 128
CALENDAR = 256
FUNCTION = 512
SUFFIX = 1024
PARTICLE = 2048
PLACE = 4096
DEMONYM = 8192
MASCULINE = 16384
FEMININE = 32768
BIRTH = 65536
ATTRIBUTE = 131072
ABBREVIATED = 524288
OWNED = 262144

GIVEN = GIVEN_MALE | GIVEN_FEMALE
TITLE = ADDRESS | RANK | OFFICE

_SINGLE = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "s", "æ": "a", "Æ": "A", "ı": "i"}
_SINGLE |= dict.fromkeys("’‘ʼ`´ʹ′", "'") | dict.fromkeys("‐‑−", "-") | dict.fromkeys("\u00a0\u2007\u202f", " ")
_ASCII = bytes(range(128))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isascii() and base.isalpha() else character


def fold(text: str) -> str:
    """`text` without diacritics and with one kind of apostrophe, hyphen and space; of the same length.

    >>> fold("López‐Mateos’")
    "Lopez-Mateos'"
    """
    if text.isascii():
        return text
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    for character in frozenset(beyond.decode("utf-8", "surrogatepass")):
        base = _folded(character)
        if base is not character:
            text = text.replace(character, base)
    return text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`flags` of a folded word as it is written (case counts); short forms of given names; places."""

    flags: dict[str, int]
    nicknames: dict[str, frozenset[str]]
    places: dict[str, int]
    """Folded name → number of the place that has it."""
    doubtful: frozenset[str]
    """Names of places that are ordinary words too."""
    kinds: tuple[str, ...]
    """What each place is: `country`, `region`, `city`, `water`, `camp`."""
    demonyms: dict[str, int]
    """Word derived from the name of a place → number of the place."""
    towns: frozenset[str]
    """Folded names of towns that count only where something beside them shows a place."""
    forenames: frozenset[str]
    """Forenames that are ordinary surnames or words as well, and yet begin a name wherever they stand."""
    kin: frozenset[str]
    """Words for relatives, folded."""
    leading: frozenset[str]
    """Particles with which a name may begin."""
    plural: frozenset[str]
    """Titles, folded and in lower case without full stop, after which a list of names is to be expected."""
    korean: frozenset[str]
    """Family names of Korea, folded: they stand first."""
    of_vietnam: frozenset[str]
    """Those of `vietnamese` that are met nowhere else."""
    vietnamese: frozenset[str]
    """Family names of Viet-Nam, folded: they stand first, and the bearer is called by the last word."""
    small: frozenset[str]
    """Titles that are written small before a name."""
    prepositions: Mapping[str, frozenset[str]]
    """By language, particles that join no names there."""
    of_nobility: tuple[str, ...]
    """Particles that only names have, in languages other than German and Dutch."""
    married: frozenset[str]
    """Forms of address, folded and in lower case without full stop, of women who are married."""
    unmarried: frozenset[str]
    """Those of women who are not."""
    honorific: frozenset[str]
    """Single letters that are a courtesy and part of the name, as in Burma."""
    no_honorific: frozenset[str]
    """Languages of which they are words."""
    personal: frozenset[str]
    """Titles, folded and in lower case, behind which no place stands."""
    of_country: frozenset[str]
    """Those of them after which a particle and a capital may be a country: `il ministro di Germania Köcher`."""
    of_office: frozenset[str]
    """Offices, folded, after which one of the particles `of` begins no name: `le président du Conseil`."""
    of_see: frozenset[str]
    """Offices, folded, after which any particle begins their place: `l'évêque de Nancy`."""
    of: frozenset[str]
    tails: dict[str, tuple[str, ...]]
    """What goes on a title between it and the name, folded, by its last word: `иностранных дел`."""
    noble: Mapping[str, frozenset[str]]
    """Ranks of nobility before `of` and the name: `peers`, whose name may be a region's, and `others`."""
    foreign: frozenset[str]
    """Particles that join the parts of a surname in a German text too."""
    after_names: frozenset[str]
    """Letters after a name that are no initials: `M.A.`"""
    bodies: frozenset[str]
    """Well-known bodies, folded."""
    english: frozenset[str]
    """Those of the derived words that are English."""
    heads: tuple[tuple[str, ...], ...]
    """The names of each place, folded."""
    endings: tuple[tuple[int, tuple[str, ...]], ...]
    """What titles that are one word of several end in, folded, by what they are."""


def _data(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of `data/`, read once."""
    flags: dict[str, int] = {}

    def mark(words: Iterable[str], flag: int) -> None:
        for word in words:
            key = fold(word)
            flags[key] = flags.get(key, 0) | flag

    section = 0
    for line in _data("given.txt").splitlines():
        if line.startswith("["):
            section = GIVEN_MALE if line.startswith("[male") else GIVEN_FEMALE
        elif line and not line.startswith("#"):
            mark(line.split(), section)
    titles = tomllib.loads(_data("titles.toml"))
    mark(titles["address"]["male"].split(), ADDRESS | MASCULINE)
    mark(titles["address"]["female"].split(), ADDRESS | FEMININE)
    mark(titles["address"]["any"].split(), ADDRESS)
    mark(titles["rank"]["words"].split(), RANK)
    mark(titles["office"]["words"].split(), OFFICE)
    mark(titles["attribute"]["words"].split(), ATTRIBUTE)
    mark(titles["after"]["suffix"].split(), SUFFIX)
    mark(titles["abbreviated"]["words"].split(), ABBREVIATED)
    mark(titles["particle"]["words"].split(), PARTICLE)
    mark(titles["birth"]["words"].split(), BIRTH)
    common = tomllib.loads(_data("common.toml"))
    things = common["thing"]["words"].split()
    mark([*things, *(f"{w}s" for w in things if w[-1] not in "sy.")], THING)
    organisations = tomllib.loads(_data("organisations.toml"))
    mark(organisations["head"]["english"].split(), THING)
    tails: dict[str, tuple[str, ...]] = {}
    for tail in map(fold, titles["small"]["tails"]):
        last = tail.rpartition(" ")[2]
        tails[last] = (*tails.get(last, ()), tail)
    mark(common["owned"]["words"].split(), OWNED)
    mark(common["people"]["words"].split(), DEMONYM)
    mark(common["before"]["words"].split(), BEFORE)
    mark(common["ordinary"]["words"].split(), ORDINARY)
    mark(common["calendar"]["words"].split(), CALENDAR)
    mark(common["function"]["words"].split(), FUNCTION)
    nicknames = {}
    for pair in common["nickname"]["pairs"].split():
        short, long = pair.split(":")
        nicknames[short] = frozenset(fold(long).split(","))
    places: dict[str, int] = {}
    doubtful: set[str] = set()
    kinds: list[str] = []
    heads: list[tuple[str, ...]] = []
    for line in _data("places.txt").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, names = line.split(":", 1)
        forms = [fold(name.strip()) for name in names.split(";")]
        for form in forms:
            word = form.rstrip("?")
            places.setdefault(word, len(kinds))
            if word is not form:
                doubtful.add(word)
            if " " not in word:
                flags[word] = flags.get(word, 0) | PLACE
        for form in forms:
            for oblique in russian.cases(form.rstrip("?")) if russian.is_russian(form) else ():
                places.setdefault(oblique, len(kinds))
                if " " not in oblique:
                    flags[oblique] = flags.get(oblique, 0) | PLACE
        heads.append(tuple(form.rstrip("?") for form in forms))
        kinds.append(kind)
    towns: set[str] = set()
    for line in _data("towns.txt").splitlines():
        if line and not line.startswith("#"):
            for name in fold(line.split(": ", 1)[1]).split("; "):
                towns.add(name)
                if russian.is_russian(name):
                    towns.update(russian.cases(name))
    towns -= places.keys()
    demonyms: dict[str, int] = {}
    english_words: set[str] = set()
    for line in _data("demonyms.txt").splitlines():
        if not line or line.startswith("#"):
            continue
        place, words = line.split(":", 1)
        english, german = words.split("|")
        number = places[fold(place)]
        for word in fold(english).split():
            demonyms[word] = number
            english_words.add(word)
            flags[word] = flags.get(word, 0) | DEMONYM
        for word in fold(german).split():
            endings = ("",) if word.startswith("=") else ("e", "en", "er", "es", "em", "")
            for ending in endings:
                form = word.strip("=-") + ending
                if form not in places:
                    demonyms.setdefault(form, number)
                    upper = form[:1].upper() + form[1:]
                    demonyms.setdefault(upper, number)
                    flags[upper] = flags.get(upper, 0) | DEMONYM
    return Lexicon(
        flags, nicknames, places, frozenset(doubtful),
        tuple(kinds), demonyms, frozenset(towns), frozenset(common["forename"]["words"].split()),
        frozenset(fold(common["kin"]["words"]).split()),
        frozenset(fold(titles["particle"]["leading"]).split()),
        frozenset(fold(titles["plural"]["words"]).split()),
        frozenset(common["korean"]["words"].split()), frozenset(common["vietnamese"]["sure"].split()),
        frozenset(common["vietnamese"]["words"].split()),
        frozenset(fold(titles["small"]["words"]).split()),
        {language: frozenset(words.split()) for language, words in titles["particle"]["prepositions"].items()},
        tuple(titles["particle"]["noble"]),
        frozenset(fold(titles["marital"]["married"]).split()), frozenset(fold(titles["marital"]["unmarried"]).split()),
        frozenset(titles["honorific"]["words"].split()),
        frozenset(titles["honorific"]["not_in"].split()), frozenset(fold(titles["personal"]["words"]).lower().split()),
        frozenset(fold(titles["small"]["of_country"]).split()),
        frozenset(fold(titles["small"]["of_office"]).split()), frozenset(fold(titles["small"]["of_see"]).split()),
        frozenset(titles["small"]["of"].split()), tails,
        {kind: frozenset(words.split()) for kind, words in titles["noble"].items()},
        frozenset(titles["particle"]["foreign"].split()), frozenset(titles["after"]["letters"].split()),
        frozenset(fold(name) for names in organisations["known"].values() for name in names),
        frozenset(english_words), tuple(heads),
        tuple((flag, tuple(fold(titles["compound"][kind]).split()))
              for kind, flag in (("rank", RANK), ("office", OFFICE))),
    )  # fmt: skip
