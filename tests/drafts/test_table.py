"""A table row by row: no cell is left out unseen, no row is swallowed."""

from datetime import datetime
from itertools import chain, islice, repeat

import pytest

from tonecheck.drafts.csv_rows import UNQUOTED, csv_rows, rows_in
from tonecheck.drafts.draft import Defaults, Draft
from tonecheck.drafts.errors import ColumnError
from tonecheck.drafts.names import CHANNEL_NAMES, RECIPIENT_NAMES
from tonecheck.drafts.table import read_rows
from tonecheck.place import Place
from tonecheck.titles import CHANNEL_TITLES, RECIPIENT_TITLES


def _read(text: str, column: str | None = None) -> list[Draft]:
    rows = csv_rows(text, column)
    return list(read_rows(rows, Place("a.csv"), Defaults(), column, UNQUOTED))


def _texts(text: str) -> list[str | None]:
    """Of each row its message, or None where it has a problem."""
    return [draft.message.text if draft.message else None for draft in _read(text)]


def test_a_comma_too_many_is_told_with_its_line() -> None:
    rows = _read("编号,短信内容\n1,您好\n2,您好,弄死你\n3,再见\n")
    assert [draft.message and draft.message.text for draft in rows] == ["您好", None, "再见"]
    problem = rows[1].problem or ""
    assert "a.csv:3：有 3 格，首行只有 2 个列名" in problem
    assert "双引号" in problem


def test_empty_cells_at_the_end_are_no_words() -> None:
    assert _texts("编号,短信内容\n1,您好,,\n") == ["您好"]


def test_what_stands_behind_the_message_under_no_name_is_its_rest() -> None:
    first, second = _read("内容,\n您好,再不还钱就打断你的腿\n您好,\n")
    assert "用英文双引号把内容括起来" in (first.problem or "")
    assert second.message
    [numbered] = _read(",内容\n0,您好\n")
    assert numbered.message


def test_a_row_without_its_message_is_told() -> None:
    rows = _read("编号,短信内容,渠道\n1\n2,您好\n")
    assert "缺消息内容这一格" in (rows[0].problem or "")
    assert rows[1].message


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ('1,"弄死你\n2,您好\n3,再见\n', [None, "您好", "再见"]),
        ('1,"弄死你\n2,您好\n3,"再见"\n', [None, "您好", "再见"]),
        ('1,您好\n2,"弄死你', ["您好", None]),
        ('1,"弄"死你\n2,您好\n', [None, "您好"]),
        ('1,"您好\n再见"\n2,他说"好"\n', ["您好\n再见", '他说"好"']),
    ],
)
def test_a_quote_that_does_not_close_swallows_nothing(body: str, texts: list[str | None]) -> None:
    assert _texts(f"编号,短信内容\n{body}") == texts


def test_rows_after_a_broken_one_are_read_as_they_stand() -> None:
    """Within what the broken row might have been, one begins that closes elsewhere."""
    assert _texts('编号,短信内容\n1,"甲\n2,乙"",\n"3","丙\n4,丁"\n5,戊\n') == [
        *(None, '乙""', "丙\n4,丁", "戊"),
    ]


def test_however_many_quotes_do_not_close_each_is_told() -> None:
    count = 3000
    body = "".join(f'{number},"弄死""你\n' for number in range(count))
    rows = _read(f"编号,短信内容\n{body}9,您好\n")
    assert [draft.source for draft in rows] == [f"a.csv:{n}" for n in range(2, count + 3)]
    assert [bool(draft.problem) for draft in rows] == [True] * count + [False]


def test_a_row_is_not_read_without_end() -> None:
    lines = chain(["内容\n", '"弄死你\n', "您好\n"], repeat("请尽快还款\n"))
    rows = islice(rows_in(lines, ","), 3)
    assert [(row.cells, bool(row.problem)) for row in rows] == [
        *((["内容"], False), ([], True), (["您好"], False)),
    ]


def test_the_line_is_that_of_the_first_of_the_row() -> None:
    rows = _read('编号,短信内容\n1,"甲\n乙"\n2,"弄死你\n3,丙\n')
    assert [draft.source for draft in rows] == ["a.csv:2", "a.csv:4", "a.csv:5"]
    assert "a.csv:4：引号没有成对" in (rows[1].problem or "")


@pytest.mark.parametrize(
    ("header", "column", "says"),
    [
        ("短信内容,短信内容", None, "有 2 列都叫“短信内容”；请把不检查的改名"),
        ("甲,甲", "甲", "有 2 列都叫“甲”"),
        ("短信内容,模板", None, "短信内容、模板 都可能是消息内容，请用 --column"),
        ("甲,乙", "丙", "没有“丙”这一列；首行的列有：甲、乙"),
        ("甲,乙", None, "--column"),
        ('"短信内容', None, "首行应是列名，但引号没有成对"),
    ],
)
def test_which_column_is_the_message_must_be_clear(
    header: str, column: str | None, says: str
) -> None:
    with pytest.raises(ColumnError, match=r"a\.csv") as caught:
        _read(f"{header}\nx,y\n", column)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("催收短信模板,,\n编号,短信内容,渠道\n1,甲,短信\n", None),
        ("催收短信模板\n2026 年 3 月\n\n编号,短信内容\n1,甲\n", None),
        ("催收短信模板\n编号;话语\n1;甲\n", "话语"),
        ("sep=;\n编号;短信内容\n1;甲\n", None),
        ("sep=\t\r\n编号\t短信内容\r\n1\t甲\r\n", None),
    ],
)
def test_titles_may_stand_above_the_names_of_columns(text: str, column: str | None) -> None:
    (draft,) = _read(text, column)
    assert draft.message
    assert draft.message.text == "甲"
    assert draft.source == f"a.csv:{text.count(chr(10))}"


@pytest.mark.parametrize(
    "text", ["催收模板\n短信内容\n甲\n", "再不还钱,就打断你的腿\n编号,短信内容\n1,甲\n"]
)
def test_what_may_be_a_message_is_not_taken_for_a_title(text: str) -> None:
    with pytest.raises(ColumnError, match="第 2 行像是列名，如果是，请删去它上面的行"):
        _read(text)


def test_a_row_is_not_taken_for_the_names_of_columns() -> None:
    with pytest.raises(ColumnError, match="认不出"):
        _read("甲\t乙\n弄死你,短信,再见\t1\n好\t2\n")
    assert [draft.message and draft.message.text for draft in _read("话语\n甲;短信\n", "话语")] == [
        "甲;短信"
    ]


def test_an_empty_table_has_no_columns() -> None:
    with pytest.raises(ColumnError, match="（空）"):
        _read("\n\n")


def test_blank_lines_are_no_rows() -> None:
    assert _texts("\n编号\t内容\n\n1\t您好，再见\n") == ["您好，再见"]


def test_of_two_columns_the_one_asked_for_is_read() -> None:
    drafts = _read("短信内容,模板\n甲,乙\n", "模板")
    assert [draft.message and draft.message.text for draft in drafts] == ["乙"]


def test_channels_and_recipients_have_chinese_names() -> None:
    drafts = _read("内容,渠道,接收人类型\n好,短信,担保人\n好,企业微信,家属\n好,传真,\n")
    sent = [draft.message and (draft.message.channel, draft.message.recipient) for draft in drafts]
    assert sent == [("sms", "guarantor"), ("im", "third_party"), None]
    assert "voice_script" in (drafts[2].problem or "")


@pytest.mark.parametrize("name", ["发送时间", "下发时间", "發送時間", "Send_Time"])
def test_the_time_of_sending_is_read_whatever_it_is_called(name: str) -> None:
    [draft] = _read(f"内容,{name}\n好,2026-03-02T23:15:00+08:00\n")
    assert draft.message
    assert draft.message.sent_at == datetime.fromisoformat("2026-03-02T23:15:00+08:00")


def test_a_time_that_may_be_that_of_writing_is_none_of_sending() -> None:
    [draft] = _read("内容,时间\n好,去年三月\n")
    assert draft.message
    assert draft.message.sent_at is None


def test_channels_and_recipients_are_read_by_the_names_they_are_shown_by() -> None:
    assert all(CHANNEL_NAMES[title] == name for name, title in CHANNEL_TITLES.items())
    assert all(RECIPIENT_NAMES[title] == name for name, title in RECIPIENT_TITLES.items())
