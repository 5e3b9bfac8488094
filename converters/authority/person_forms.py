"""The forms of personal names: given names in full or as initials, one of two surnames, either order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converters.authority import chinese, cyrillic
from converters.authority.folding import umlauts
from converters.authority.form import Form, FormKind
from converters.authority.naming import Personal, lexicon, personal
from converters.authority.transliteration import known_spellings
from converters.matching import pattern
from tei.entities import Entity, Name
from tei.model import Cert


def person_forms(entity: Entity) -> Iterator[Form]:
    """The forms of all names of a person; a text may come more than once."""
    romanised = False
    for index, name in enumerate(entity.names):
        if name.type == "abbr" or is_han(name.text):
            yield Form(name.text, "abbr" if name.type == "abbr" else "full")
            continue
        parts = personal(name)
        is_chinese = parts.surname_first and chinese.is_name(parts.surname, " ".join(parts.given))
        # One romanisation is enough to make the others from; a second would only add its ambiguities.
        yield from _personal(parts, romanise=is_chinese and not romanised)
        romanised = romanised or is_chinese
        if cyrillic.is_cyrillic(name.text):
            yield from _derived(cyrillic.variants(name.text), parts)
        if not index:
            yield from _derived(known_spellings(plain_name(parts)), parts)
    yield from _titled(entity)


def is_han(text: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return any("\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text)


def _derived(texts: Iterable[str], like: Personal) -> Iterator[Form]:
    """Forms of other spellings of a whole name, in the order of the name itself."""
    for text in texts:
        first, space, rest = text.partition(" ")
        if is_han(text) or (like.surname_first and not space):
            yield Form(text, "full", "medium")
            continue
        parts = Personal(first, (rest,), surname_first=True) if like.surname_first else personal(Name(text))
        yield from (Form(f.text, f.kind, "medium") for f in _personal(parts))


def _titled(entity: Entity) -> Iterator[Form]:
    """Names in brackets beside the name to show."""
    for name in entity.names:
        parts = personal(name)
        for other in parts.others:
            yield from (Form(f.text, f.kind, "medium") for f in _personal(personal(Name(other))))


def plain_name(parts: Personal) -> str:
    """Given names and surname in the order in which they are written, without title and suffix."""
    words = (parts.surname, *parts.given) if parts.surname_first else (*parts.given, parts.particle, parts.surname)
    return " ".join(word for word in words if word)


def _personal(parts: Personal, *, romanise: bool = False) -> Iterator[Form]:
    if parts.surname_first:
        yield from _surname_first(parts, romanise=romanise)
        return
    surname, given = parts.surname, parts.given
    if not surname:
        if given:
            yield Form(" ".join(given), "full")
        return
    heads = list(_heads(parts))
    for head, _, _ in heads[:1]:
        suffix = parts.suffixes[0] if parts.suffixes else ""
        for text, kind, cert in _given_forms(parts):
            yield Form(f"{text} {head}", kind, cert)
            if suffix:
                yield Form(f"{text} {head}, {suffix}", kind, cert)
                yield Form(f"{text} {head} {suffix}", kind, cert)
        if given:
            yield Form(f"{surname}, {' '.join(given)}", "inverted")
            yield Form(f"{surname}, {given[0]}", "inverted")
    for head, _, cert in heads[1:]:
        for text, kind, _ in _given_forms(parts):
            yield Form(f"{text} {head}", kind, cert)
    if parts.undivided and given:
        # Nobody says which is the surname: `Edelstein Jacob` is met turned round.
        yield Form(f"{surname} {' '.join(given)}", "full", "medium")
        yield Form(f"{surname}, {' '.join(given)}", "inverted", "medium")
    for nickname in parts.nicknames:
        yield Form(f"{nickname} {surname}", "full")
        yield Form(nickname, "nickname", "medium")
    for head, kind, cert in heads:
        yield Form(head, kind, cert)


def _heads(parts: Personal) -> Iterator[tuple[str, FormKind, Cert]]:
    """The surname in its forms: with its particle, without, one half of a double one, by birth."""
    words = lexicon()
    surname = parts.surname
    if parts.particle:
        yield f"{parts.particle} {surname}", "surname", "high"
        yield f"{parts.particle[0].upper()}{parts.particle[1:]} {surname}", "surname", "high"
    yield surname, "surname", "high"
    if surname[:1].islower():
        yield surname[0].upper() + surname[1:], "surname", "high"
    elif " " in surname and surname.split()[0].lower() in words.particles:
        yield surname[0].lower() + surname[1:], "surname", "high"
    if (german := umlauts(surname)) != surname:
        yield german, "surname", "medium"
    for other in parts.surnames:
        yield other, "surname", "high"
    bare = surname
    pieces = surname.split()
    while len(pieces) > 1 and pieces[0].lower().replace("’", "'") in words.particles:
        pieces = pieces[1:]
        bare = " ".join(pieces)
    prefix, hyphen, rest = bare.partition("-")
    if hyphen and prefix.lower() in words.particles:
        yield rest, "surname", "high"
        yield f"{prefix} {rest}", "surname", "high"
        pieces = [rest]
    elif bare != surname:
        yield bare, "surname", "medium"
    for half, cert in _halves(pieces, words.particles, words.connectives):
        yield half, "surname-part", cert


def _halves(pieces: list[str], particles: frozenset[str], connectives: frozenset[str]) -> Iterator[tuple[str, Cert]]:
    """One of two surnames: `Alessandri Rodríguez` is Alessandri, `Averoff-Tosizza` is Averoff."""
    if len(pieces) == 1:
        first, hyphen, last = pieces[0].partition("-")
        if hyphen and len(first) > 2 and len(last) > 2 and last[0].isupper():
            yield first, "medium"
            yield last, "low"
        return
    yield pieces[0], "medium"
    at = next((i for i, p in enumerate(pieces) if i and p.lower() in particles | connectives), len(pieces))
    if 1 < at < len(pieces):
        yield " ".join(pieces[:at]), "medium"
    if pieces[-1].lower() not in particles:
        yield pieces[-1], "low"


def _given_forms(parts: Personal) -> Iterator[tuple[str, FormKind, Cert]]:
    """What may stand before the surname."""
    given, doubtful = parts.given, lexicon().doubtful
    if len(given) > 1 and given[0].rstrip(".").lower() in doubtful:
        # `M. Evangelos` is Monsieur Evangelos or an initial and a name.
        yield from _given_forms(Personal(parts.surname, given[1:], nicknames=parts.nicknames))
    if not given:
        return
    names = [g for g in given if not _is_initial(g)]
    yield " ".join(given), "full" if names else "initials", "high"
    first, rest = given[0], given[1:]
    if rest and any(map(_is_initial, given)):
        run = " ".join(given)
        yield _closed(run), "full" if names else "initials", "high"
        if run.endswith("."):
            yield run[:-1], "full" if names else "initials", "high"
    if not _is_initial(first):
        yield first, "full", "high"
        if rest:
            yield " ".join((first, *(_initial(g) for g in rest))), "full", "high"
            yield f"{first} {_initial(rest[0])}", "full", "high"
            yield f"{first} {rest[0]}", "full", "high"
        for short in lexicon().short_forms.get(first, ()):
            yield short, "full", "medium"
            if rest:
                yield f"{short} {_initial(rest[0])}", "full", "medium"
    elif names:
        yield " ".join(given[given.index(names[0]) :]), "full", "high"
        yield names[0], "full", "high"
    initials = [_initial(g) for g in given]
    for several in (initials, initials[:1], initials[:2]):
        yield " ".join(several), "initials", "high"
        yield "".join(several), "initials", "high"
    if "-" in first:
        letters = [f"{piece[0]}." for piece in first.split("-") if piece]
        yield "-".join(letters), "initials", "high"
        yield " ".join(letters), "initials", "high"


def _surname_first(parts: Personal, *, romanise: bool) -> Iterator[Form]:
    surname, given = parts.surname, " ".join(parts.given)
    whole = f"{surname} {given}"
    yield Form(whole, "full")
    yield Form(f"{surname}, {given}", "inverted")
    if len(given) > 1:
        yield Form(f"{given} {surname}", "full", "low")
    for nickname in parts.nicknames:
        yield Form(f"{nickname} {parts.given[-1]}", "full")
    single = len(parts.given) == 1
    for other in chinese.variants(whole) if romanise else ():
        other_surname, _, other_given = other.partition(" ")
        yield Form(other, "full", "medium")
        yield Form(other.replace("-", " "), "full", "medium")
        yield Form(other_given, "forename", "low")
        yield Form(other_surname, "surname", "medium")
    yield Form(surname, "surname")
    if single:
        yield Form(given, "forename")
    else:
        yield Form(parts.given[-1], "forename")
        yield Form(given, "forename", "medium")


def _is_initial(token: str) -> bool:
    return len(token.rstrip(".")) == 1


def _initial(token: str) -> str:
    return token if _is_initial(token) and token.endswith(".") else f"{token[0]}."


def _closed(run: str) -> str:
    """Initials without spaces between them: `J.M.A.H.`, `Hugh S.`, `R. Roy`."""
    return pattern(r"\b(\pL\.) (\pL\.)").sub(r"\1\2", pattern(r"\b(\pL\.) (\pL\.)").sub(r"\1\2", run))
