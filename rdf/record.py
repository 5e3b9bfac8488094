"""What the archive says of a document: the header, as a `rico:Record`."""

from __future__ import annotations

from lxml import etree

from rdf import dates
from rdf.agents import NAMES, Agents, kind_of
from rdf.authorities import canonical
from rdf.context import Context, attribute, children, content, descendants
from rdf.names import digest, slug
from rdf.namespaces import (
    DCTERMS,
    LANGUAGE,
    OA,
    RDF,
    RDFS,
    REG,
    RICO,
    SCHEMA,
    TYPES,
    A,
    Term,
    iri,
    literal,
)  # fmt: skip
from rdf.passages import Passages
from rdf.responsibility import is_translator


class Record:
    """The record that a TEI document transmits."""

    def __init__(self, context: Context, agents: Agents, passages: Passages) -> None:
        """Nothing is stated yet."""
        self._context = context
        self._agents = agents
        self._passages = passages
        self._to = context.record
        self.subject = context.names.record

    def state(self) -> None:
        """State all that the header says of the record."""
        self._titles()
        self._agents_of("fileDesc/titleStmt/author", RICO.hasAuthor, DCTERMS.creator)
        self._agents_of("fileDesc/titleStmt/editor", DCTERMS.contributor)
        self._agents_of("fileDesc/titleStmt/principal", DCTERMS.contributor)
        self._agents_of("fileDesc/titleStmt/funder", SCHEMA.funder)
        self._agents_of("fileDesc/titleStmt/sponsor", SCHEMA.sponsor)
        self._responsibilities()
        self._publication()
        self._creation()
        self._languages()
        self._subjects()
        self._series()
        abstract = self._context.one("profileDesc/abstract")
        self._words(abstract, RICO.scopeAndContent, DCTERMS.abstract)
        for name in ("bibl", "biblStruct", "biblFull"):
            for bibl in self._context.all(f"fileDesc/sourceDesc/{name}"):
                if attribute(bibl, "type") != "source-file":
                    self._words(bibl, DCTERMS.bibliographicCitation)

    # One statement

    def say(self, element: etree._Element, value: Term | None, *predicates: Term, of: Term = "") -> None:
        """State `value` of the record, or `of` another, and from which characters and how surely the header has it."""
        if value is None:
            return
        for predicate in predicates:
            self._to.add(of or self.subject, predicate, value)
        holder = element if _is_claim(element) else None
        if holder is None and len(element):
            holder = next((e for e in descendants(element, *NAMES) if _is_claim(e)), None)
        if holder is not None:
            self._evidence(holder, predicates[0], value, of or self.subject)

    def _evidence(self, element: etree._Element, predicate: Term, value: Term, subject: Term) -> None:
        """An annotation on the passage that a statement rests on; where there is none, the statement by itself."""
        to = self._to
        node = self._context.names.part("statement", digest(subject, predicate, value))
        span = self._passages.characters(attribute(element, "source"))
        if span is not None:
            to.add(node, A, OA.Annotation)
            to.add(node, OA.motivatedBy, OA.describing)
            to.add(node, REG.property, predicate)
            to.add(node, OA.hasBody if value.startswith("<") else OA.bodyValue, value)
            to.add(node, OA.hasTarget, self._passages.passage(span, to))
        else:
            to.add(node, A, RDF.Statement)
            to.add(node, RDF.subject, subject)
            to.add(node, RDF.predicate, predicate)
            to.add(node, RDF.object, value)
        self._passages.claim(node, element, to)

    def _words(self, element: etree._Element | None, *predicates: Term) -> None:
        words = content(element)
        if element is not None and words:
            self.say(element, literal(words), *predicates)

    def _agents_of(self, path: str, *predicates: Term) -> None:
        for element in self._context.all(path):
            self.say(element, self._agents.named(element, self._to), *predicates)

    # The parts of the header

    def _titles(self) -> None:
        titles = self._context.all("fileDesc/titleStmt/title")
        plain = [t for t in titles if attribute(t, "type") in ("main", "")]
        own = [t for t in plain if attribute(t, "level") not in ("s", "j")]  # Not of the series that it is in.
        main = next(iter((*own, *plain, *titles)), None)
        if main is not None and content(main):
            self._to.add(self.subject, RDFS.label, literal(content(main)))
        self._words(main, RICO.title, DCTERMS.title)
        for title in titles:
            if title is not main:
                self._words(title, DCTERMS.alternative)

    def _responsibilities(self) -> None:
        for element in self._context.all("fileDesc/titleStmt/respStmt"):
            resp = next(children(element, "resp"), None)
            translator = is_translator(resp)
            for name in children(element, *NAMES):
                agent = self._agents.named(name, self._to)
                self.say(element, agent, SCHEMA.translator if translator else DCTERMS.contributor)

    def _publication(self) -> None:
        for path in ("publisher", "authority", "distributor"):
            self._agents_of(f"fileDesc/publicationStmt/{path}", RICO.hasPublisher, DCTERMS.publisher)
        for element in self._context.all("fileDesc/publicationStmt/date"):
            self.say(element, dates.date(self._context, self._to, element), RICO.hasPublicationDate)
        for element in (i for idno in self._context.all("fileDesc/publicationStmt/idno") for i in innermost(idno)):
            self.identifier(self.subject, element)
            if "://" in content(element):
                self.say(element, iri(canonical(content(element))), SCHEMA.url)
        for element in self._context.all("fileDesc/publicationStmt/availability"):
            self._words(element, RICO.conditionsOfUse)
            for licence in children(element, "licence"):
                for pointer in attribute(licence, "target").split():
                    self.say(licence, self._context.names.resolve(pointer), DCTERMS.license)

    def identifier(self, thing: Term, element: etree._Element) -> None:
        """An identifier of the record or of an instantiation."""
        value, kind = content(element), attribute(element, "type")
        if not value:
            return
        node = self._context.names.part("identifier", slug(f"{kind} {value}"))
        self._to.add(thing, RICO.hasOrHadIdentifier, node)
        self._to.add(node, A, RICO.Identifier)
        self._to.add(node, RICO.textualValue, literal(value))
        if kind:
            self._to.add(node, RICO.type, literal(kind))
        if _is_claim(element):
            self._evidence(element, RICO.hasOrHadIdentifier, node, thing)

    def held(self, original: Term, element: etree._Element, holder: Term | None) -> None:
        """That the original is held by someone."""
        if holder is not None:
            self._to.add(original, RICO.hasOrHadHolder, holder)
            if _is_claim(element):
                self._evidence(element, RICO.hasOrHadHolder, holder, original)

    def _creation(self) -> None:
        """When and where the record came about: `creation`, or the origin of the manuscript."""
        found = False
        for element in self._context.all("profileDesc/creation/date"):
            found = True
            self.say(element, dates.date(self._context, self._to, element), RICO.hasCreationDate)
        for name in ("placeName", "settlement", "region", "country"):
            for element in self._context.all(f"profileDesc/creation/{name}"):
                self.say(element, self._agents.named(element, self._to), RICO.isAssociatedWithPlace)
        for name in ("persName", "orgName", "name"):
            for element in self._context.all(f"profileDesc/creation/{name}"):
                self.say(element, self._agents.named(element, self._to), RICO.hasCreator)
        origin = self._context.one("fileDesc/sourceDesc/msDesc/history/origin")
        if origin is None:
            return
        for element in descendants(origin, "origDate", *(() if found else ("date",))):
            self.say(element, dates.date(self._context, self._to, element), RICO.hasCreationDate)
        for element in descendants(origin, "origPlace"):
            self.say(element, self._agents.named(element, self._to), RICO.isAssociatedWithPlace)

    def _languages(self) -> None:
        elements = self._context.all("profileDesc/langUsage/language")
        for element in elements:
            self.language(self.subject, attribute(element, "ident"), content(element))
        if not elements:
            self.language(self.subject, attribute(self._context.root, "{http://www.w3.org/XML/1998/namespace}lang"), "")

    def language(self, thing: Term, tag: str, words: str) -> None:
        """The language of a thing (BCP 47), as the Library of Congress names it."""
        code = tag.partition("-")[0].lower()
        if not (code.isascii() and code.isalpha() and len(code) in (2, 3)) or code == "und":
            return
        term = LANGUAGE[f"iso639-{len(code) - 1}/{code}"]
        self._to.add(thing, RICO.hasOrHadLanguage, term)
        self._to.add(thing, DCTERMS.language, term)
        if self._to.first(term):
            self._to.add(term, A, RICO.Language)
            self._to.add(term, A, DCTERMS.LinguisticSystem)
            self._to.add(term, RICO.identifier, literal(tag))
            self._to.add(term, RDFS.label, literal(words) if words else None)

    def _subjects(self) -> None:
        for element in self._context.all("profileDesc/textClass/keywords/term"):
            kind, words = attribute(element, "type"), content(element)
            if kind == "genre" and words:
                self._form(element, words)
            elif kind == "classification":
                self._words(element, REG.securityMarking)
            else:
                self._words(element, DCTERMS.subject)
        for path in ("keywords/list/item", "classCode"):
            for element in self._context.all(f"profileDesc/textClass/{path}"):
                self._words(element, DCTERMS.subject)
        present = ("listPerson/person", "listPerson/personGrp", "listOrg/org")
        for element in (e for path in present for e in self._context.all(f"profileDesc/particDesc/{path}")):
            words = content(next(descendants(element, *NAMES), element))
            named = words or element.get("{http://www.w3.org/XML/1998/namespace}id")
            if named and kind_of(element) != "character":
                self.say(element, self._agents.listed(element, self._to), REG.participant)

    def _form(self, element: etree._Element, words: str) -> None:
        term = TYPES[f"form-{slug(words)}"]
        self._to.add(term, A, RICO.DocumentaryFormType)
        self._to.add(term, RDFS.label, literal(words))
        self.say(element, term, RICO.hasDocumentaryFormType)

    def _series(self) -> None:
        for element in self._context.all("fileDesc/seriesStmt/title"):
            words = content(element)
            if words:
                node = self._context.names.shared("series", slug(words))
                self._to.add(node, A, RICO.RecordSet)
                self._to.add(node, RDFS.label, literal(words))
                self.say(element, node, RICO.isOrWasIncludedIn, DCTERMS.isPartOf)
        for path in ("fileDesc/seriesStmt/biblScope", "fileDesc/sourceDesc/bibl/biblScope"):
            for element in self._context.all(path):
                if attribute(element, "unit") == "document":
                    self._words(element, RICO.identifier)


def innermost(idno: etree._Element) -> list[etree._Element]:
    """An identifier, or those that are inside one that only holds others."""
    return list(descendants(idno, "idno")) or [idno]


def _is_claim(element: etree._Element) -> bool:
    return element.get("cert") is not None or "#char=" in attribute(element, "source")
