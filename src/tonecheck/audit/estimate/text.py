"""Estimates for people, as tables of text."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tonecheck.audit.estimate.estimates import Estimates, Missed, Precision
from tonecheck.audit.estimate.proportions import Estimate
from tonecheck.audit.report.figures import count, interval, percent

_UNKNOWN = "没有抽到"
_METHOD = """区间为 95%。分层估计，无放回抽样，含有限总体修正；推算的是抽样时的全部消息，假定标注都是对的。
一层的比例用 Clopper–Pearson（1934），几层合计用 Fay–Feuer（1997），查出率用 Donner–Zou（2012）。"""


def told(found: Estimates) -> str:
    """All that is estimated, in tables."""
    drawing = found.drawing
    out = StringIO()
    console = Console(file=out, width=110, highlight=False)
    offending = found.offending
    console.print(
        f"标注了 {count(drawing.size)} 条，推算全部 {count(drawing.messages)} 条"
        f"（审计版本 {drawing.versions}，种子 {drawing.seed}）\n"
        f"全部消息里违规的占 {percent(offending.value)}（{interval(offending)}）"
    )
    _print(console, "标出的对不对", _precision_columns(), map(_precision, found.precision))
    _print(console, "没有标出的里面漏掉了多少", _missed_columns(), map(_missed, found.missed))
    _print(
        console,
        "各类别（标出的对不对）",
        _precision_columns(),
        (_precision(one.precision) for one in found.categories),
    )
    _print(
        console,
        "各类别（漏掉了多少）",
        _missed_columns(),
        (_missed(one.missed) for one in found.categories),
    )
    _print(
        console,
        "各层的标注",
        ("层", "消息", "标注", "违规"),
        (
            (one.title, count(one.messages), count(one.labelled), count(one.offending))
            for one in found.layers
        ),
    )
    console.print(_METHOD, soft_wrap=True)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _precision_columns() -> Sequence[str]:
    return ("", "标出", "标注", "标对", "标对的比例", "95% 区间")


def _precision(one: Precision) -> Sequence[str]:
    told = _with_limits(one.share)
    return (one.title, count(one.flagged), count(one.labelled), count(one.right), *told)


def _missed_columns() -> Sequence[str]:
    return ("", "没有标出", "标注", "违规", "估计漏掉", "95% 区间", "查出率", "95% 区间")


def _missed(one: Missed) -> Sequence[str]:
    messages = one.messages
    told = (
        (count(messages.value), f"{count(messages.low)}–{count(messages.high)}")
        if messages
        else (_UNKNOWN, "")
    )
    return (
        *(one.title, count(one.unflagged), count(one.labelled), count(one.offending)),
        *told,
        *_with_limits(one.found),
    )


def _with_limits(share: Estimate | None) -> tuple[str, str]:
    return (percent(share.value), interval(share)) if share else ("—", "")


def _print(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    table = Table(title=title, title_justify="left", box=SIMPLE, title_style="bold")
    for at, name in enumerate(columns):
        table.add_column(name, justify="right" if at else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console.print(table)
