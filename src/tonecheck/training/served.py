"""Labelled messages as the checker hands them to the classifier, with the way back to the text."""

from typing import NamedTuple

from msgspec.structs import replace

from tonecheck.message import Message
from tonecheck.text.blanks import Blanked
from tonecheck.text.reading import Reading


class Served(NamedTuple):
    """What the model reads of a message."""

    message: Message
    reading: Reading
    blanked: Blanked

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the labelled text that ``reading.text[start:end]`` stands for."""
        return self.blanked.original_span(*self.reading.original_span(start, end))


def served(message: Message) -> Served:
    """The message with its fields blanked, read."""
    blanked = Blanked(message.text)
    message = replace(message, text=blanked.text)
    return Served(message, Reading.of(message), blanked)
