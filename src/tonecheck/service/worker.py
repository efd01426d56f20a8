"""A worker process: takes work from its socket and answers it as soon as it is done."""

import socket
from collections import deque
from collections.abc import Generator
from time import monotonic
from typing import Final

import msgspec

from tonecheck.service.examination import Examiner
from tonecheck.service.frames import Frames, framed
from tonecheck.service.work import Done, Work

MOST_TOGETHER: Final = 4
TOGETHER_S: Final = 0.002
"""Answers to single messages leave together; but none waits for a message that is slow to read."""

_CHUNK: Final = 1 << 18

_works = msgspec.msgpack.Decoder(tuple[Work, ...])
_encode = msgspec.msgpack.Encoder().encode


class Worker:
    """Single messages first: a slice of a batch goes on only while none is waiting."""

    def __init__(self, connection: socket.socket, examiner: Examiner) -> None:
        self._connection = connection
        self._examiner = examiner
        self._frames = Frames()
        self._singles: deque[Work] = deque()
        self._slices: deque[Generator[None, None, Done]] = deque()

    def run(self) -> None:
        """Work until the service closes the connection."""
        while self._receive():
            if self._singles:
                self._answer(*self._some_singles())
            elif self._slices:
                self._one_of_slice()

    def _receive(self) -> bool:
        """Take in what has arrived; wait only when there is nothing to do."""
        idle = not self._singles and not self._slices
        try:
            data = self._connection.recv(_CHUNK, 0 if idle else socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        for payload in self._frames.feed(data):
            for work in _works.decode(payload):
                if work.bulk:
                    self._slices.append(self._examiner.slice(work))
                else:
                    self._singles.append(work)
        return bool(data)

    def _some_singles(self) -> list[Done]:
        """The next, and while no time has passed those behind it: fewer sendings cost less."""
        until = monotonic() + TOGETHER_S
        done = [self._examiner.one(self._singles.popleft())]
        while self._singles and len(done) < MOST_TOGETHER and monotonic() < until:
            done.append(self._examiner.one(self._singles.popleft()))
        return done

    def _one_of_slice(self) -> None:
        try:
            next(self._slices[0])
        except StopIteration as finished:
            self._slices.popleft()
            self._answer(finished.value)

    def _answer(self, *done: Done) -> None:
        self._connection.sendall(b"".join(framed(_encode(one)) for one in done))
