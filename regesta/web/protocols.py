"""The doors for machines: all protocols over one corpus, which share a query pool and what is known of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.web import dts, iiif, linked_data, oai, reconcile, sparql
from regesta.web.addresses import Addresses
from regesta.web.sparql_pool import Pool

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from regesta.web.corpus import Corpus
    from regesta.web.settings import Settings


def routes(corpus: Corpus, settings: Settings) -> list[BaseRoute]:
    """What machines may ask."""
    pool, addresses = Pool(corpus), Addresses(corpus)
    return [
        *sparql.routes(corpus, settings, pool),
        *linked_data.routes(corpus, settings, pool, addresses),
        *oai.routes(corpus, settings, addresses),
        *dts.routes(corpus, settings, addresses),
        *reconcile.routes(corpus, settings, addresses),
        *iiif.routes(corpus, settings, addresses),
    ]
