"""The classifier that travels with the package, where it is wanted and there."""

from typing import TypeVar

from tonecheck.classifier.model import NAME, Model
from tonecheck.shipped import shipped

_Kind = TypeVar("_Kind", bound=Model)


def shipped_model(wanted: bool | None, kind: type[_Kind]) -> _Kind | None:
    """The classifier as a ``kind``; None where it is not wanted (False) or not installed.

    Raises:
        ModelError: one of its files is wrong.
    """
    if wanted is False:
        return None
    try:
        return kind(shipped("models") / NAME)
    except FileNotFoundError:
        return None
