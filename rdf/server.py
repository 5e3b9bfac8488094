"""Any SPARQL 1.1 server as a store: query, update, and the graph store protocol.

Who one is comes from the environment, never from a command line that others can see:
`REGESTA_SPARQL_TOKEN` (bearer), or `REGESTA_SPARQL_USER` and `REGESTA_SPARQL_PASSWORD` (basic).
"""

from __future__ import annotations

import base64
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from rdf.query import Answer, QueryError, answer
from rdf.store import StoreError
from rdf.update import removal, replacement

if TYPE_CHECKING:
    from tei import Document

_RETRIES = 3
_PAUSE = 0.5
_TIMEOUT = 60.0
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server listens for queries, updates and graphs."""

    query: str
    update: str
    graphs: str

    @classmethod
    def of(cls, url: str) -> Endpoints:
        """The endpoints of a server or dataset, as Oxigraph, Fuseki and others name them.

        A URL that ends in `/query` or `/sparql` is the query endpoint; the others are beside it.
        """
        url = url.rstrip("/")
        for name in ("/query", "/sparql"):
            if url.endswith(name):
                base = url.removesuffix(name)
                return cls(url, f"{base}/update", f"{base}/store")
        return cls(f"{url}/query", f"{url}/update", f"{url}/store")


class Server:
    """A store on a server. Every failure is a `StoreError` that says what to look at."""

    def __init__(self, url: str, *, retries: int = _RETRIES, timeout: float = _TIMEOUT) -> None:
        """`timeout` is in seconds, for each try."""
        self.endpoints = Endpoints.of(url)
        self._retries = retries
        self._timeout = timeout

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query. Raises `QueryError` for a bad query, `StoreError` for a bad server."""
        body, kind = self._send(
            "POST", self.endpoints.query, text.encode(), {"Content-Type": "application/sparql-query",
                                                          "Accept": f"{_ROWS}, {_TRIPLES};q=0.9"})  # fmt: skip
        try:
            if kind == _TRIPLES:
                return Answer(triples=tuple(q.triple for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)))
            if kind == _ROWS:
                return answer(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.endpoints.query}: answered with what is no {kind}: {error}") from error
        raise StoreError(f"{self.endpoints.query}: answered with {kind or 'nothing'}: is this a SPARQL endpoint?")

    def update(self, text: str) -> None:
        """Run a SPARQL update."""
        self._send("POST", self.endpoints.update, text.encode(), {"Content-Type": "application/sparql-update"})

    def load(self, document: Document, *, base: str = "") -> None:
        """Put a document in, in place of what the server held of it, in one request."""
        import rdf

        self.replace(rdf.quads(document, base=base) if base else rdf.quads(document))

    def replace(self, quads: Iterable[ox.Quad]) -> None:
        """Put graphs in, in place of those of the same names, in one request."""
        self.update(replacement(quads))

    def remove(self, graphs: Iterable[str]) -> None:
        """Delete graphs by their names."""
        self.update(removal([str(ox.NamedNode(graph)) for graph in graphs]))

    def get(self, graph: str) -> bytes:
        """A graph as N-Triples (SPARQL 1.1 Graph Store HTTP Protocol, 5.2)."""
        return self._send("GET", self._graph(graph), None, {"Accept": _TRIPLES})[0]

    def put(self, graph: str, turtle: bytes) -> None:
        """Replace a graph (Graph Store HTTP Protocol, 5.3)."""
        self._send("PUT", self._graph(graph), turtle, {"Content-Type": "text/turtle"})

    def delete(self, graph: str) -> None:
        """Delete a graph (Graph Store HTTP Protocol, 5.4)."""
        self._send("DELETE", self._graph(graph), None, {})

    def _graph(self, graph: str) -> str:
        return f"{self.endpoints.graphs}?{urllib.parse.urlencode({'graph': graph})}"

    def _send(self, method: str, url: str, data: bytes | None, headers: dict[str, str]) -> tuple[bytes, str]:
        request = urllib.request.Request(url, data=data, method=method, headers={**headers, **_credentials()})
        for attempt in range(self._retries):
            last = attempt + 1 == self._retries
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as response:
                    return response.read(), response.headers.get_content_type()
            except urllib.error.HTTPError as error:
                if error.code not in _TRY_AGAIN or last:
                    raise _refused(error, url) from error
            except (urllib.error.URLError, TimeoutError, ConnectionError, HTTPException, ValueError) as error:
                if last or isinstance(error, ValueError):
                    reason = getattr(error, "reason", None) or repr(error)
                    raise StoreError(f"{url}: no answer ({reason}): is the server running?") from error
            time.sleep(_PAUSE * 2**attempt)
        raise AssertionError("unreachable")


def _refused(error: urllib.error.HTTPError, url: str) -> Exception:
    words = error.read(2000).decode("utf-8", "replace").strip()
    try:
        found: Any = json.loads(words)
        words = str(found.get("message", words)) if isinstance(found, dict) else words
    except ValueError:
        pass
    if error.code == 400:
        return QueryError(f"not accepted by the server: {words or error.reason}")
    if error.code in (401, 403):
        return StoreError(f"{url}: not allowed ({error.code}): set REGESTA_SPARQL_TOKEN, or REGESTA_SPARQL_USER and "
                          "REGESTA_SPARQL_PASSWORD")  # fmt: skip
    return StoreError(f"{url}: {error.code} {words or error.reason}")


def _credentials() -> dict[str, str]:
    token = os.environ.get("REGESTA_SPARQL_TOKEN", "")
    user = os.environ.get("REGESTA_SPARQL_USER", "")
    if token:
        return {"Authorization": f"Bearer {token}"}
    if user:
        pair = f"{user}:{os.environ.get('REGESTA_SPARQL_PASSWORD', '')}"
        return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
    return {}
