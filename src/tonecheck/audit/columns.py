"""Which column of an archive holds what: by usual Chinese and English names, or as configured."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

from tonecheck.audit.covering import label
from tonecheck.audit.errors import ColumnError
from tonecheck.drafts.names import COLUMNS

Field = Literal[
    "text", "sent_at", "message", "channel", "recipient", "sender", "recipient_id", "thread"
]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
TITLES: Final[Mapping[Field, str]] = {
    "text": "消息内容",
    "sent_at": "发送时间",
    "message": "消息编号",
    "channel": "渠道",
    "recipient": "接收人类型",
    "sender": "发送人",
    "recipient_id": "收件人",
    "thread": "会话",
}
_REQUIRED: Final[tuple[Field, ...]] = ("text", "sent_at")

_NAMES: Final[Mapping[Field, tuple[str, ...]]] = {
    "text": COLUMNS["text"],
    "sent_at": (
        *COLUMNS["sent_at"],
        *("timestamp", "created_at", "time", "提交时间", "通话时间", "拨打时间", "时间"),
        *("通話時間", "撥打時間", "時間"),
    ),
    "message": COLUMNS["id"],
    "channel": (*COLUMNS["channel"], "联系方式类型"),
    "recipient": (*COLUMNS["recipient"], "关系", "關係"),
    "sender": COLUMNS["sender"],
    "recipient_id": COLUMNS["recipient_id"],
    "thread": (
        *("thread", "thread_id", "conversation_id", "session_id"),
        *("会话", "会话编号", "会话id", "會話", "會話編號"),
    ),
}
"""Of what was sent also names that say less: the time of a draft may be that of its writing."""


Chosen = dict[Field, str]
"""Of each field the name of its column; a field without one is left out."""


def choose(seen: Sequence[str], source: str, configured: Mapping[Field, str | bool]) -> Chosen:
    """Find the columns of one input.

    Args:
        seen: names of its columns, in order.
        configured: names as mapped; ``False`` goes without that field.

    Raises:
        ColumnError: a mapped column, or one that the audit cannot do without, is not there; or it
            is not certain which one is meant.
    """
    chosen: Chosen = {}
    for field in FIELDS:
        wanted = configured.get(field)
        if wanted is False:
            continue
        if isinstance(wanted, str):
            if wanted not in seen:
                _missing(field, source, seen, f"配置里 {field} 指的“{wanted}”")
            chosen[field] = wanted
        elif found := _found(seen, _NAMES[field], set(chosen.values())):
            if field == "text" and len(found) > 1:
                _competing(source, found)
            chosen[field] = found[0]
        elif field in _REQUIRED:
            _missing(field, source, seen, f"{TITLES[field]}（{field}）")
    _require_once(chosen, seen, source)
    return chosen


def _found(seen: Sequence[str], names: Iterable[str], taken: set[str]) -> list[str]:
    """All columns that go by one of the names, the most usual first."""
    free = dict.fromkeys(name for name in seen if name not in taken)
    return [name for one in names for name in free if name.strip().lower() == one]


def _competing(source: str, found: Sequence[str]) -> None:
    raise ColumnError(
        source,
        f"有 {len(found)} 列都像是消息内容：{'、'.join(found)}",
        f"请用 --map text={found[0]} 指明读哪一列（或在 tonecheck.toml 的 [audit.columns] 里写）",
    )


def _require_once(chosen: Chosen, seen: Sequence[str], source: str) -> None:
    for field, name in chosen.items():
        if (times := seen.count(name)) > 1:
            without = f"，或用 --map {field}= 不读这一项" if field not in _REQUIRED else ""
            raise ColumnError(
                source,
                f"有 {times} 列都叫“{name}”，不知道读哪一列（{TITLES[field]}）",
                f"请给列改成不同的名字后再审计{without}",
            )


def _missing(field: Field, source: str, seen: Sequence[str], what: str) -> None:
    without = f"；确实没有的，写 {field} = false" if field != "text" else ""
    raise ColumnError(
        source,
        f"找不到{what}这一列",
        f"看到的列有：{'、'.join(map(label, filter(None, seen))) or '（没有）'}。"
        f"请用 --map {field}=列名 指明，或在 tonecheck.toml 的 [audit.columns] 里写 "
        f'{field} = "列名"{without}',
    )
