"""Dates and times as written, to ISO 8601 and EDTF. See docs/dates.md."""

from __future__ import annotations

from collections.abc import Mapping

from converters.dates.attributes import encode
from converters.dates.context import DateContext, complete, of_name
from converters.dates.recognise import mentions
from converters.reading import Reading
from tei.model import Annotation

__all__ = ["DateContext", "find_dates", "of_name", "parse_date"]


def find_dates(reading: Reading, *, language: str, anchor: DateContext | None = None) -> list[Annotation]:
    """The `date` and `time` elements of a text, outer before inner."""
    text = reading.text
    found = complete(mentions(text, language), text, anchor)
    return [annotation for mention in found for annotation in encode(mention, reading)]


def parse_date(text: str, language: str) -> Mapping[str, str] | None:
    """The TEI attributes of the first date in `text`, as a header states it; None if there is none."""
    plain = Reading(text, (0,), (0,), {}, {})
    for annotation in find_dates(plain, language=language):
        if annotation.element == "date":
            return annotation.attrs
    return None
