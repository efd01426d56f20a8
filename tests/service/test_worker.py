"""How a worker sends its answers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import cast

import msgspec
import pytest

from tonecheck.service import worker
from tonecheck.service.examination import Examiner
from tonecheck.service.frames import Frames, framed
from tonecheck.service.work import Done, Work
from tonecheck.service.worker import Worker


class Examining:
    """Answers at once."""

    def one(self, work: Work) -> Done:
        return Done(number=work.number, outcome="late")


@contextmanager
def working() -> Iterator[socket.socket]:
    """The service's end of a connection on which each sending arrives by itself."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    running = threading.Thread(target=Worker(theirs, cast(Examiner, Examining())).run)
    with ours, theirs:
        ours.settimeout(60)
        running.start()
        yield ours
        ours.shutdown(socket.SHUT_WR)
        running.join()


def ask(service: socket.socket, numbers: range) -> None:
    """Single messages in one frame."""
    works = [
        Work(
            number=number,
            bulk=False,
            messages=(b"{}",),
            policy=None,
            explain=False,
            deadline=0.0,
        )
        for number in numbers
    ]
    service.sendall(framed(msgspec.msgpack.encode(works)))


def sending(service: socket.socket) -> list[int]:
    """What one sending answers."""
    payloads = Frames().feed(service.recv(1 << 16))
    return [msgspec.msgpack.decode(payload, type=Done).number for payload in payloads]


def test_answers_leave_together_and_none_waits_for_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "monotonic", lambda: 0.0)
    with working() as service:
        ask(service, range(1))
        assert sending(service) == [0]
        ask(service, range(1, 8))
        assert [sending(service), sending(service)] == [[1, 2, 3, 4], [5, 6, 7]]


def test_nor_for_what_is_slow_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count()
    monkeypatch.setattr(worker, "monotonic", lambda: float(next(seconds)))
    with working() as service:
        ask(service, range(5))
        assert [sending(service) for _ in range(5)] == [[0], [1], [2], [3], [4]]
