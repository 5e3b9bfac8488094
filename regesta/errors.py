"""What may go wrong with an input, told in one line: file, place, reason."""

from __future__ import annotations


class InputError(Exception):
    """One input could not be dealt with; the others can. `str()` is `NAME: message`."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(name, message)
        self.name = name
        self.message = message

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """For processes that hand it on."""
        return type(self), (self.name, self.message)

    def __str__(self) -> str:
        """`NAME: message`."""
        return f"{self.name}: {self.message}"


def reason(error: OSError) -> str:
    """An operating-system error in a few words."""
    return (error.strerror or str(error) or type(error).__name__).lower()
