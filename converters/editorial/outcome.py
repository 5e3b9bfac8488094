"""What a mark becomes, as annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from converters.editorial.match import Reading
from converters.editorial.surroundings import Context
from tei.model import Annotation, Cert, Span

_DIMENSIONS = frozenset({"gap", "supplied", "unclear", "space", "del", "add", "surplus", "ex", "damage"})
_LOWER: dict[Cert, Cert] = {"high": "medium", "medium": "low", "low": "low"}
PARAGRAPHS = frozenset({"p", "ab"})
KEPT = "text"
"""`becomes` of a rule by which a mark is no editorial mark at all."""
INLINE = {"signed": "seg", "dateline": "seg", "salute": "seg", "trailer": "seg", "head": "label", "speaker": "label"}
"""Elements that stand beside paragraphs, and what takes their place within one (with `@type`)."""


def certainty(reading: Reading, context: Context, *, disputed: bool = False) -> Cert:
    """How sure the reading is; less where the mark has a question mark, is misspelt, or conventions disagree."""
    cert = reading.rule.doubt_cert if context.said.doubt else reading.rule.cert
    if reading.corrected and cert == "high":
        cert = "medium"
    return _LOWER[cert] if disputed else cert


def elements(reading: Reading, context: Context, previous: Span | None, cert: Cert) -> list[Annotation]:
    """The annotations of one mark, outermost first."""
    rule, mark = reading.rule, context.mark
    if rule.becomes == (KEPT,):
        return []
    attrs = _attributes(rule.attributes, reading, context)
    if rule.becomes[0] in _DIMENSIONS:
        attrs |= reading.extent
    content = reading.groups.get("content") or _content(context)
    if rule.empty:
        content = (content[1], content[1])
    covered = _whole(reading.covered, previous if previous and previous[1] <= mark.start else None)
    if len(rule.becomes) == 3 and len(parts := [n for n in reading.groups if n in rule.becomes[1:]]) == 2:
        return _inner_choice(rule.becomes[0], {name: reading.groups[name] for name in parts}, context, cert, rule.id)
    if len(rule.becomes) == 3:
        return _choice(rule.becomes, covered, content, context, attrs, cert, rule.id)
    element = rule.becomes[0]
    if element in INLINE and context.document.has_blocks:
        element, attrs = _fitted(element, attrs, context)
    if rule.around:
        around = _attributes(rule.around_attributes, reading, context)
        return [
            Annotation(covered[0], mark.end, rule.around, around, None, cert, rule=rule.id),
            Annotation(mark.start, mark.end, element, attrs, content, cert, rule=rule.id),
        ]
    if covered[1] > covered[0]:
        return [Annotation(covered[0], mark.end, element, attrs, covered, cert, rule=rule.id)]
    if mark.inner == (mark.start, mark.end) and not rule.empty and "content" not in reading.groups:
        return [Annotation(mark.start, mark.end, element, attrs, None, cert, rule=rule.id)]
    return [Annotation(mark.start, mark.end, element, attrs, content, cert, rule=rule.id)]


def _fitted(element: str, attrs: dict[str, str], context: Context) -> tuple[str, dict[str, str]]:
    """A block-level element where the layout has blocks already.

    Where the layout says the same, the words are supplied in it; where the mark is all of a paragraph, it
    takes the paragraph's place (`make_room`); within a paragraph another element has to do.
    """
    mark = context.mark
    if element in context.block_names:
        return "supplied", {"reason": "omitted"}
    around = context.document.innermost(mark.start, mark.end)
    if around is None or (around.element in PARAGRAPHS and (around.start, around.end) == (mark.start, mark.end)):
        return element, attrs
    return INLINE[element], {"type": element}


def make_room(blocks: Iterable[Annotation], marks: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """`blocks` without the paragraphs whose place a signature, heading or date line among `marks` takes."""
    taken = {(a.start, a.end) for a in marks if a.element in INLINE}
    if not taken:
        return tuple(blocks)
    return tuple(b for b in blocks if b.element not in PARAGRAPHS or (b.start, b.end) not in taken)


def _choice(
    names: tuple[str, ...],
    covered: Span,
    content: Span,
    context: Context,
    attrs: Mapping[str, str],
    cert: Cert,
    rule: str,
) -> list[Annotation]:
    mark = context.mark
    between = context.document.text[covered[1] : mark.start].strip()
    first = (covered[0], mark.start if between else covered[1])
    return [
        Annotation(covered[0], mark.end, names[0], {}, None, cert, rule=rule),
        Annotation(*first, names[1], {}, covered if between else None, cert, rule=rule),
        Annotation(mark.start, mark.end, names[2], attrs, content, cert, rule=rule),
    ]


def _inner_choice(name: str, parts: Mapping[str, Span], context: Context, cert: Cert, rule: str) -> list[Annotation]:
    """Both readings stand inside the mark: `<:right|corr|wrong:>`."""
    (first, one), (second, two) = sorted(parts.items(), key=lambda part: part[1])
    start, end = context.mark.start, context.mark.end
    return [
        Annotation(start, end, name, {}, None, cert, rule=rule),
        Annotation(start, two[0] - 1, first, {}, one, cert, rule=rule),
        Annotation(two[0] - 1, end, second, {}, two, cert, rule=rule),
    ]


def _content(context: Context) -> Span:
    """The words of the mark without the editors' question mark."""
    start, end = context.content_span
    if context.said.doubt:
        text = context.document.text
        while end > start and text[end - 1] in "?. )":
            end -= 1
    return start, end


def _whole(covered: Span, previous: Span | None) -> Span:
    """`covered` so that it does not begin or end inside the mark before."""
    if previous is None:
        return covered
    start, end = covered
    if previous[0] < start < previous[1]:
        start = previous[0]
    if previous[0] < end < previous[1]:
        end = previous[1]
    return start, end


def _attributes(templates: Mapping[str, str], reading: Reading, context: Context) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in templates.items():
        if "{" in value:
            known = {"content": context.content, "count": _count(context), **reading.slots}
            for slot, caught in known.items():
                value = value.replace(f"{{{slot}}}", caught)
            if "{" in value:
                continue
        if value:
            values[name] = value
    return values


def _count(context: Context) -> str:
    """How many characters a row of dots stands for."""
    dots = sum(3 if c == "…" else c in ".·•-" for c in context.content)
    return str(dots) if dots else ""
