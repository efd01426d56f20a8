"""What cannot be read, and what cannot be read as asked."""

from tonecheck.place import Place


class DraftError(ValueError):
    """A fault in the call, not in a message: which file, what is wrong, what to do."""


class ColumnError(DraftError):
    """A table of which the column of messages cannot be told; nothing of it was examined."""

    def __init__(self, place: Place, why: str) -> None:
        super().__init__(f"{place}：{why}")
        self.place = place


class Unreadable(ValueError):
    """A file whose content does not open; the message says why, and what to do."""
