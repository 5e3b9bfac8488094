"""What a build has to encode: the texts that changed, and those that a change of anything else concerns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from regesta import scan
from regesta.build import keys
from regesta.build.document import Text, contents, stamps
from regesta.build.job import Job
from regesta.build.state import Row
from regesta.encoding import ready

if TYPE_CHECKING:
    from regesta.build.touch import Forms


class Due:
    """What is to be done, by what is remembered of the last build."""

    def __init__(self, job: Job) -> None:
        self.project, self.state, self.listener, self.verify = job.project, job.state, job.listener, job.verify

    def settings(self) -> tuple[str, Callable[[], tuple[frozenset[str], Forms]] | None]:
        """The digest of all that every document depends on; and, where the authority changed, what tells how."""
        settings, state = self.project.settings, self.state
        own = keys.encoder(settings)
        seen = json.dumps([(name, *scan.stamp(name)) for name in settings.authority])
        if self.verify or seen != state.note("authority-stamp"):
            found = keys.digest(*(part for n in settings.authority for part in (Path(n).name, Path(n).read_bytes())))
            if found != state.note("authority"):
                return self._authority(own, found, seen)
            state.write_note("authority-stamp", seen)
        return keys.digest(own, state.note("traits")), None

    def _authority(
        self, own: str, found: str, seen: str
    ) -> tuple[str, Callable[[], tuple[frozenset[str], Forms]] | None]:
        from regesta.build import touch

        entities = ready(self.project.settings)
        traits = touch.traits(entities)
        old, state = self.state.entities(), self.state
        new = touch.known(entities.entities) if entities is not None else {}
        changed = frozenset(i for i in old.keys() | new.keys() if old.get(i) != new.get(i))

        def concerned() -> tuple[frozenset[str], Forms]:
            """The changed entries, and the forms of their names before and after; remembers the new."""
            before = {i: touch.read(state.entity(i)) for i in changed if i in old}
            after = {i: entities.entities[i] for i in changed if entities is not None and i in new}
            state.write_entities(
                ((i, new[i], touch.written(entity)) for i, entity in after.items()), changed - new.keys()
            )
            for key, value in (("authority", found), ("authority-stamp", seen), ("traits", traits)):
                state.write_note(key, value)
            return changed, touch.forms(before, after)

        return keys.digest(own, traits), concerned

    def touched(
        self, texts: Mapping[str, Text], rows: dict[str, Row], changes: Callable[[], tuple[frozenset[str], Forms]]
    ) -> dict[str, Row]:
        """Have the documents made again that a change of the authority concerns; remembered before any is."""
        from regesta.build import touch

        changed, forms = changes()
        uses = {name: frozenset(ids.split()) for name, ids in self.state.uses()}
        asked = [texts[name] for name in rows if name in texts]
        self.state.stale(touch.concerned(asked, uses, changed, forms, self.project.settings))
        self.state.save()
        return self.state.documents()

    def stale(self, texts: Mapping[str, Text], rows: Mapping[str, Row], made: str) -> list[Text]:
        """The texts that are to be encoded."""
        self.listener.stage("reading", 0)
        found: list[Text] = []
        again: list[Row] = []
        for name, text in texts.items():
            row = rows.get(name)
            if row is None or row.made != made_with(made, text):
                found.append(text)
                continue
            try:
                now = f"[{', '.join(scan.noted(s) if s else 'null' for s in stamps(text))}]"
                if (now != row.stamp or self.verify) and contents(text) != row.digest:
                    found.append(text)
                    continue
                kept = self._tei(row, text.target)
            except OSError:
                found.append(text)  # encoding will tell what is wrong
                continue
            if kept is None:
                found.append(text)
            elif now != row.stamp or kept != row:
                again.append(kept._replace(stamp=now))
        self.state.restamp(again)
        return found

    def _tei(self, row: Row, target: str) -> Row | None:
        """The row with what its TEI file is now; None where the TEI is to be made again. Raises `OSError`."""
        now = scan.noted(scan.stamp(target))
        if now == row.tei_stamp and not self.verify:
            return row
        from tei.seal import untouched

        data = Path(target).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found == row.tei:
            return row._replace(tei_stamp=now)
        return None if untouched(data) else row._replace(tei_stamp=now, tei=found, edited=1)


def made_with(made: str, text: Text) -> str:
    """What is remembered of what a text was made with."""
    return f"{made[:32]} {text.label}"
