"""Which documents of a corpus a reference means, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from converters.corpus import context
from converters.corpus.entries import Entry, Party, named
from converters.corpus.rules import Number, rules
from tei.model import Cert
from tei.reader import local

_DATE, _PLACE = frozenset(["date"]), frozenset(["placeName"])
_NAMES = frozenset(["persName", "orgName", "rs"])
_CERTS: Sequence[Cert] = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Link:
    """What a reference leads to: one document, or two that remain."""

    targets: tuple[Entry, ...]
    cert: Cert
    why: str


class Corpus:
    """The index of all documents: by number, by the numbers they bear, by day."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self._numbered: dict[tuple[str, str], list[Entry]] = {}
        self._bearing: dict[str, list[Entry]] = {}
        self._dated: dict[str, list[Entry]] = {}
        for entry in entries:
            self.entries[entry.file] = entry
            if entry.number:
                self._numbered.setdefault((entry.edition, entry.number), []).append(entry)
            for number in {number for _, number in entry.own}:
                self._bearing.setdefault(_plain(number), []).append(entry)
            if entry.date:
                self._dated.setdefault(entry.date, []).append(entry)

    def reference(self, element: etree._Element, entry: Entry, keys: Mapping[str, str]) -> Link | None:
        """What a `ref` or `bibl` in the text of `entry` means; None where the corpus does not have it."""
        kind = element.get("type", "")
        if local(element) == "ref":
            rule = rules().numbers.get(kind)
            number = element.get("n", "")
            if rule is None or not number:
                return None
            return self._in_edition(element, entry, number) if rule.by == "edition" else self._bearer(
                element, entry, rule, number)  # fmt: skip
        genres = rules().dated.get(kind)
        return self._of_day(element, entry, genres, keys) if genres else None

    def message(
        self, day: str, senders: Sequence[Party], receivers: Sequence[Party], entry: Entry, *, reply: bool
    ) -> Link | None:
        """The document that a message told of in `entry` is. Of a reply's message its day may be enough."""
        found: list[tuple[int, Entry]] = []
        for other in self._dated.get(day, ()):
            if other is entry or other.genre not in rules().message_genres:
                continue
            agreed = _compare(senders, other.senders), _compare(receivers, other.receivers)
            if False not in agreed:
                found.append((agreed.count(True), other))
        return _choose(found, entry, "day and correspondents", lone=reply)

    def _in_edition(self, element: etree._Element, entry: Entry, number: str) -> Link | None:
        if _elsewhere(element):
            return None
        found = [e for e in self._numbered.get((entry.edition, number), ()) if e is not entry]
        if entry.number == number or not 0 < len(found) < 3:
            return None
        cert: Cert = "low" if len(found) > 1 else "high" if entry.stated else "medium"
        return Link(tuple(found), cert, "number in the edition")

    def _bearer(self, element: etree._Element, entry: Entry, rule: Number, number: str) -> Link | None:
        """The document that bears the number: an office's numbers begin anew every year."""
        series = element.get("subtype", "")
        day = _stated_day(element)
        origin = _origin(element)
        found: list[tuple[int, Entry]] = []
        for other in self._bearing.get(_plain(number), ()):
            if other is entry or (other.genre and other.genre not in rule.genres):
                continue
            if day and other.date and day != other.date:
                continue
            if not day and not _recent(other.date, entry.date, rule.days):
                continue
            agreed = _offices(series, origin, other, entry, number)
            if agreed is not None:
                found.append((2 * agreed + bool(day and other.date), other))
        return _choose([(min(2, n), e) for n, e in found], entry, "number and office")

    def _of_day(
        self, element: etree._Element, entry: Entry, genres: frozenset[str], keys: Mapping[str, str]
    ) -> Link | None:
        day = next((d.get("when", "")[:10] for d in element.iter("{*}date")), "")
        senders, receivers = _correspondents(element, entry, keys)
        found: list[tuple[int, Entry]] = []
        for other in self._dated.get(day, ()):
            if other is entry or (other.genre not in genres):
                continue
            sent = _compare(senders, other.senders)
            if sent is not False and other.date <= (entry.date or other.date):
                found.append((0 if not sent else 2 if _compare(receivers, other.receivers) else 1, other))
        return _choose(found, entry, "kind, day and sender" if senders else "kind and day")


def _choose(found: Sequence[tuple[int, Entry]], entry: Entry, why: str, *, lone: bool = True) -> Link | None:
    """Those that agree most: one, or two that remain. One that only its day or number speaks for must be of the
    same edition, for a coincidence is likely elsewhere.
    """
    best = max((agreed for agreed, _ in found), default=0)
    kept = tuple(e for agreed, e in found if agreed == best and (best or e.edition == entry.edition))
    if not 0 < len(kept) < 3 or (not best and (not lone or len(kept) > 1)):
        return None
    return Link(kept, "low" if len(kept) > 1 else _CERTS[best], why)


def _plain(number: str) -> str:
    return number.replace("–", "-").upper()


def _recent(earlier: str, later: str, days: int) -> bool:
    """Whether one day is at most so many days before another; what is not dated may be."""
    if not earlier or not later:
        return False
    try:
        return 0 <= (date.fromisoformat(later) - date.fromisoformat(earlier)).days <= days
    except ValueError:
        return False


def _compare(parties: Sequence[Party], others: Sequence[Party]) -> bool | None:
    """Whether some of both may be one; None where either is not known."""
    if not parties or not others:
        return None
    return any(one.agrees(other) for one in parties for other in others)


def _offices(series: str, origin: str, other: Entry, entry: Entry, number: str) -> bool | None:
    """Whether the office that numbers fits what is said of it; None where it does not."""
    known = rules()
    field, its = _field(entry), _field(other)
    if origin and not (origin == other.place or origin in other.from_posts):
        return None
    if series in known.from_post:
        return True if other.from_posts & field and not other.by_ministry else None
    if series in known.to_post:
        return True if other.to_posts & field else None
    if series and series not in known.plain:
        return True if any(s == series and _plain(n) == _plain(number) for s, n in other.own) else None
    if origin:
        return True
    if field & its:
        return True
    one = _compare(other.senders, entry.receivers), _compare(other.receivers, entry.senders)
    two = _compare(other.senders, entry.senders), _compare(other.receivers, entry.receivers)
    return one == (True, True) or two == (True, True)


def _field(entry: Entry) -> frozenset[str]:
    """The end of a correspondence that is not the ministry."""
    return entry.to_posts if entry.by_ministry else entry.from_posts


def _stated_day(element: etree._Element) -> str:
    """The day given with a number: `telegram 1379 of November 13`."""
    found = context.next_to(element, _DATE)
    if found is None or found[0].strip(" ") not in rules().words["link"]:
        return ""
    day = found[1].get("when", "")[:10]
    return day if len(day) == len("1962-04-29") else ""


def _origin(element: etree._Element) -> str:
    """Where it was sent from: `Paris telegram 2460`, `telegram 2460 from Paris`."""
    place = context.just_before(element, _PLACE)
    if place is None:
        found = context.next_to(element, _PLACE)
        place = found[1] if found is not None and found[0] in rules().words["origin"] else None
    return context.text(place).casefold() if place is not None else ""


def _elsewhere(element: etree._Element) -> bool:
    """Whether a document's number is one of another volume: `vol. II, Document 62`."""
    near = context.before(element).casefold()[-80:].replace(";", ". ").rpartition("see ")[2]
    words = f"{near} {context.after(element).casefold()[:30].partition('.')[0]}".replace(",", " ").split()
    marks = rules().words["elsewhere"]
    return any(word in marks or word.rstrip(".") in marks for word in words)


def _correspondents(element: etree._Element, entry: Entry, keys: Mapping[str, str]) -> tuple[
        Sequence[Party], Sequence[Party]]:  # fmt: skip
    """Who sent what a `bibl` speaks of, and to whom, as far as it says."""
    words = context.text(element).casefold().split()
    before = context.before(element).casefold().split()[-1:]
    for word in (*before, *words[:2]):
        if word in rules().words["addressee"]:
            return entry.receivers, entry.senders
        if word in rules().words["sender"]:
            return entry.senders, ()
    return tuple(_named(element, keys)), ()


def _named(element: etree._Element, keys: Mapping[str, str]) -> Iterator[Party]:
    """Whose it is: a name in it, right before it (`Dillon’s memorandum of …`), or after `from`."""
    owner = context.just_before(element, _NAMES, rules().words["possessive"])
    after = context.next_to(element, _NAMES)
    if owner is None and after is not None and after[0] in rules().words["origin"]:
        owner = after[1]
    for child in (*element.iter("{*}persName", "{*}orgName", "{*}rs"), *([owner] if owner is not None else [])):
        yield named(context.text(child), child.get("ref", ""), keys)
