"""How an archive is audited: the ``[audit]`` table of the configuration, and the command's options."""

from pathlib import Path
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tonecheck.audit.columns import FIELDS, Field
from tonecheck.audit.errors import AuditError
from tonecheck.message import Channel, Recipient
from tonecheck.policy import PolicyError, read_table
from tonecheck.report import Level
from tonecheck.terms import Terms


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything but the inputs that results depend on.

    Args:
        timezone: of times that are written without one; None leaves such messages out.
        columns: names of columns where the usual ones do not fit; False goes without.
        channel, recipient: of messages that do not say so.
        evasion: how far disguises are undone; None takes the configuration's level.
        model: False reads with rules alone.
        include_text: whether the findings quote the messages as they are.
    """

    timezone: str | None = None
    columns: dict[Field, str | bool] = {}
    channel: Channel = "sms"
    recipient: Recipient = "debtor"
    evasion: Level | None = None
    model: bool = True
    include_text: bool = False

    def __post_init__(self) -> None:
        if self.columns.get("text") is False:
            raise AuditError("消息内容（text）不能没有：请写 --map text=列名，或去掉 text = false")

    @property
    def zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.timezone) if self.timezone else None

    @property
    def terms(self) -> Terms:
        """How each message is checked."""
        return Terms(evasion=self.evasion, model=None if self.model else False)


_KEYS: Final[dict[str, type]] = {"timezone": str, "columns": dict, "key-file": str}
_EXPECTED: Final[dict[type, str]] = {str: "文字", dict: "一张表：字段 = 列名"}


def read_settings(config: Path | None) -> tuple[dict[str, Any], Path | None]:
    """What ``[audit]`` says: fields of `Settings`, and the file with the key of hashes.

    Raises:
        PolicyError: an unknown key, or a value that cannot be used.
    """
    table = read_table(config).get("audit", {}) if config else {}
    if unknown := table.keys() - set(_KEYS):
        raise PolicyError(
            f"{config}：[audit] 里有未知配置项 {'、'.join(sorted(unknown))}；可用的有 {'、'.join(_KEYS)}"
        )
    for key, value in table.items():
        if not isinstance(value, _KEYS[key]):
            raise PolicyError(f"{config}：[audit] 的 {key} 应为{_EXPECTED[_KEYS[key]]}")
    fields: dict[str, Any] = {}
    if "timezone" in table:
        fields["timezone"] = checked_zone(table["timezone"], str(config))
    columns = table.get("columns", {})
    for field, name in columns.items():
        if field not in FIELDS or not (isinstance(name, str) or name is False):
            raise PolicyError(
                f"{config}：[audit.columns] 的 {field} 不对；可写的有 {'、'.join(FIELDS)}，值是列名或 false"
            )
    fields["columns"] = cast(dict[Field, str | bool], columns)
    key_file = table.get("key-file")
    return fields, config.parent / key_file if config and key_file else None


def checked_zone(name: str, where: str) -> str:
    """The name of a time zone.

    Raises:
        PolicyError: there is none of that name.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PolicyError(f"{where}：没有叫“{name}”的时区；中国大陆写 Asia/Shanghai") from None
    return name
