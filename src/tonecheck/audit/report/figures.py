"""Numbers as people read them."""

from typing import Any, Final

_TEN_THOUSAND: Final = 10_000


def count(number: float) -> str:
    """12,345; estimates are rounded."""
    return f"{number:,.0f}"


def short(number: int) -> str:
    """As many characters as fit a small cell: 345, 9876, 1.2万, 123万."""
    if number < _TEN_THOUSAND:
        return str(number)
    many = number / _TEN_THOUSAND
    return f"{round(many, 1):g}万" if many < 10 else f"{many:.0f}万"


def percent(share: float) -> str:
    """Two digits that matter: 12%, 2.6%, 0.26%, 0.003%; whole numbers for what is certain."""
    if share in (0, 1):
        return f"{share * 100:.0f}%"
    value = share * 100
    for limit, digits in ((10, 1), (0.1, 2), (0.01, 3)):
        if value >= limit:
            return f"{value:.{digits}f}%"
    return f"{value:.4f}%"


def plain_percent(share: float) -> str:
    """For round numbers: 2.5%, 3%."""
    return f"{round(share * 100, 10):g}%"


def interval(one: Any) -> str:
    """The limits of a share, of an object or mapping with ``low`` and ``high``."""
    low, high = (
        one[name] if isinstance(one, dict) else getattr(one, name) for name in ("low", "high")
    )
    return f"{percent(low)}–{percent(high)}"


def q_value(number: float | None) -> str:
    """Small ones as such."""
    if number is None:
        return "—"
    return "＜0.001" if number < 0.001 else f"{number:.3f}"
