"""Worker processes and who does what: units in order, and each skeleton by one of them for all."""

import multiprocessing
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final

from tonecheck.audit.errors import AuditStopped
from tonecheck.audit.skeletons import Skeleton
from tonecheck.audit.worker import worker_process

_AT_ONCE: Final = 16
"""Skeletons checked between two looks at the line."""

_MOST_KEPT: Final = 200_000
"""Verdicts kept for workers that come to need them; a few dozen bytes each for most."""

_PATIENCE: Final = 5.0


@dataclass(eq=False)
class _Hand:
    """One worker as seen from here."""

    process: BaseProcess
    line: Connection
    idle: bool = False
    checking: bool = False
    needs: list[bytes] | None = None
    missing: set[bytes] = field(default_factory=set)
    got: dict[bytes, bytes] = field(default_factory=dict)


class Pool:
    """Workers forked from this process, which has loaded what they all use.

    Args:
        given: what each `Worker` gets besides its line.
    """

    def __init__(self, count: int, given: Sequence[Any]) -> None:
        fork = multiprocessing.get_context("fork")
        self._hands: list[_Hand] = []
        for _ in range(count):
            here, there = fork.Pipe()
            others = [hand.line for hand in self._hands]
            process = fork.Process(
                target=worker_process, args=(there, [*others, here], *given), daemon=True
            )
            process.start()
            there.close()
            self._hands.append(_Hand(process, here))
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._unchecked: deque[tuple[bytes, Skeleton]] = deque()
        self._wanted: dict[bytes, list[_Hand]] = {}

    def run(self, tasks: Iterable[tuple[str, Any]], told: Callable[[int], None]) -> None:
        """Have every task done.

        Raises:
            AuditStopped: a worker could not go on, or is gone.
        """
        waiting = deque(tasks)
        for hand in self._hands:
            if hand.idle:
                self._give(hand, waiting)
        while waiting or not all(hand.idle for hand in self._hands):
            lines = {hand.line: hand for hand in self._hands}
            for line in wait(list(lines)):
                hand = lines[line]  # type: ignore[index]
                self._hear(hand, told)
            for hand in self._hands:
                self._give(hand, waiting)

    def close(self) -> None:
        """Let the workers go, whatever they do."""
        for hand in self._hands:
            if not (hand.idle and _told_to_stop(hand)):
                hand.process.terminate()
        for hand in self._hands:
            hand.process.join(_PATIENCE)
            if hand.process.is_alive():  # was told, but does not listen
                hand.process.terminate()
                hand.process.join(_PATIENCE)
            hand.line.close()

    def _hear(self, hand: _Hand, told: Callable[[int], None]) -> None:
        try:
            kind, what = hand.line.recv()
        except (EOFError, ConnectionResetError):
            raise AuditStopped(_last_words(hand)) from None
        match kind:
            case "ready" | "done":
                hand.idle = True
            case "rows":
                told(what)
            case "stopped":
                raise AuditStopped(what)
            case "need":
                self._need(hand, what)
            case "checked":
                hand.checking = False
                for key, verdict in what.items():
                    self._checked(key, verdict)

    def _need(self, hand: _Hand, skeletons: Sequence[Skeleton]) -> None:
        hand.needs = [one.key for one in skeletons]
        for key, one in zip(hand.needs, skeletons, strict=True):
            if key in self._known:
                self._known.move_to_end(key)
                hand.got[key] = self._known[key]
                continue
            hand.missing.add(key)
            if key not in self._wanted:
                self._unchecked.append((key, one))
            self._wanted.setdefault(key, []).append(hand)
        self._answer(hand)

    def _checked(self, key: bytes, verdict: bytes) -> None:
        self._known[key] = verdict
        while len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        for hand in self._wanted.pop(key, ()):
            hand.got[key] = verdict
            hand.missing.discard(key)
            self._answer(hand)

    def _answer(self, hand: _Hand) -> None:
        if hand.needs is not None and not hand.missing and not hand.checking:
            _send(hand, ("verdicts", [hand.got[key] for key in hand.needs]))
            hand.needs, hand.got = None, {}

    def _give(self, hand: _Hand, waiting: deque[tuple[str, Any]]) -> None:
        """Something to do for a worker that is idle or waits for verdicts."""
        if hand.checking:
            return
        if hand.needs is not None:
            self._answer(hand)
        if (hand.idle or hand.needs is not None) and self._unchecked:
            chosen = [self._unchecked.popleft() for _ in range(min(_AT_ONCE, len(self._unchecked)))]
            _send(hand, ("check", [one for _, one in chosen]))
            hand.checking = True
        elif hand.idle and waiting:
            _send(hand, waiting.popleft())
            hand.idle = False


def _send(hand: _Hand, what: tuple[str, Any]) -> None:
    try:
        hand.line.send(what)
    except OSError:  # gone since it was last heard
        raise AuditStopped(_last_words(hand)) from None


def _told_to_stop(hand: _Hand) -> bool:
    try:
        hand.line.send(("stop", None))
    except OSError:
        return False
    return True


def _last_words(hand: _Hand) -> str:
    """Why a worker is gone: what it said last, or how it ended."""
    with suppress(EOFError, OSError):
        while True:
            kind, what = hand.line.recv()
            if kind == "stopped":
                return str(what)
    hand.process.join(_PATIENCE)
    return _lost(hand.process.exitcode)


def _lost(exit_code: int | None) -> str:
    if exit_code is not None and exit_code > 0:  # an exception, and Python has told it
        return (
            f"一个工作进程出错退出（退出码 {exit_code}，出错的位置写在上面）；"
            "请把上面的记录报告给开发者"
        )
    return f"一个工作进程没有了（退出码 {exit_code}，可能是内存不足）"
