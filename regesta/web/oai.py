"""OAI-PMH 2.0 at `/oai`: the documents for harvesters (https://www.openarchives.org/OAI/openarchivesprotocol.html).

A record is a document; its identifier is its IRI, its datestamp the time when its file last changed. A document that
is gone leaves no record (`deletedRecord` is `no`). Resumption tokens hold all that is needed to go on: no state is
kept for a harvester, and a harvest that rests for a week goes on where it was.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from lxml import etree
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from regesta.errors import InputError
from regesta.web.negotiation import CORS, origin
from regesta.web.oai_records import FORMATS, NS, XSI
from tei import TeiError

if TYPE_CHECKING:
    from starlette.requests import Request

    from regesta.web.addresses import Addresses
    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings

_PAGE = 50
"""Records in one answer."""
_SCHEMA = "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
_TIME = "%Y-%m-%dT%H:%M:%SZ"

_ARGUMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
"""What each verb needs, and what it may have besides."""


class OaiError(Exception):
    """An error of the protocol (3.6): its code, and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list is of, and after which record it goes on."""

    prefix: str
    since: str = ""
    until: str = ""
    after: tuple[str, str] = ("", "")
    given: int = 0

    def token(self) -> str:
        """All of it as a resumption token."""
        data = json.dumps([self.prefix, self.since, self.until, *self.after, self.given], separators=(",", ":"))
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")

    @classmethod
    def of_token(cls, token: str) -> Selection:
        """The inverse. Raises `OaiError`."""
        try:
            data = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True))
            prefix, since, until, stamp, identifier, given = data
            texts = (prefix, since, until, stamp, identifier)
            if prefix not in FORMATS or not all(isinstance(t, str) for t in texts) or type(given) is not int:
                raise ValueError
        except (ValueError, TypeError) as error:
            raise OaiError("badResumptionToken", "this token was not given here") from error
        return cls(prefix, since, until, (stamp, identifier), given)


def routes(corpus: Corpus, settings: Settings, addresses: Addresses) -> list[BaseRoute]:
    """The one address of the protocol."""
    repository = Repository(corpus, addresses, settings.contact)

    async def endpoint(request: Request) -> Response:
        query = request.url.query.encode("latin-1")
        if request.method == "POST":
            query += b"&" + await request.body()
        made = await run_in_threadpool(repository.answer, query, f"{origin(request)}/oai")
        return Response(made, media_type="text/xml", headers=dict(CORS))

    return [Route("/oai", endpoint, methods=["GET", "POST"], name="oai")]


class Repository:
    """The documents of a corpus as records."""

    def __init__(self, corpus: Corpus, addresses: Addresses, contact: str) -> None:
        self._corpus, self._addresses, self._contact = corpus, addresses, contact

    def answer(self, query: bytes, base: str) -> bytes:
        """The answer to a request, given its arguments as they came; errors are answers too."""
        root = etree.Element(f"{{{NS}}}OAI-PMH", nsmap={None: NS, "xsi": XSI})
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
        _leaf(root, "responseDate", datetime.now(UTC).strftime(_TIME))
        request = _leaf(root, "request", base)
        try:
            verb, arguments = _checked(query)
            made = etree.Element(f"{{{NS}}}{verb}")
            self._verbs()[verb](made, arguments, base)
            for name, value in {"verb": verb, **arguments}.items():
                request.set(name, value)
            root.append(made)
        except OaiError as error:
            _leaf(root, "error", str(error)).set("code", error.code)
            if error.code not in ("badVerb", "badArgument"):
                for name, value in parse_qsl(query.decode("ascii", "replace")):
                    if _is_xml(value) and name in ("verb", "identifier", "metadataPrefix", "from", "until", "set",
                                                   "resumptionToken"):  # fmt: skip
                        request.set(name, value)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)

    def _verbs(self) -> Mapping[str, Callable[[etree._Element, Mapping[str, str], str], None]]:
        return {
            "Identify": self._identify, "ListMetadataFormats": self._formats, "ListSets": self._sets,
            "GetRecord": self._get, "ListIdentifiers": self._list, "ListRecords": self._list,
        }  # fmt: skip

    def _identify(self, out: etree._Element, _: Mapping[str, str], base: str) -> None:
        rows = self._rows()
        _leaf(out, "repositoryName", self._corpus.title)
        _leaf(out, "baseURL", base)
        _leaf(out, "protocolVersion", "2.0")
        _leaf(out, "adminEmail", self._contact)
        _leaf(out, "earliestDatestamp", rows[0][0] if rows else datetime.now(UTC).strftime(_TIME))
        _leaf(out, "deletedRecord", "no")
        _leaf(out, "granularity", "YYYY-MM-DDThh:mm:ssZ")

    def _formats(self, out: etree._Element, arguments: Mapping[str, str], _: str) -> None:
        if "identifier" in arguments:
            self._id(arguments["identifier"])
        for prefix, form in FORMATS.items():
            found = etree.SubElement(out, f"{{{NS}}}metadataFormat")
            _leaf(found, "metadataPrefix", prefix)
            _leaf(found, "schema", form.schema)
            _leaf(found, "metadataNamespace", form.namespace)

    def _sets(self, out: etree._Element, arguments: Mapping[str, str], _: str) -> None:
        if "resumptionToken" in arguments:
            raise OaiError("badResumptionToken", "this token was not given here")
        raise OaiError("noSetHierarchy", "the documents are not divided into sets")

    def _get(self, out: etree._Element, arguments: Mapping[str, str], _: str) -> None:
        iri, prefix = arguments["identifier"], arguments["metadataPrefix"]
        identifier = self._id(iri)
        if prefix not in FORMATS:
            raise OaiError("cannotDisseminateFormat", f"no format {prefix}: {', '.join(FORMATS)}")
        try:
            self._record(out, iri, identifier, prefix)
        except (TeiError, InputError, KeyError) as error:
            raise OaiError("idDoesNotExist", f"the document cannot be read now: {error}") from error

    def _list(self, out: etree._Element, arguments: Mapping[str, str], _: str) -> None:
        selection = _selection(arguments)
        rows = [row for row in self._rows() if _within(row[0], selection)]
        left = [row for row in rows if row[:2] > selection.after]
        if not left:
            if selection.given:
                raise OaiError("badResumptionToken", "nothing comes after this token any more")
            raise OaiError("noRecordsMatch", "no document changed in that time" if self._rows() else "no documents")
        last = ("", "")
        for stamp, iri, identifier in left[:_PAGE]:
            last = (stamp, iri)
            if out.tag == f"{{{NS}}}ListIdentifiers":
                _header(out, iri, stamp)
                continue
            try:
                self._record(out, iri, identifier, selection.prefix)
            except (TeiError, InputError, KeyError) as error:
                self._corpus.unusable[identifier] = str(error)
        given = selection.given + min(_PAGE, len(left))
        if len(left) > _PAGE or selection.given:
            going_on = Selection(selection.prefix, selection.since, selection.until, last, given)
            token = _leaf(out, "resumptionToken", going_on.token() if len(left) > _PAGE else "")
            token.set("completeListSize", str(len(rows)))
            token.set("cursor", str(selection.given))

    def _record(self, out: etree._Element, iri: str, identifier: str, prefix: str) -> None:
        document, stamp = self._corpus.document(identifier), self._addresses.modified(identifier).strftime(_TIME)
        content = FORMATS[prefix].make(document, iri, self._corpus.base)
        record = etree.SubElement(out, f"{{{NS}}}record")
        _header(record, iri, stamp)
        etree.SubElement(record, f"{{{NS}}}metadata").append(content)

    def _rows(self) -> list[tuple[str, str, str]]:
        """(datestamp, IRI, id) of all documents, in the order in which they are listed."""
        return sorted(
            (self._addresses.modified(identifier).strftime(_TIME), iri, identifier)
            for iri, identifier in self._addresses.all().items()
        )

    def _id(self, iri: str) -> str:
        identifier = self._addresses.identifier(iri)
        if identifier is None:
            raise OaiError("idDoesNotExist", f"no document is called {iri}")
        return identifier


def _checked(query: bytes) -> tuple[str, dict[str, str]]:
    """The verb and its arguments. Raises `OaiError`."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:
        raise OaiError("badArgument", "the arguments are not UTF-8, or too many") from error
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in _ARGUMENTS:
        raise OaiError("badVerb", f"one verb is needed: {', '.join(_ARGUMENTS)}")
    rest = [(name, value) for name, value in pairs if name != "verb"]
    arguments = dict(rest)
    needed, allowed = _ARGUMENTS[verbs[0]]
    if len(arguments) < len(rest):
        raise OaiError("badArgument", "an argument stands twice")
    if not all(_is_xml(value) for value in arguments.values()):
        raise OaiError("badArgument", "an argument has characters that XML has not")
    if unknown := sorted(set(arguments) - needed - allowed):
        raise OaiError("badArgument", f"{verbs[0]} has no argument {unknown[0]}")
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", "resumptionToken stands alone")
        return verbs[0], arguments
    if missing := sorted(needed - set(arguments)):
        raise OaiError("badArgument", f"{verbs[0]} needs {', '.join(missing)}")
    return verbs[0], arguments


def _selection(arguments: Mapping[str, str]) -> Selection:
    if "resumptionToken" in arguments:
        return Selection.of_token(arguments["resumptionToken"])
    if "set" in arguments:
        raise OaiError("noSetHierarchy", "the documents are not divided into sets")
    prefix, since, until = arguments["metadataPrefix"], arguments.get("from", ""), arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until are of different granularity")
    first, last = _moment(since, False), _moment(until, True)
    if first and last and first > last:
        raise OaiError("badArgument", "from is later than until")
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"no format {prefix}: {', '.join(FORMATS)}")
    return Selection(prefix, first, last)


def _moment(text: str, end: bool) -> str:
    """A day or a second as the second with which it begins or ends. Raises `OaiError`."""
    if not text:
        return ""
    for form, length in (("%Y-%m-%d", 10), (_TIME, 20)):
        if len(text) == length:
            try:
                moment = datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                break
            if end and length == 10:
                moment += timedelta(days=1, seconds=-1)
            return moment.strftime(_TIME).rjust(20, "0")
    raise OaiError("badArgument", f"no date: {text}")


def _within(stamp: str, selection: Selection) -> bool:
    return (not selection.since or stamp >= selection.since) and (not selection.until or stamp <= selection.until)


def _header(out: etree._Element, iri: str, stamp: str) -> None:
    header = etree.SubElement(out, f"{{{NS}}}header")
    _leaf(header, "identifier", iri)
    _leaf(header, "datestamp", stamp)


def _leaf(parent: etree._Element, name: str, text: str) -> etree._Element:
    from tei.escape import escape

    found = etree.SubElement(parent, f"{{{NS}}}{name}")
    found.text = escape(text)
    return found


def _is_xml(text: str) -> bool:
    from tei.escape import needs_escape

    return not needs_escape(text)


