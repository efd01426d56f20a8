"""What may be sent: the ``policy`` member of a request, and what the client falls back on."""

from typing import Final, Literal, get_args

import msgspec

from tonecheck.report import LEVELS, SEVERITY_ORDER, Level, Severity

Fail = Literal["closed", "open"]

FAILS: Final[tuple[Fail, ...]] = get_args(Fail)


def _one_of(name: str, value: str | None, options: tuple[str, ...]) -> None:
    if value is not None and value not in options:
        raise ValueError(f"{name}：{value!r} 不可用，应为 {'、'.join(options)} 之一")


class SendPolicy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Terms of one check; a member left None takes the key's stored policy or the default.

    Args:
        fail: whether a message that was not completely examined is sent; default ``closed``, not.
        block_on: severities that stop sending; default ``("block",)``.
        packs: names of the rule packs that speak; default all.
        evasion: how far disguises are undone.
        allow: phrases that are never findings.
        model: False asks for the rules alone; True for the classifier too, and where the service has
            none the message counts as not completely examined.

    Raises:
        ValueError: a value outside those named here.
    """

    fail: Fail | None = None
    block_on: tuple[Severity, ...] | None = None
    packs: tuple[str, ...] | None = None
    evasion: Level | None = None
    allow: tuple[str, ...] | None = None
    model: bool | None = None

    def __post_init__(self) -> None:
        # A typing error here would otherwise show only on the day the service is away.
        _one_of("fail", self.fail, FAILS)
        _one_of("evasion", self.evasion, LEVELS)
        for name in ("block_on", "packs", "allow"):
            if isinstance(getattr(self, name), str):
                raise ValueError(f"{name}：应为多个值，请写成 ({getattr(self, name)!r},)")
        for severity in self.block_on or ():
            _one_of("block_on", severity, tuple(SEVERITY_ORDER))

    def overridden(self, other: "SendPolicy | None") -> "SendPolicy":
        """The same policy with the members that ``other`` names taken from it."""
        if other is None:
            return self
        named = {
            name: value
            for name, value in msgspec.structs.asdict(other).items()
            if value is not None
        }
        return msgspec.structs.replace(self, **named)

    def settled(self) -> "SendPolicy":
        """With what decides about sending spelled out: ``fail`` and ``block_on``."""
        return DEFAULT.overridden(self)


DEFAULT: Final = SendPolicy(fail="closed", block_on=("block",))
