"""A text's editorial marks as annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from converters.editorial import notes, scan
from converters.editorial.document import Document
from converters.editorial.load import FALLBACK, load
from converters.editorial.match import Matcher, Reading, matcher
from converters.editorial.model import Convention, Marks
from converters.editorial.outcome import certainty, elements
from converters.editorial.surroundings import Context
from converters.editorial.words import LANGUAGES, MORE, Lexicon, lexicon
from tei.model import Annotation, Notice, Outside, Rule, Span

UNCLASSIFIED = "unclassified"
_MOST_NOTICES = 25
"""How often the same is said of different places, before the rest is only counted."""


def annotate(
    text: str,
    convention: Convention,
    *,
    language: str = "",
    outside: Iterable[Outside] = (),
    blocks: Sequence[Annotation] = (),
    rival: Convention | None = None,
) -> Marks:
    """What the marks of `text` are by `convention`.

    `blocks` are the layout's: no mark runs over the edge of one. A mark that the convention does not know
    is read by the generic one, less surely; one that neither knows is kept and reported. Where a `rival`
    convention takes a mark for something else, that is reported and the reading is less sure.
    """
    text = _printable(text)
    rules = matcher(convention)
    edges = scan.breaks(text, blocks)
    found = scan.find(text, rules.kinds, edges, outside)
    if not found.marks and not found.unopened and not found.unclosed:
        return Marks()
    document = Document(text, edges, blocks, _words(language or "", convention.languages))
    reader = _Reader(document, convention, _fallback(convention), language)
    reader.rival = matcher(rival) if rival is not None and rival is not convention else None
    reader.footnotes(notes.match(text, found.marks, edges, blocks), blocks)
    reader.legends(found.marks)
    for mark in found.marks:
        reader.read(mark)
    reader.notices += [*reader.uncounted(), *_unbalanced(text, found)]
    used = sorted({a.rule for a in reader.annotations if a.rule} | reader.kept)
    return Marks(
        tuple(reader.annotations),
        tuple(reader.notices),
        tuple(Rule(id_, reader.described(id_)) for id_ in used),
    )


_UNKNOWN = {"type": "editorial", "subtype": UNCLASSIFIED}
_OWN = {
    "editorial.unclassified": "A mark that no rule of the convention knows is kept as it is.",
    "editorial.footnote": "A sign with a note of the same sign below is a reference to that note.",
}


_SIGNS = "*†‡#"


class _Reader:
    """Goes through the marks in order and gathers what they become."""

    def __init__(self, document: Document, convention: Convention, fallback: Matcher | None, language: str) -> None:
        self.document = document
        self.rules = matcher(convention)
        self.nests = convention.nests
        self.fallback = fallback
        self.language = language
        self.annotations: list[Annotation] = []
        self.notices: list[Notice] = []
        self.kept: set[str] = set()
        self.rival: Matcher | None = None
        self._previous: Span | None = None
        self._consumed = 0
        self._delimiters: list[Span] = []
        self._noted: set[int] = set()
        self._legends: dict[str, str] = {}
        self._meanings: dict[tuple[str, str], Reading | None] = {}
        self._unknown: dict[str, int] = {}

    def described(self, rule: str) -> str:
        """A rule in prose."""
        foreign = self.fallback.described.get(rule) if self.fallback is not None else None
        return foreign or self.rules.described.get(rule) or _OWN.get(rule, "")

    def footnotes(self, found: Iterable[notes.Footnote], blocks: Sequence[Annotation]) -> None:
        """References and notes, linked both ways."""
        known = {block.start: block for block in blocks if block.element == "note"}
        for number, note in enumerate(found, 1):
            block = known.get(note.note.start)
            identifier = block.attrs.get("xml:id", "") if block else f"note-{number}"
            reference = {"type": "note", "n": note.label, "xml:id": f"ref-{number}"}
            if identifier:
                reference["target"] = f"#{identifier}"
            mark = note.reference
            self.annotations.append(
                Annotation(mark.start, mark.end, "ref", reference, _inside(mark), "high", rule="editorial.footnote")
            )
            if block is None:
                start, end = note.note.end, note.end
                while start < end and self.document.text[start].isspace():
                    start += 1
                attrs = {"type": "footnote", "n": note.label, "xml:id": identifier, "target": f"#ref-{number}"}
                self.annotations.append(
                    Annotation(note.note.start, end, "note", attrs, (start, end), "high", rule="editorial.footnote")
                )
            self._noted.update((mark.start, note.note.start))

    def legends(self, marks: Iterable[scan.Mark]) -> None:
        """Signs that a mark elsewhere explains: `[*entry in table not declassified]`."""
        for mark in marks:
            content = self.document.text[mark.inner[0] : mark.inner[1]].strip()
            said = content.lstrip(_SIGNS)
            if len(content) > len(said) > 3:
                self._legends.setdefault(content[: -len(said)], said.strip())

    def read(self, mark: scan.Mark) -> None:
        """Take one mark for what it is."""
        if mark.start in self._noted:
            self._previous = (mark.start, mark.end)
            return
        if mark.start < self._consumed or self._replaced(mark):
            return
        context = Context(mark, self.document, self._previous)
        reading, foreign = self._reading(context)
        if mark.nested and not self.nests and (reading is None or not reading.rule.says):
            self.notices.append(
                Notice("convention.nested", f"brackets within brackets, kept as text: {_quoted(context.content)}",
                       (mark.start, mark.end))
            )  # fmt: skip
            return
        if reading is None:
            if mark.kind in scan.BRACKETS:  # other signs are signs of an edition only where a rule says so
                self._unclassified(mark, context)
            return
        if reading.rule.becomes == ("legend",):
            reading = self._by_legend(context) or reading
        self.kept.add(reading.rule.id)
        disputed = self._disputed(reading, context)
        cert = certainty(reading, context, disputed=foreign or disputed)
        made = elements(reading, context, self._previous, cert)
        self.annotations += [a for a in made if not self._repeats(a)]
        self._delimiters += [
            span for a in made for span in ((a.start, a.content[0]), (a.content[1], a.end)) if span[0] < span[1]
        ]
        if made:
            self._previous = (min(a.start for a in made), mark.end)
            if reading.rule.empty or (mark.nested and not self.nests):
                self._consumed = mark.end

    def _replaced(self, mark: scan.Mark) -> bool:
        """Whether the mark stands in what an element around it stands for."""
        self._delimiters = [span for span in self._delimiters if span[1] > mark.start]
        return any(start <= mark.start for start, _ in self._delimiters)

    def _repeats(self, a: Annotation) -> bool:
        """Whether the mark around this one has said the same of the same words."""
        return a.inner is None and any(
            b.element == a.element and b.content == (a.start, a.end) for b in self.annotations[-3:]
        )

    def _reading(self, context: Context) -> tuple[Reading | None, bool]:
        if context.mark.kind in scan.BRACKETS and context.mark.inner == (context.mark.start, context.mark.end):
            return None, False  # brackets with nothing in them, one after the other
        features = frozenset({"legend"}) if context.content in self._legends else frozenset()
        nested = context.mark.nested and not self.nests
        reading = self.rules.read(context, worded=nested, features=features, language=self.language)
        if reading is not None or self.fallback is None or context.mark.kind not in self.fallback.kinds:
            return reading, False
        return self.fallback.read(context, worded=nested, features=features, language=self.language), True

    def _disputed(self, reading: Reading, context: Context) -> bool:
        """Whether the rival convention takes the mark for something else; this is reported."""
        if self.rival is None or context.mark.kind not in self.rival.kinds:
            return False
        other = self.rival.read(context, worded=context.mark.nested, language=self.language)
        if other is None or other.rule.becomes == reading.rule.becomes:
            return False
        message = f"{_quoted(context.content)}: {reading.rule.id} makes it {' '.join(reading.rule.becomes)}, "
        message += f"{other.rule.id} {' '.join(other.rule.becomes)}"
        self.notices.append(Notice("convention.disagreement", message, (context.mark.start, context.mark.end), "info"))
        return True

    def _by_legend(self, context: Context) -> Reading | None:
        """The meaning that a legend gives to a sign."""
        key = context.mark.kind, context.content
        if key not in self._meanings:
            self._meanings[key] = self._said_of(*key)
        meaning = self._meanings[key]
        return meaning and replace(meaning, covered=(context.mark.start, context.mark.start))

    def _said_of(self, kind: str, sign: str) -> Reading | None:
        words = self._legends[sign]
        start = self.document.text.find(words)
        mark = scan.Mark(kind, start, start + len(words), (start, start + len(words)))
        meaning = self.rules.read(Context(mark, self.document, None), worded=True, language=self.language)
        return meaning and Reading(replace(meaning.rule, empty=True), (0, 0), meaning.slots, meaning.extent)

    def _unclassified(self, mark: scan.Mark, context: Context) -> None:
        self.annotations.append(
            Annotation(mark.start, mark.end, "seg", _UNKNOWN, None, "low", rule="editorial.unclassified")
        )
        quoted = _quoted(context.content)
        self._unknown[quoted] = seen = self._unknown.get(quoted, 0) + 1
        if seen <= _MOST_NOTICES:
            self.notices.append(
                Notice("convention.unclassified", f"no rule knows the mark {quoted}; "
                       "a rule for it could say: " + _suggestion(context), (mark.start, mark.end))
            )  # fmt: skip
        self._previous = (mark.start, mark.end)

    def uncounted(self) -> Iterator[Notice]:
        """How many marks are unknown beyond those that were reported one by one."""
        for quoted, seen in self._unknown.items():
            if seen > _MOST_NOTICES:
                rest = seen - _MOST_NOTICES
                yield Notice("convention.unclassified", f"no rule knows {rest} more marks {quoted}, kept as they are")


def _inside(mark: scan.Mark) -> Span:
    return mark.inner if mark.inner[0] < mark.inner[1] else (mark.start, mark.end)


def _quoted(content: str) -> str:
    return f"“{content if len(content) <= 60 else content[:57] + '…'}”"


def _suggestion(context: Context) -> str:
    """A rule that would know the mark, in one line of TOML."""
    words = " ".join(context.content.split(None, 8)[:8])[:200].replace('"', "'")
    return f'says = ["{words}"], becomes = "supplied"'


def _unbalanced(text: str, found: scan.Found) -> list[Notice]:
    places = [(at, "opened and not closed in its paragraph") for at in found.unclosed]
    places += [(at, "closed without having been opened in its paragraph") for at in found.unopened]
    notices = [
        Notice("convention.unbalanced", f"a bracket is {what}, kept as text: "
               f"{_quoted(' '.join(text[at : at + 40].split()))}", (at, at + 1))
        for at, what in sorted(places)[:_MOST_NOTICES]
    ]  # fmt: skip
    if len(places) > _MOST_NOTICES:
        rest = len(places) - _MOST_NOTICES
        notices.append(Notice("convention.unbalanced", f"{rest} more brackets are not balanced, kept as text"))
    return notices


@lru_cache(maxsize=64)
def _fallback(convention: Convention) -> Matcher | None:
    if convention.name == FALLBACK or FALLBACK in convention.extends:
        return None
    if any(rule.id.startswith(f"{FALLBACK}.") for rule in convention.rules):
        return None
    return matcher(load(FALLBACK))


@lru_cache(maxsize=64)
def _words(language: str, languages: tuple[str, ...]) -> Lexicon:
    tag = language.split("-")[0].lower()
    if tag in LANGUAGES or tag in MORE:
        return lexicon((tag,))
    return lexicon(tuple(known for known in languages if known in LANGUAGES) or LANGUAGES)


def _printable(text: str) -> str:
    """`text` with what no matcher takes (lone surrogates, for bytes that did not decode) replaced one for one."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
