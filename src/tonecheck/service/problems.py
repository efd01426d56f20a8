"""Problem documents (RFC 9457): every answer that is not what was asked for."""

from typing import Final, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from tonecheck.validation import FieldError

MEDIA_TYPE: Final = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """The document. ``instance`` carries the request id; nothing carries text of a message."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[FieldError, ...] | UnsetType = UNSET


class Kind(NamedTuple):
    """A kind of problem; its name ends the document's ``type``."""

    name: str
    status: int
    title: str


KEY_MISSING: Final = Kind("key-missing", 401, "缺少有效的密钥")
SCOPE_MISSING: Final = Kind("scope-missing", 403, "密钥没有这项权限")
FOREIGN_ORIGIN: Final = Kind("foreign-origin", 403, "不接受来自其他网站的请求")
FOREIGN_HOST: Final = Kind("foreign-host", 421, "请求不是发给这个服务的")
CORS_REFUSED: Final = Kind("cors-refused", 400, "不允许这样从浏览器调用")
NOT_FOUND: Final = Kind("not-found", 404, "没有这个地址")
RULE_NOT_FOUND: Final = Kind("rule-not-found", 404, "没有这条规则")
METHOD: Final = Kind("method-not-allowed", 405, "这个地址不支持这种请求方法")
BODY_SLOW: Final = Kind("body-slow", 408, "请求体迟迟没有收完")
RELOAD_REFUSED: Final = Kind("reload-refused", 409, "没有重新载入，原来的规则继续使用")
BODY_LARGE: Final = Kind("body-too-large", 413, "请求体太大")
ENCODED: Final = Kind("body-encoded", 415, "不接受压缩过的请求体")
SHAPE: Final = Kind("wrong-shape", 422, "请求的内容不合要求")
RATE: Final = Kind("rate-exceeded", 429, "请求过于频繁")
BROKEN: Final = Kind("internal-error", 500, "服务内部出错")
CALLER_GONE: Final = Kind("caller-gone", 499, "调用方已断开")
"""Nobody reads it; it is for the log and the counters, by the number that proxies use."""
QUEUE_FULL: Final = Kind("queue-full", 503, "排队已满")
BUFFER_FULL: Final = Kind("buffer-full", 503, "正在处理的请求体太多")
NO_WORKER: Final = Kind("no-worker", 503, "暂时无法检查")


class Refusal(Exception):
    """Ends a request with a problem document.

    Args:
        detail: one sentence: what is wrong and what to do; never text of the message.
        retry_after: seconds after which to try again, where that helps.
        headers: others to send along.
    """

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after: int | None = None,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers
        if retry_after is not None:
            self.headers = (*headers, (b"retry-after", str(retry_after).encode()))

    def document(self, request_id: str) -> bytes:
        """The problem as JSON."""
        return msgspec.json.encode(
            Problem(
                type=f"urn:tonecheck:problem:{self.kind.name}",
                title=self.kind.title,
                status=self.kind.status,
                detail=self.detail,
                instance=f"/requests/{request_id}",
                errors=self.errors or UNSET,
            )
        )


def method_not_allowed(allowed: str) -> Refusal:
    """The address is there, the method is not."""
    return Refusal(METHOD, f"请改用 {allowed}", headers=((b"allow", allowed.encode()),))


def wrong_shape(*errors: FieldError) -> Refusal:
    """The request is not what the contract says; ``errors`` say where."""
    said = "；".join(map(str, errors))
    return Refusal(SHAPE, said, errors=errors)
