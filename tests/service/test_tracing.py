"""Spans know of a request, and nothing of what it says."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from opentelemetry.exporter.otlp.proto.http import trace_exporter
from opentelemetry.sdk.trace.export import SpanExportResult
from starlette.types import Receive, Scope, Send

from tonecheck.service.tracing import traced

SECRET = "隐秘的一句话"


async def _awaited(answer: Awaitable[None]) -> None:
    await answer


def test_paths_and_queries_stay_out_of_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    spans: list[Any] = []

    def export(_: object, batch: Any) -> SpanExportResult:
        spans.extend(batch)
        return SpanExportResult.SUCCESS

    monkeypatch.setattr(trace_exporter.OTLPSpanExporter, "export", export)
    paths: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        paths.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def nothing(*_: object) -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    wrapped, shut_down = traced(application)
    for path in (f"/v1/rules/{SECRET}/x", f"/{SECRET}"):
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": f"q={SECRET}".encode(),
            "scheme": "http",
            "http_version": "1.1",
            "server": ("127.0.0.1", 1),
            "client": ("127.0.0.1", 2),
            "headers": [],
        }
        asyncio.run(_awaited(wrapped(scope, nothing, nothing)))
        assert paths.pop() == path
    shut_down()
    assert [span.name for span in spans] == ["GET /v1", "GET /"]
    assert SECRET not in "".join(span.to_json(indent=None) for span in spans)
