"""The way of a letter: who sent it to whom, when, from where, to where (TEI P5, 2.4.6 “Correspondence Description”)."""

from __future__ import annotations

from lxml import etree

from rdf import dates
from rdf.agents import NAMES, Agents
from rdf.context import XML_ID, Context, attribute, children, content, descendants, local
from rdf.names import digest
from rdf.namespaces import RDFS, REG, RICO, A, Term, literal
from rdf.record import Record

_ACTIONS: dict[str, tuple[Term | None, Term | None, Term]] = {
    "sent": (RICO.hasSender, RICO.hasCreationDate, RICO.isAssociatedWithPlace),
    "received": (RICO.hasAddressee, None, REG.sentTo),
    "forwarded": (RICO.hasReceiver, None, REG.sentTo),
    "redirected": (RICO.hasReceiver, None, REG.sentTo),
    "transmitted": (None, None, RICO.isAssociatedWithPlace),
}  # fmt: skip
"""What a `correspAction` of each type says of its names, its date and its places."""

_CONTEXT = {
    "prev": RICO.followsOrFollowed, "next": RICO.precedesOrPreceded, "reply": RICO.hasReply,
    "replyto": RICO.isReplyTo, "reply-to": RICO.isReplyTo, "isreplyto": RICO.isReplyTo,
}  # fmt: skip
"""What a `correspContext/ref` of each type says: `prev` and `next` are neighbours and no replies."""


def state(context: Context, agents: Agents, record: Record) -> None:
    """State the correspondence of the record; of an inventory of letters (CMIF), each letter is a record of its own."""
    found = context.all("profileDesc/correspDesc")
    for description in found:
        letter = record.subject if len(found) == 1 else _letter(context, record, description)
        for action in children(description, "correspAction"):
            _action(context, agents, record, action, letter)
        for context_ref in descendants(description, "ref"):
            if local_parent(context_ref) == "correspContext":
                _neighbour(context, record, context_ref, letter)


def _letter(context: Context, record: Record, description: etree._Element) -> Term:
    pointer, identifier = attribute(description, "ref"), attribute(description, XML_ID)
    letter = context.names.resolve(pointer) if pointer and " " not in pointer else None
    letter = letter or (context.names.local(identifier) if identifier else None)
    letter = letter or context.names.part("letter", digest(content(description)))
    context.record.add(letter, A, RICO.Record)
    context.record.add(record.subject, RICO.hasOrHadPart, letter)
    return letter


def _action(context: Context, agents: Agents, record: Record, action: etree._Element, letter: Term) -> None:
    kind = attribute(action, "type")
    if kind not in _ACTIONS:
        context.notice("correspAction.not-understood", f"a correspAction of type {kind!r}")
        return
    agent_property, date_property, place_property = _ACTIONS[kind]
    to = context.record
    for element in descendants(action, "persName", "orgName", "name", "rs"):
        if agent_property is not None and not _within_name(element, action):
            record.say(element, agents.named(element, to), agent_property, of=letter)
    dated = letter == record.subject and context.all("profileDesc/creation/date")
    for element in children(action, "date"):
        if date_property is not None and not dated:
            record.say(element, dates.date(context, to, element), date_property, of=letter)
    for element in children(action, "placeName", "settlement", "region", "country"):
        record.say(element, agents.named(element, to), place_property, of=letter)


def _neighbour(context: Context, record: Record, ref: etree._Element, letter: Term) -> None:
    predicate = _CONTEXT.get(attribute(ref, "type").lower(), RICO.isRecordResourceAssociatedWithRecordResource)
    for pointer in attribute(ref, "target").split():
        other = context.names.resolve(pointer)
        if other is not None and context.record.first(other):
            known = attribute(ref, "type").lower() in _CONTEXT
            context.record.add(other, A, RICO.Record if known else RICO.RecordResource)
            context.record.add(other, RDFS.label, literal(content(ref)) if content(ref) else None)
        record.say(ref, other, predicate, of=letter)


def local_parent(element: etree._Element) -> str:
    """The TEI name of the element that holds this one."""
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def _within_name(element: etree._Element, action: etree._Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not action:
        if local(parent) in NAMES:
            return True
        parent = parent.getparent()
    return False
