"""The TEI model: values over a source text, one writer to TEI P5, one reader back.

`write` makes TEI of a `Transcript`; `Document` holds TEI, by regesta or by others, and answers for its
text, annotations, header, entities and events. Nothing here knows how text is recognised or what RDF is.
"""

from tei.document import Document
from tei.entities import Entity, Event, Name, Participant, Quantity, Relation, Role
from tei.metadata import Metadata, Stated
from tei.model import Annotation, Cert, Notice, Outside, Rule, Source, Span
from tei.parse import TeiError, parse
from tei.transcript import Change, Encoding, Person, Transcript
from tei.writer import RestoreError, write

__all__ = [
    "Annotation", "Cert", "Change", "Document", "Encoding", "Entity", "Event", "Metadata", "Name", "Notice", "Outside",
    "Participant", "Person", "Quantity", "Relation", "RestoreError", "Role", "Rule", "Source", "Span", "Stated",
    "TeiError", "Transcript", "parse", "write",
]  # fmt: skip
