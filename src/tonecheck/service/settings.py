"""How the service runs: the table ``[service]`` of ``tonecheck.toml``."""

import ipaddress
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from tonecheck.checker import REMEMBERED
from tonecheck.cores import cores
from tonecheck.policy import PolicyError, read_table
from tonecheck.validation import field_error

MIB: Final = 1 << 20
SINGLES_PER_WORKER: Final = 18
"""A few more than keep a worker just busy: the longer the queue, the longer all in it wait."""

LONGEST_DEADLINE_MS: Final = 60_000
_Milliseconds = Annotated[int, Meta(ge=1, le=LONGEST_DEADLINE_MS)]


class Settings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"
):
    """All there is to set; times in milliseconds, sizes in bytes.

    Args:
        workers: processes that examine; None for one a core.
        queue: single messages that may be inside, unanswered; None for 18 a worker.
        batch_queue: messages of batches that may be inside.
        batch_wait_ms: how long single messages wait for others to go to a worker together.
        max_buffered_bytes: of all bodies that are in memory at once.
        remembered: verdicts each worker keeps, for messages that fill in the same template; 0 keeps
            nothing of any message.
        grace_ms: after SIGTERM, how long requests in flight may take.
        keys: the file of keys, relative to the configuration.
        require_keys: None for when there is a file of keys, or another than this machine may call.
        cors_origins: web sites that may call from a browser, such as ``https://crm.example.com``.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8714
    workers: Annotated[int, Meta(ge=1, le=256)] | None = None
    queue: Annotated[int, Meta(ge=1)] | None = None
    batch_queue: Annotated[int, Meta(ge=1000)] = 4000
    batch_wait_ms: Annotated[int, Meta(ge=0, le=20)] = 0
    deadline_ms: _Milliseconds = 2000
    batch_deadline_ms: _Milliseconds = 30_000
    remembered: Annotated[int, Meta(ge=0, le=1_000_000)] = REMEMBERED
    grace_ms: Annotated[int, Meta(ge=0)] = 30_000
    max_body_bytes: Annotated[int, Meta(ge=1024)] = MIB
    max_batch_body_bytes: Annotated[int, Meta(ge=1024)] = 32 * MIB
    max_buffered_bytes: Annotated[int, Meta(ge=1024)] = 256 * MIB
    keys: str | None = None
    require_keys: bool | None = None
    cors_origins: tuple[str, ...] = ()
    access_log: bool = False
    tracing: bool = False

    def __post_init__(self) -> None:
        largest = max(self.max_body_bytes, self.max_batch_body_bytes)
        if self.max_buffered_bytes < largest:
            raise ValueError(f"max-buffered-bytes：至少要容得下一个最大的请求体（{largest} 字节）")

    @property
    def worker_count(self) -> int:
        return self.workers or cores()

    @property
    def single_room(self) -> int:
        return self.queue or SINGLES_PER_WORKER * self.worker_count

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can call."""
        return is_loopback(self.host)

    @property
    def keys_required(self) -> bool:
        if self.require_keys is None:
            return self.keys is not None or not self.on_loopback
        return self.require_keys


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine, whoever looks it up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_settings(path: Path) -> Settings:
    """Read ``[service]``; the file of keys is then relative to the working directory.

    Raises:
        PolicyError: the file cannot be read, or a setting is unknown or of a wrong value.
    """
    table = read_table(path).get("service", {})
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        wrong = field_error(error)
        place = ".".join(filter(None, ("service", wrong.field)))
        raise PolicyError(f"{path}：{place}：{wrong.detail}") from None
    if settings.keys is None:
        return settings
    return msgspec.structs.replace(settings, keys=str(path.parent / settings.keys))
