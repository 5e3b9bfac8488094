"""Who wrote to whom, where a heading says it by offices in another language than English.

`Der Botschafter in Moskau an das Auswärtige Amt`, `M. Chauvel, ambassadeur à Londres, à M. Pineau`: the words for
offices, bodies and what stands between the two are data (`words.toml`, `heading_…`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern

Found = tuple[str, int, int, dict[str, str]]
"""A field of the description, where its value stands in the heading, and TEI attributes."""

_INITIALS = r"(?:\p{Lu}\p{L}?\.[ -]?(?:\p{Lu}\. ?)*)?"
_SURNAMES = r"\p{Lu}[\p{L}’'-]+(?: (?:(?:von|de|du|di|da|van) )?\p{Lu}[\p{L}’'-]+){0,3}"
_NAME = rf"{_INITIALS}(?:(?:von|v\.|de|du|di|da|van|zu|D['’]|d['’]) ?)?{_SURNAMES}"


class _Forms(NamedTuple):
    middle: Pattern
    """What stands between the two, from its comma to the first letter of the second."""
    side: Pattern
    """How each of them begins."""
    titled: Pattern
    office_name: Pattern
    office_before: Pattern
    body: Pattern
    article: Pattern


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    lists = words().lists
    office, body, title = lists["heading_office"], lists["heading_body"], lists["heading_title"]
    article = rf"(?i:{lists['heading_article']})"
    small = r"(?:\p{Ll}\S* ){0,2}"
    return _Forms(
        pattern(rf"(?i),? (?:(?P<the>{lists['heading_to_the']})|{lists['heading_to']})"),
        pattern(rf"(?:{article})?(?:{small}(?i:{office}|{body})|(?i:{title}))(?:\P{{L}}|$)"),
        pattern(rf"(?i:{title}) (?P<name>{_NAME})(?:, (?P<role>[^,]+(?:,[^,]+)?))?"),
        pattern(rf"(?:{article})?(?P<role>{small}(?i:{office})(?:\P{{L}}[^,]*)?), (?P<name>{_NAME})"),
        pattern(rf"(?P<role>(?i:{office})) (?:(?:Dr|Prof)\. ?)*(?P<name>{_INITIALS}(?:von )?{_SURNAMES})(?:, .+)?"),
        pattern(rf"(?:{article})?{small}(?i:{body})(?:\P{{L}}|$)"),
        pattern(article),
    )


def offices(heading: str) -> list[Found]:
    """Author and addressee in `heading`; none if either side does not begin with an office, a body or a title."""
    forms = _forms()
    heading = heading.rstrip(" .,")
    if forms.side.match(heading) is None:
        return []
    for match in forms.middle.finditer(heading):
        if forms.side.match(heading[match.end() :]) is not None:
            author = _party("authors", heading, 0, match.start(), led=forms.article.match(heading) is not None)
            led = part(match, "the")[0] >= 0
            return [*author, *_party("addressees", heading, match.end(), len(heading), led=led)]
    return []


def _party(field: str, heading: str, start: int, end: int, *, led: bool) -> list[Found]:
    """A person with an office, a body, or the words as they stand; nothing where several are named.

    After an article (`led`) an office comes first and the name last; `Botschafter Groepper, Moskau` ends with a place.
    """
    forms = _forms()
    start += len(heading[start:end]) - len(heading[start:end].lstrip())
    content = heading[start:end]
    for form in (forms.titled, forms.office_name if led else forms.office_before):
        if (match := form.fullmatch(content)) is not None:
            a, b = part(match, "name")
            role = " ".join(content[slice(*part(match, "role"))].split()) if part(match, "role")[0] >= 0 else ""
            return [(field, start + a, start + b, {"type": "person"} | ({"role": role} if role else {}))]
    if "," in content:
        return []
    article = forms.article.match(content)
    start += article.end() if article is not None else 0
    return [(field, start, end, {"type": "org"} if forms.body.match(content) else {})]
