"""A service on loopback that behaves as a test says, well or badly, request by request."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tonecheck.report import Finding, ModelVersion, Report, Versions, decide
from tonecheck.service.sending import Defaults, SendPolicy, applied, applied_to_all

BAD = "坏"
"""A text with this character is one that the scripted service blocks."""

_DEFAULTS = Defaults(evasion="standard", model=True)
_VERSIONS = Versions(package="0", packs=(), model=ModelVersion("m", "0"), law="2026-01-01")


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> Any:
        return msgspec.json.decode(self.body)


Behaviour = Callable[[socket.socket, Request, threading.Event], None]


@dataclass
class Scripted:
    """Each request takes the next behaviour of the script; the last one is for all the others."""

    script: Sequence[Behaviour]
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test ends, so that nothing keeps hanging."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: Request) -> Behaviour:
        with self._lock:
            self.requests.append(request)
            return self.script[min(len(self.requests), len(self.script)) - 1]

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while request := _read(stream):
                try:
                    self.take(request)(connection, request, self.over)
                except OSError:
                    return


def _read(stream: Any) -> Request | None:
    try:
        start = stream.readline().split()
        headers = {}
        while line := stream.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", 0)))
    except OSError:
        return None
    return Request(start[1].decode(), headers, body) if len(start) > 1 else None


@contextmanager
def service(*script: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """Run the script on a free port of loopback."""
    scripted = Scripted(script)
    connections: list[socket.socket] = []

    def serve(connection: socket.socket) -> None:
        try:
            secure = tls.wrap_socket(connection, server_side=True) if tls else connection
        except OSError:  # the other side does not trust us
            return
        scripted.serve(secure)

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        scripted.url = f"{'https' if tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}"
        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield scripted
        finally:
            scripted.over.set()
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for connection in connections:
                connection.close()


def report(message: dict[str, Any], *, complete: bool = True) -> Report:
    """The scripted verdict on a message."""
    at = message["text"].find(BAD)
    found = Finding(
        rule="insult/bad",
        category="insult",
        severity="block",
        start=at,
        end=at + 1,
        excerpt=BAD,
        message="不好",
    )
    findings = (found,) if at >= 0 else ()
    return Report(
        id=message.get("id"),
        decision=decide(findings, complete),
        complete=complete,
        incomplete_because=() if complete else ("model_missing",),
        findings=findings,
        scores={},
        versions=_VERSIONS,
    )


def answer(
    status: int, body: bytes = b"", *, type: str = "application/json", **headers: str
) -> Behaviour:
    """Always the same answer; ``retry_after="1"`` becomes a header Retry-After."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def behave(connection: socket.socket, request: Request, over: threading.Event) -> None:
        connection.sendall(whole)

    return behave


def problem(status: int, **members: Any) -> Behaviour:
    body = msgspec.json.encode(members | {"status": status})
    return answer(status, body, type="application/problem+json")


busy = answer(503, b"{}", retry_after="0")


def well(
    *, complete: bool = True, change: Callable[[dict[str, Any]], object] | None = None
) -> Behaviour:
    """The scripted verdicts, after ``change`` had its way with the answer."""

    def behave(connection: socket.socket, request: Request, over: threading.Event) -> None:
        said = _said(request.fields, complete=complete)
        if change:
            change(said)
        answer(200, msgspec.json.encode(said))(connection, request, over)

    return behave


def _said(fields: dict[str, Any], *, complete: bool = True) -> dict[str, Any]:
    """The scripted answer, with the service's own word on sending."""
    policy = msgspec.convert(fields["policy"], SendPolicy)
    messages = fields.get("messages", [fields])
    reports = [report(message, complete=complete) for message in messages]
    sends = tuple(map(policy.may_send, reports))
    if "messages" in fields:
        said = {"reports": reports, "applied": applied_to_all(policy, _DEFAULTS, sends)}
    else:
        said = msgspec.structs.asdict(reports[0]) | {
            "applied": applied(policy, _DEFAULTS, sends[0])
        }
    answer: dict[str, Any] = msgspec.to_builtins(said)
    return answer


def hanging(seconds: float) -> Behaviour:
    """A good answer, late."""

    def behave(connection: socket.socket, request: Request, over: threading.Event) -> None:
        over.wait(seconds)
        well()(connection, request, over)

    return behave


def dripping(pieces: int, pause: float, *, from_start: bool) -> Behaviour:
    """A good answer byte by byte: from its first header, or from its body on."""

    def behave(connection: socket.socket, request: Request, over: threading.Event) -> None:
        body = msgspec.json.encode(_said(request.fields)) + b" " * pieces
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n"
        slow = "".join(f"X-{n}: y\r\n" for n in range(pieces // 8)) if from_start else ""
        if slow:
            connection.sendall(head.encode())
            for byte in slow.encode():
                connection.sendall(bytes([byte]))
                over.wait(pause)
            connection.sendall(b"\r\n" + body)
            return
        connection.sendall(head.encode() + b"\r\n")
        for byte in body:
            connection.sendall(bytes([byte]))
            over.wait(pause)

    return behave


def dropping(sent: bytes = b"") -> Behaviour:
    """Closes the connection after these bytes."""

    def behave(connection: socket.socket, request: Request, over: threading.Event) -> None:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_RDWR)

    return behave
