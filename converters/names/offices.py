"""Offices of the authority's persons: what they were, from when to when, and whether a title goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from converters.authority.roles import told
from converters.matching import pattern
from converters.names.lexicon import fold
from tei.entities import Entity, Role


@dataclass(frozen=True, slots=True)
class Office:
    """`label` in lower case, minister's and secretary's portfolio put first; dates ISO, or empty."""

    label: str
    start: str = ""
    end: str = ""

    def held(self, date: str) -> bool:
        """Whether it may have been held on `date` (ISO, possibly not to the day)."""
        if not date:
            return True
        short = min(len(date), 7)
        if self.start and date[:short] < self.start[:short]:
            return False
        return not (self.end and date[:short] > self.end[: max(short, 4)])


def of(entity: Entity) -> tuple[Office, ...]:
    """The offices of an entity: those entered as such, else those of its note."""
    return _offices(entity.roles) if entity.roles else _noted(entity.note, entity.label)


def _offices(roles: tuple[Role, ...]) -> tuple[Office, ...]:
    return tuple(Office(normal(fold(role.label)), role.notbefore, role.notafter) for role in roles)


@lru_cache(maxsize=8192)
def _noted(note: str, label: str) -> tuple[Office, ...]:
    head, _, rest = label.rpartition(" ")
    return _offices(told(note, (label, f"{rest}, {head}")).roles)


_PORTFOLIO = r"\b(minister|secretary) (?:of state )?(?:of|for) (?:the )?(\pL+)(?: affairs)?"


def normal(label: str) -> str:
    """`Minister of Foreign Affairs` as `foreign minister`, in lower case."""
    label = label.lower()
    for match in pattern(_PORTFOLIO).finditer(label):
        head, portfolio = match.group(1), match.group(2)
        if portfolio not in ("state", "the") and head == "minister":
            return f"{label[: match.start()]}{portfolio} {head}{label[match.end() :]}"
    return label


def fit(held: tuple[Office, ...], title: tuple[str, ...], date: str) -> int:
    """How well a title goes with offices: 3 the very office at the date, 2 at another, 1 in part, -1 not at all."""
    words = " ".join(title)
    best = -1
    for office in held:
        at = office.label.find(words)
        if at < 0:
            if all(word in office.label for word in title):
                best = max(best, 1 if office.held(date) else 0)
            continue
        if office.label[at + len(words) : at + len(words) + 1] not in ("", " ", ",", ")"):
            continue
        before = office.label[:at].split()
        whole = not before or before[-1] not in (
            "under",
            "assistant",
            "deputy",
            "vice",
            "acting",
            "executive",
            "private",
            "to",
            "the",
        )
        highest = whole and office.label[at + len(words) :].startswith(
            (" of the united states", " of state", " of the republic")
        )
        score = (3 + highest if office.held(date) else 2) if whole else 1
        best = max(best, score)
    return best


def shared(held: tuple[Office, ...], words: frozenset[str], date: str) -> int:
    """How many words a description (`Director of the Office of German Affairs`) has in common with an office."""
    best = 0
    for office in held:
        common = len(words & frozenset(office.label.replace(",", " ").split()))
        best = max(best, 2 * common + (1 if common and office.held(date) else 0))
    return best
