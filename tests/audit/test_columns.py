"""Columns are found by their usual names, or the error lists what was seen."""

import pytest

from tonecheck.audit.columns import choose
from tonecheck.audit.errors import AuditError


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (
            ["编号", "短信内容", "发送时间", "手机号", "坐席"],
            {
                "message": "编号",
                "text": "短信内容",
                "sent_at": "发送时间",
                "recipient_id": "手机号",
                "sender": "坐席",
            },
        ),
        (["ID", "Text", "Sent_At"], {"message": "ID", "text": "Text", "sent_at": "Sent_At"}),
        (["message", "time"], {"text": "message", "sent_at": "time"}),
        (["消息內容", "發送時間"], {"text": "消息內容", "sent_at": "發送時間"}),
        (
            ["編號", "簡訊內容", "發送時間"],
            {"message": "編號", "text": "簡訊內容", "sent_at": "發送時間"},
        ),
        (["内容", "提交时间", "发送时间"], {"text": "内容", "sent_at": "发送时间"}),
        (["模板内容", "时间", "模板"], {"text": "模板内容", "sent_at": "时间"}),
        (["内容", "时间", "备注", "备注"], {"text": "内容", "sent_at": "时间"}),
    ],
)
def test_usual_names(seen: list[str], expected: dict[str, str]) -> None:
    assert choose(seen, "一处", {}) == expected


def test_mapped_names_come_first() -> None:
    chosen = choose(["内容", "原文", "时间"], "一处", {"text": "原文", "sent_at": False})
    assert chosen == {"text": "原文"}


@pytest.mark.parametrize(
    ("seen", "configured"),
    [
        (["甲", "发送时间"], {}),
        (["内容", "乙"], {}),
        (["内容", "时间"], {"text": "正文"}),
        ([], {}),
    ],
)
def test_a_missing_one_lists_what_was_seen(
    seen: list[str], configured: dict[str, str | bool]
) -> None:
    with pytest.raises(AuditError) as caught:
        choose(seen, "存档.csv", configured)  # type: ignore[arg-type]
    assert "存档.csv" in str(caught.value)
    assert ("、".join(seen) or "没有") in str(caught.value)


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (["内容", "短信内容", "发送时间"], ("内容", "短信内容", "--map text=")),
        (["短信内容", "模板内容", "时间"], ("短信内容", "模板内容", "--map text=短信内容")),
        (["Text", "text", "time"], ("Text", "text", "--map text=")),
        (["内容", "发送时间", "内容"], ("2 列都叫“内容”", "改成不同的名字")),
        (["内容", "时间", "时间"], ("2 列都叫“时间”",)),
        (["内容", "时间", "手机号", "手机号"], ("2 列都叫“手机号”", "--map recipient_id=")),
    ],
)
def test_which_column_is_meant_is_not_guessed(seen: list[str], told: tuple[str, ...]) -> None:
    with pytest.raises(AuditError) as caught:
        choose(seen, "存档.csv", {})
    assert "存档.csv" in str(caught.value)
    assert all(one in str(caught.value) for one in told)
    assert choose(["内容", "短信内容", "时间"], "一处", {"text": "短信内容"})["text"] == "短信内容"


def test_a_mapped_name_that_is_there_twice_is_not_guessed_either() -> None:
    with pytest.raises(AuditError, match="2 列都叫“原文”"):
        choose(["原文", "时间", "原文"], "一处", {"text": "原文"})
