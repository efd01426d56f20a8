"""A circuit breaker: a service that is away is left alone for a while."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import Literal, Self

State = Literal["closed", "open", "half_open"]

_log = logging.getLogger(__name__)


class Breaker:
    """Opens after failures in a row; later lets one call try, whose outcome decides.

    Safe to share between threads and between clients of the same service.

    Args:
        failures: calls in a row that fail before it opens.
        rest: seconds it stays open before one call may try.
        clock: seconds, never going back.
    """

    def __init__(
        self, failures: int = 5, rest: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._lock = Lock()
        self._state: State = "closed"
        self._failed = 0
        self._since = 0.0
        self._era = 0
        """Counts changes of state, so that a slow call of an earlier state decides nothing."""

    @property
    def state(self) -> State:
        return self._state

    def permit(self) -> "Permit | None":
        """Leave to call, to be used in a ``with``; None while the breaker is open."""
        with self._lock:
            if self._state == "half_open":
                return None
            if self._state == "open":
                if self._clock() - self._since < self._rest:
                    return None
                self._become("half_open")
            return Permit(self, self._era)

    def settle(self, era: int, succeeded: bool | None) -> None:
        """Take in how a call ended; None when it was given up and says nothing."""
        with self._lock:
            if era != self._era:
                return
            if succeeded:
                self._failed = 0
                if self._state == "half_open":
                    self._become("closed")
            elif self._state == "half_open":
                # An abandoned try must not leave the breaker waiting for its outcome for ever.
                self._become("open")
            elif succeeded is False:
                self._failed += 1
                if self._failed >= self._most:
                    self._become("open")

    def _become(self, state: State) -> None:
        _log.warning("检查服务的断路器：%s → %s", self._state, state)
        self._state, self._since, self._failed = state, self._clock(), 0
        self._era += 1


class Permit(AbstractContextManager["Permit"]):
    """Leave for one call; leaving the ``with`` tells the breaker how it ended."""

    def __init__(self, breaker: Breaker, era: int) -> None:
        self._breaker, self._era = breaker, era
        self.succeeded: bool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._breaker.settle(self._era, self.succeeded)
