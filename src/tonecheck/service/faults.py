"""An unforeseen exception for the log: where it arose, not what it said."""

from traceback import extract_tb


def fault_of(error: BaseException) -> str:
    """Its class and the places it came through; its sentence could hold text of a message."""
    places = (
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)
    )
    return f"{type(error).__name__}: {' < '.join(reversed(list(places)))}"
