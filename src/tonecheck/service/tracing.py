"""Traces by OpenTelemetry, for those who want them: the ``telemetry`` extra, off by default."""

import os
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from tonecheck.policy import PolicyError

_PLACE: Final = "tonecheck.untraced"


def traced(application: ASGIApp) -> tuple[ASGIApp, Callable[[], None]]:
    """The application with a span for each request, and what to call at the end.

    Where spans go is set by the environment, ``OTEL_EXPORTER_OTLP_ENDPOINT`` above all.

    Raises:
        PolicyError: the extra is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise PolicyError(
            f'缺少 {error.name}；请先安装：pip install "tonecheck[telemetry]"，或关闭 tracing'
        ) from None
    service = os.environ.get("OTEL_SERVICE_NAME", "tonecheck")
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))

    async def open_again(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope.get(_PLACE, scope), receive, send)

    middleware = OpenTelemetryMiddleware(
        open_again, tracer_provider=provider, exclude_spans=["receive", "send"]
    )

    async def closed(scope: Scope, receive: Receive, send: Send) -> None:
        """Spans carry path and query, and those could carry anything: it sees neither."""
        shown = {**scope, "path": _first(scope["path"]), "raw_path": b"", "query_string": b""}
        shown[_PLACE] = scope
        await middleware(shown, receive, send)

    return closed, provider.shutdown


def _first(path: str) -> str:
    """Our own first step of a path, such as ``/v1``."""
    step = path[1:].partition("/")[0]
    return f"/{step}" if step in _STEPS else "/"


_STEPS: Final = frozenset({"v1", "healthz", "readyz", "metrics", "assets", "openapi.json"})
