"""Names suggested by a spaCy model (extra: `regesta[spacy]`).

Any installed pipeline with an entity recogniser will do; the environment variable `REGESTA_SPACY_MODEL` names one, else
the first installed one for the language of the text is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from converters.reading import Reading
from tei.model import Annotation

_ELEMENTS = {
    "PERSON": "persName", "PER": "persName", "ORG": "orgName",
    "GPE": "placeName", "LOC": "placeName", "FAC": "placeName",
}  # fmt: skip
"""Labels of spaCy's models, and the TEI elements that they mean."""
_LONGEST = 100_000
"""Characters that a model gets at once: its memory grows with them."""


class ModelMissingError(RuntimeError):
    """spaCy, or a model for the language, is not installed."""


@lru_cache(maxsize=4)
def _model(language: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise ModelMissingError("spaCy is not installed: pip install 'regesta[spacy]' and a model") from error
    wanted = os.environ.get("REGESTA_SPACY_MODEL", "")
    installed = [wanted] if wanted else [m for m in spacy.util.get_installed_models() if m.startswith(f"{language}_")]
    if not installed:
        raise ModelMissingError(f"no spaCy model for {language!r} is installed (see https://spacy.io/models)")
    return spacy.load(installed[0])


def recognise(reading: Reading, *, language: str) -> Iterator[Annotation]:
    """The people, organisations and places that the model finds."""
    model = _model(language.split("-")[0] or "en")
    for offset, piece in _pieces(reading.text, min(model.max_length, _LONGEST)):
        for entity in model(piece).ents:
            element = _ELEMENTS.get(entity.label_)
            if element is not None and entity.text.strip() and "\n\n" not in entity.text:
                yield Annotation(*reading.span(offset + entity.start_char, offset + entity.end_char), element)


def _pieces(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """The text in pieces that a model takes, cut between paragraphs, else between words."""
    start = 0
    while start < len(text):
        end = start + longest
        if end < len(text):
            end = next((at + len(cut) for cut in ("\n\n", " ") if (at := text.rfind(cut, start, end)) > start), end)
        yield start, text[start:end]
        start = end
