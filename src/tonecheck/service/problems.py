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
    """A kind of problem; its name ends the document's ``type``.

    ``detail`` is the sentence, with names in braces for what differs from one to the next; empty
    where all of it does.
    """

    name: str
    status: int
    title: str
    detail: str = ""


KEY_MISSING: Final = Kind(
    "key-missing",
    401,
    "缺少有效的密钥",
    "请在请求头写 Authorization: Bearer 密钥；密钥用 tonecheck keys new 生成",
)
SCOPE_MISSING: Final = Kind(
    "scope-missing", 403, "密钥没有这项权限", "这个密钥没有 {scope} 权限；请换一个密钥"
)
FOREIGN_ORIGIN: Final = Kind(
    "foreign-origin",
    403,
    "不接受来自其他网站的请求",
    "请求来自其他网站的页面；要允许它，请写进 cors-origins",
)
FOREIGN_HOST: Final = Kind(
    "foreign-host",
    421,
    "请求不是发给这个服务的",
    "没有密钥的服务只认本机的地址；请改用 127.0.0.1 或 localhost",
)
CORS_REFUSED: Final = Kind(
    "cors-refused",
    400,
    "不允许这样从浏览器调用",
    "来源、方法或请求头不在允许之列；要允许这个网站，请写进 cors-origins",
)
NOT_FOUND: Final = Kind(
    "not-found", 404, "没有这个地址", "没有这个地址；可用的地址见 /openapi.json"
)
RULE_NOT_FOUND: Final = Kind(
    "rule-not-found", 404, "没有这条规则", "没有这个编号的规则；全部规则见 /v1/rules"
)
METHOD: Final = Kind("method-not-allowed", 405, "这个地址不支持这种请求方法", "请改用 {allowed}")
BODY_SLOW: Final = Kind(
    "body-slow",
    408,
    "请求体迟迟没有收完",
    "请求体在 {seconds:.0f} 秒内没有收完；请检查网络后重试",
)
RELOAD_REFUSED: Final = Kind("reload-refused", 409, "没有重新载入，原来的规则继续使用")
BODY_LARGE: Final = Kind(
    "body-too-large",
    413,
    "请求体太大",
    "请求体超过上限 {limit} 字节；请拆分后再检查（不会截断）",
)
ENCODED: Final = Kind(
    "body-encoded",
    415,
    "不接受压缩过的请求体",
    "请求体不能压缩；请去掉 Content-Encoding 头，直接发送 JSON",
)
SHAPE: Final = Kind("wrong-shape", 422, "请求的内容不合要求")
RATE: Final = Kind(
    "rate-exceeded",
    429,
    "请求过于频繁",
    "这个密钥每分钟可以请求 {rate} 次，已经用完；请稍后重试",
)
BROKEN: Final = Kind(
    "internal-error",
    500,
    "服务内部出错",
    "服务内部出错，这次没有检查；请把请求号告诉管理员",
)
CALLER_GONE: Final = Kind("caller-gone", 499, "调用方已断开", "调用方在检查之前断开了连接")
"""Nobody reads it; it is for the log and the counters, by the number that proxies use."""
QUEUE_FULL: Final = Kind("queue-full", 503, "排队已满", "排队已满，这次没有检查；请稍后重试")
BUFFER_FULL: Final = Kind(
    "buffer-full",
    503,
    "正在处理的请求体太多",
    "正在处理的请求体太多，这次没有检查；请稍后重试",
)
NO_WORKER: Final = Kind(
    "no-worker", 503, "暂时无法检查", "检查进程意外退出，这条消息没有检查；请稍后重试"
)


class Refusal(Exception):
    """Ends a request with a problem document.

    Args:
        detail: one sentence: what is wrong and what to do; never text of the message. Empty for
            that of its kind.
        retry_after: seconds after which to try again, where that helps.
        headers: others to send along.
        facts: what the sentence of its kind names in braces.
    """

    def __init__(
        self,
        kind: Kind,
        detail: str = "",
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after: int | None = None,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        **facts: object,
    ) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.detail = detail or kind.detail.format(**facts)
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
    return Refusal(METHOD, allowed=allowed, headers=((b"allow", allowed.encode()),))


def wrong_shape(*errors: FieldError) -> Refusal:
    """The request is not what the contract says; ``errors`` say where."""
    said = "；".join(map(str, errors))
    return Refusal(SHAPE, said, errors=errors)
