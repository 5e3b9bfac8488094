"""What a conversion read: marks by kind, those no rule knew, the doubtful ones, conventions and layouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei.transcript import Transcript

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that a person should look at."""

    file: str
    start: int
    end: int
    text: str
    message: str


@dataclass(slots=True)
class Report:
    """The sum over the documents of a run."""

    documents: int = 0
    unchanged: int = 0
    elements: Counter[str] = field(default_factory=Counter)
    conventions: Counter[str] = field(default_factory=Counter)
    layouts: Counter[str] = field(default_factory=Counter)
    certainty: Counter[str] = field(default_factory=Counter)
    events: int = 0
    entities: int = 0
    unclassified: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, other: Report) -> None:
        """Take in the report of another document."""
        self.documents += other.documents
        self.unchanged += other.unchanged
        self.events += other.events
        self.entities += other.entities
        for mine, theirs in ((self.elements, other.elements), (self.conventions, other.conventions),
                             (self.layouts, other.layouts), (self.certainty, other.certainty)):  # fmt: skip
            mine.update(theirs)
        self.unclassified += other.unclassified
        self.warnings += other.warnings
        self.reasons |= other.reasons

    def data(self) -> dict[str, Any]:
        """For `--json`."""
        counts = {name: dict(getattr(self, name)) for name in ("elements", "certainty", "conventions", "layouts")}
        found = {name: [asdict(f) for f in getattr(self, name)] for name in ("unclassified", "warnings")}
        totals = {name: getattr(self, name) for name in ("documents", "unchanged", "entities", "events", "reasons")}
        return totals | counts | found

    def lines(self, *, explain: bool = False) -> Iterable[str]:
        """For the terminal."""
        yield f"{counted(self.documents, 'document')} encoded" + (
            f", {self.unchanged} unchanged" if self.unchanged else ""
        )
        yield f"  marks       {counts(self.elements)}"
        yield f"  certainty   {counts(self.certainty)}"
        yield f"  beside      {self.entities} people, organisations, places; {self.events} events"
        yield f"  convention  {counts(self.conventions)}"
        yield f"  layout      {counts(self.layouts)}"
        yield from _findings("marks that no rule knows", self.unclassified)
        yield from _findings("to look at", self.warnings)
        if explain:
            for name, reasons in self.reasons.items():
                yield f"  {name}: " + "; ".join(reasons)


def of(transcript: Transcript) -> Report:
    """The report of one document."""
    text, name = transcript.source.text, transcript.source.name
    marked = [a for a in transcript.annotations if a.cert is not None]
    unclassified = [
        Finding(name, a.start, a.end, _quote(text[a.start : a.end]), "no rule of the convention knows this mark")
        for a in marked
        if a.attrs.get("subtype") == "unclassified"
    ]
    warnings = [
        Finding(name, *(n.span or (0, 0)), _quote(text[slice(*n.span)]) if n.span else "", n.message)
        for n in transcript.notices
        if n.level != "info" and not n.code.endswith("unclassified")
    ]
    encoding = transcript.encoding
    return Report(
        1, 0, Counter(a.element for a in marked), Counter([encoding.convention]), Counter([encoding.layout]),
        Counter(str(a.cert) for a in marked), len(transcript.events), len(transcript.entities), unclassified, warnings,
        {name: encoding.reasons},
    )  # fmt: skip


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 text`, `2 texts`, `3,000 entries`; `plural` where it is not the noun and an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def counts(counter: Counter[str]) -> str:
    """How many of each, the most first."""
    return ", ".join(f"{count} {name}" for name, count in counter.most_common()) or "none"


def _findings(title: str, found: list[Finding]) -> Iterable[str]:
    if found:
        yield f"  {title}: {len(found)}"
        for finding in found[:_SHOWN]:
            place = f"{finding.file}:{finding.start}-{finding.end}"
            yield (
                f"    {place}  {finding.text}  {finding.message}" if finding.text else f"    {place}  {finding.message}"
            )
        if len(found) > _SHOWN:
            yield f"    … and {len(found) - _SHOWN} more (all with --json)"


def _quote(text: str, width: int = 60) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= width else folded[: width - 1] + "…"
