"""A source that cannot be read as asked; the fault is in the call, not in a message."""


class DraftError(ValueError):
    """Says which file, what is wrong and what to do; nothing of the file was examined."""
