"""Many expressions matched in one pass over a text."""

from collections.abc import Sequence

import re2


class ExpressionSet:
    """One automaton over ``expressions``; ``memory`` is its limit in bytes.

    That is above RE2's usual 8 MiB: a set that runs out of it finds nothing. It can be pickled.
    """

    def __init__(self, expressions: tuple[str, ...], memory: int = 64 << 20) -> None:
        self._made_of = (expressions, memory)
        options = re2.Options()
        options.log_errors = False
        options.max_mem = memory
        self._set = re2.Set.SearchSet(options) if expressions else None
        if self._set is not None:
            for expression in expressions:
                self._set.Add(expression)
            self._set.Compile()

    def __reduce__(self) -> tuple[object, ...]:
        return ExpressionSet, self._made_of

    def matched(self, text: bytes | str) -> Sequence[int]:
        """The numbers of the expressions that match somewhere in ``text``."""
        if self._set is None:
            return ()
        return self._set.Match(text) or ()  # None when nothing matches
