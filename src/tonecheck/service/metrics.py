"""What Prometheus may know: counts and times, by names that are few and ours."""

from collections.abc import Callable
from functools import cache
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from tonecheck.service.work import Done, Seen

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4

_SECONDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 30.0)
_SIZES: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000)


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        # They would double the series, for the time of each one's first event.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = self._counter("requests", "请求数", "route", "method", "status")
        self._latency = self._histogram("request_seconds", "请求用时", _SECONDS, "route")
        self._reports = self._counter("reports", "报告数", "decision", "complete")
        self._findings = self._counter("findings", "发现数", "category", "rule", "severity")
        self._examining = self._histogram("examine_seconds", "检查一条用时", _SECONDS)
        self._reading = self._histogram("model_seconds", "模型读一条用时", _SECONDS)
        self.batches = self._histogram("batch_messages", "一次批量请求里的条数", _SIZES)
        self.frames = self._histogram("frame_jobs", "一次交给检查进程的请求数", _SIZES)
        self.workers_lost = self._counter("workers_lost", "意外退出的检查进程数")
        self.reloads = self._counter("reloads", "重新载入次数", "outcome")
        self._request_counter = cache(self._requests.labels)
        self._route_latency = cache(self._latency.labels)
        self._report_counter = cache(self._reports.labels)
        self._finding_counter = cache(self._findings.labels)

    def watch(self, name: str, text: str, value: Callable[[], float]) -> None:
        """Show ``value`` as it is at each scrape."""
        Gauge(f"tonecheck_{name}", text, registry=self._registry).set_function(value)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request. ``route`` is one of ours, never what was asked for."""
        self._request_counter(route, method, str(status)).inc()
        self._route_latency(route).observe(seconds)

    def examined(self, done: Done) -> None:
        """Count what a worker saw."""
        for seen in done.seen:
            self._seen(seen)

    def late(self, messages: int) -> None:
        """Count messages that were not examined in time."""
        self._report_counter("review", "false").inc(messages)

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)

    def _seen(self, seen: Seen) -> None:
        self._report_counter(seen.decision, str(seen.complete).lower()).inc()
        self._examining.observe(seen.seconds)
        if seen.model_seconds:
            self._reading.observe(seen.model_seconds)
        for category, rule, severity in seen.findings:
            self._finding_counter(category, rule, severity).inc()

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"tonecheck_{name}", text, labels, registry=self._registry)

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...], *labels: str
    ) -> Histogram:
        return Histogram(
            f"tonecheck_{name}", text, labels, buckets=buckets, registry=self._registry
        )
