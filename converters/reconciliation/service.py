"""Candidates from a reconciliation service (W3C Entity Reconciliation Community Group, Reconciliation API 0.2)."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import Any

from converters.authority.identifiers import identifier
from converters.reconciliation import Candidate
from tei.entities import Entity

_BATCH = 25
_MOST = 5
_RETRIES = 3
_TRY_AGAIN = frozenset({429, 502, 503, 504})


class ServiceError(Exception):
    """A service that does not answer, or not as the API says."""


class Service:
    """A reconciliation service, asked in batches."""

    def __init__(self, url: str, *, types: Mapping[str, str] | None = None, timeout: float = 30.0) -> None:
        """`types` are the service's own types for `person`, `org` and `place`; `timeout` is in seconds."""
        self.url = url
        self._types = dict(types or {})
        self._timeout = timeout
        self._said: Mapping[str, Any] = {}

    def manifest(self) -> Mapping[str, Any]:
        """What the service says of itself (API 0.2, section 3). Raises `ServiceError`."""
        found = self._ask(None)
        if "name" not in found:
            raise ServiceError(f"{self.url}: no service manifest there: is this a reconciliation service?")
        self._said = found
        return found

    def _address(self, id_: str) -> str:
        """An identifier as an address, where the manifest says how (API 0.2, section 3): `identifierSpace`, `view`."""
        view = self._said.get("view")
        page = str(view.get("url", "")) if isinstance(view, dict) else ""
        shown = page.replace("{{id}}", id_) if "{{id}}" in page else ""
        for address in (f"{self._said.get('identifierSpace', '')}{id_}", shown):
            if identifier(address)[0] != "URI":
                return address
        return id_ if "://" in id_ else shown or id_

    def candidates(self, entities: Sequence[Entity]) -> Iterator[tuple[Entity, tuple[Candidate, ...]]]:
        """The service's candidates for each entity. Raises `ServiceError`."""
        for start in range(0, len(entities), _BATCH):
            batch = entities[start : start + _BATCH]
            found = self._ask({f"q{i}": self._query(e) for i, e in enumerate(batch)})
            for i, entity in enumerate(batch):
                yield entity, tuple(self._candidates(found.get(f"q{i}")))

    def _query(self, entity: Entity) -> dict[str, object]:
        query: dict[str, object] = {"query": entity.label, "limit": _MOST}
        if entity.kind in self._types:
            query["type"] = self._types[entity.kind]
        return query

    def _candidates(self, answer: Any) -> Iterator[Candidate]:
        results = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(results, list):
            raise ServiceError(f"{self.url}: the answer has no list of results (Reconciliation API 0.2, section 4.2)")
        for r in results:
            if isinstance(r, dict) and r.get("id"):
                address = self._address(str(r["id"]))
                yield Candidate(address, str(r.get("name", "")), _score(r.get("score")), bool(r.get("match")))

    def _ask(self, queries: Mapping[str, object] | None) -> Mapping[str, Any]:
        data = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode() if queries is not None else None
        for attempt in range(_RETRIES):
            try:
                request = urllib.request.Request(self.url, data=data, headers={"Accept": "application/json"})
                with urllib.request.urlopen(request, timeout=self._timeout) as response:
                    found = json.loads(response.read())
                if not isinstance(found, dict):
                    raise ServiceError(f"{self.url}: answered with something that is no JSON object")
                return found
            except urllib.error.HTTPError as error:
                if error.code not in _TRY_AGAIN or attempt + 1 == _RETRIES:
                    raise ServiceError(f"{self.url}: {error.code} {' '.join(str(error.reason).split())}") from error
            except (urllib.error.URLError, TimeoutError, ConnectionError, HTTPException) as error:
                if attempt + 1 == _RETRIES:
                    reason = getattr(error, "reason", None) or repr(error)
                    raise ServiceError(f"{self.url}: no answer ({reason})") from error
            except (ValueError, RecursionError) as error:
                raise ServiceError(f"{self.url}: answered with something that is no JSON: {error}") from error
            time.sleep(0.2 * 2**attempt)
        raise AssertionError("unreachable")


def _score(value: object) -> float:
    """A score as the API has it; 0 for what is none."""
    return float(value) if isinstance(value, (int, float)) else 0.0
