"""A TEI document as users hold it: the tree, and what can be asked of it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tei.model import Annotation, Source
from tei.parse import TeiError, parse
from tei.reader import Body, local, read_body

if TYPE_CHECKING:
    from lxml import etree

    from tei.entities import Entity, Event, Relation
    from tei.metadata import Metadata


class Document:
    """A TEI P5 document, by regesta or by others. Everything is read from the tree, and only when asked for."""

    def __init__(self, tree: etree._ElementTree, name: str = "-", data: bytes | None = None) -> None:
        self.tree = tree
        self.name = name
        self._data = data

    @classmethod
    def parse(cls, source: bytes | str | Path, name: str = "-") -> Self:
        """Read TEI from bytes, a string or a file. Raises `tei.parse.TeiError`."""
        if isinstance(source, str):
            source = source.encode("utf-8", "surrogatepass")
        if isinstance(source, Path):
            name = str(source) if name == "-" else name
        return cls(parse(source, name), name, source if isinstance(source, bytes) else None)

    def __bytes__(self) -> bytes:
        """The document as a file."""
        from lxml import etree

        if self._data is None:
            self._data = etree.tostring(self.tree, encoding="utf-8", xml_declaration=True) + b"\n"
        return self._data

    def __str__(self) -> str:
        """The document as text."""
        return bytes(self).decode("utf-8")

    @cached_property
    def body(self) -> Body:
        """The text with the elements over it."""
        return read_body(self.tree)

    @property
    def text(self) -> str:
        """The source text; of TEI by others the text of `text`."""
        return self.body.text

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The elements over the text, in document order, with source offsets."""
        return self.body.annotations

    @cached_property
    def metadata(self) -> Metadata:
        """What the header says of the document."""
        from tei.read_header import read_metadata

        return read_metadata(self.tree.getroot())

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The people, organisations and places beside the text."""
        from tei.read_standoff import read_entities

        return read_entities(self.tree.getroot())

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events beside the text."""
        from tei.read_standoff import read_events

        return read_events(self.tree.getroot(), self.body.spans)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations beside the text."""
        from tei.read_standoff import read_relations

        return read_relations(self.tree.getroot())

    @cached_property
    def source(self) -> Source:
        """The source file as the header describes it. Raises `TeiError` where it does not."""
        from tei.read_header import read_source

        if local(self.tree.getroot()) != "TEI":
            raise TeiError(self.name, 1, "a corpus has no one source file")
        return read_source(self.tree.getroot(), self.text, self.name)

    def restore(self) -> bytes:
        """The source file, byte for byte.

        Raises `TeiError` where the TEI does not say that it was made from a file, or where the text was
        changed since, so that what comes out is not what went in.
        """
        import hashlib

        from tei.read_header import source_digest

        raw = self.source.raw
        if hashlib.sha256(raw).hexdigest() != source_digest(self.tree.getroot()):
            raise TeiError(self.name, 0, "restored, but not the file it was made from: its text was changed since")
        return raw
