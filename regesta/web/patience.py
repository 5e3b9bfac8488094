"""HTTP spoken with clients that may be slow: who does not get a request's head out in time is let go.

uvicorn waits for ever for the first byte and for the rest of a head; enough connections of that kind would leave no
room for others. (The time for a body is `regesta.web.security`'s.)
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0
"""How long a head may take."""


class Impatient(H11Protocol):
    """A connection that is closed where a head takes too long."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A client is there."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(SECONDS, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Something came: the clock runs until it is a whole head."""
        if self._deadline is None:
            self._deadline = self.loop.call_later(SECONDS, self._give_up)
        super().data_received(data)
        if self._at_work():
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop()
        super().connection_lost(exc)

    def _at_work(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self._at_work() and not self.transport.is_closing():
            self.transport.close()
