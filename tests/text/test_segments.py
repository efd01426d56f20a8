"""Sentences, clauses, speakers and quotations."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.strategies import texts
from tonecheck.text.quotes import quotations
from tonecheck.text.reading import Reading
from tonecheck.text.segments import clauses, sentences
from tonecheck.text.speakers import turns


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text).spans()]


def test_clauses_end_at_commas_but_not_inside_numbers() -> None:
    assert _parts("应还3,250.60元，请于18:00前处理。谢谢") == [
        "应还3,250.60元，",
        "请于18:00前处理。",
        "谢谢",
    ]


def test_what_reaches_over_a_border_lies_in_both_segments() -> None:
    text = "今天还。明天还。后天还"
    found = sentences(text)
    assert text[slice(*found.across(0, 4))] == "今天还。"
    assert text[slice(*found.across(2, 5))] == "今天还。明天还。"
    assert text[slice(*found.across(9, 9))] == "后天还"


def test_a_space_between_chinese_words_is_a_comma() -> None:
    assert _parts("再不还钱 你等着") == ["再不还钱 ", "你等着"]


@given(texts)
def test_segments_cover_the_text_without_gap_or_overlap(text: str) -> None:
    for segments in (clauses(text), sentences(text)):
        assert "".join(text[start:end] for start, end in segments.spans()) == text
        for start, end in segments.spans():
            assert segments.around(start) == (start, end)
            assert segments.index(start) == segments.index(end - 1)


def test_speakers_on_lines_and_in_one_line() -> None:
    for separator in ("\n", " "):
        text = separator.join(["坐席：您好", "客户：你再打来我弄死你", "坐席：请您冷静"])
        assert [turn.role for turn in turns(text, scripted=False)] == ["ours", "customer", "ours"]


def test_labels_with_names_and_numbers() -> None:
    text = "坐席(张三):您好\n客户2：没钱\n催收员a：好的"
    assert [turn.role for turn in turns(text, scripted=False)] == ["ours", "customer", "ours"]


@pytest.mark.parametrize(
    "label",
    [
        "上门人员",
        "催收专员",
        "工号3321",
        "坐席小李",
        "坐席 8821",
        "客服小王",
        "小李",
        "张经理",
        "a",
    ],
)
@pytest.mark.parametrize("separator", ["\n", ""])
def test_a_speaker_who_is_not_known_is_no_customer(label: str, separator: str) -> None:
    text = separator.join([f"{label}：您好。", "客户：我没钱。", f"{label}：再不还打断你的腿。"])
    assert [turn.role for turn in turns(text, scripted=True)] == ["ours", "customer", "ours"]


@pytest.mark.parametrize(
    "label",
    [
        "2026-03-02 10:15:00 小李：",
        "[00:19] 小李：",
        "1. 小李：",
        "- 小李：",
        "**小李**：",
        "😡小李：",
        "催收 员：",
        "小李（催收部第三小组，工号98765432）：",
        "上门人员李大明工号三：",
        "李·明：",
        "小李︰",
        "坐席回：",
        "小李说：",
        "短信：",
    ],
)
def test_however_a_line_is_labelled_it_is_not_the_customers(label: str) -> None:
    text = f"坐席：您好。\n客户：我没钱。\n{label}再不还打断你的腿。"
    assert turns(text, scripted=True)[-1].role == "ours"


def test_the_customer_may_speak_first() -> None:
    text = "客户：你再打来我弄死你\n坐席：您先消消气"
    assert [turn.role for turn in turns(text, scripted=False)] == ["customer", "ours"]


@pytest.mark.parametrize(
    "text",
    [
        "客户：再不还打断你的腿\n经办人：李四",
        "【某银行】客户：再不还打断你的腿。客服：95588",
        "客服：95588\n客户：再不还打断你的腿",
        "客户张先生：再不还打断你的腿\n我司：某某公司",
        "客户：再不还打断你的腿\n客服：某某银行",
        "【某银行】客户：再不还打断你的腿。客服：您可致电95588",
    ],
)
def test_a_signature_makes_no_script(text: str) -> None:
    assert turns(text, scripted=False) == ()


def test_who_stands_by_the_customer_is_one_too() -> None:
    text = "坐席：您好。\n客户母亲：别打了。\n债务人的朋友：滚。"
    assert [turn.role for turn in turns(text, scripted=True)] == ["ours", "customer", "customer"]


def test_a_name_with_a_title_may_be_a_salutation() -> None:
    text = "客服：95588\n刘先生：再不还打断你的腿"
    assert turns(text, scripted=False) == ()


def test_what_opens_a_line_of_the_customer_is_no_speaker() -> None:
    text = "坐席：您好。\n客户：我说两点。\n第一：没钱。\n家里地址：不告诉你\n他还说：滚"
    assert [turn.role for turn in turns(text, scripted=True)] == ["ours", "customer"]


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n \n", "\u2028\u2028"])
def test_a_blank_line_ends_what_the_customer_says(blank: str) -> None:
    text = f"坐席：您好。\n客户：我没钱。\n真没有。{blank}再不还，我就打断你的腿。"
    turn = turns(text, scripted=True)[-1]
    assert text[turn.end :] == "再不还，我就打断你的腿。"


@pytest.mark.parametrize(
    "above",
    [
        "债务人：张三\n",
        "客户：张三\n欠款金额：3000\n",
        "客户：张三 欠款金额：3000 ",
        "债务人：{name}\n联系电话：{phone}\n",
        "客户：喂？\n你",
        "客户：我没钱\n- ",
        "客户：我没钱。（坐席）",
        "客户：\n",
        "坐席：您好。\n客户：我没钱\n—— ",
        "坐席：您好。\n客户：我没钱\n[坐席8821] ",
        "坐席：您好。\n客户：我没钱\r【客服】",
        "客服：您可致电95588\n联系电话：138****0000\n债务人：张三\n",
    ],
)
@pytest.mark.parametrize("channel", ["im", "voice_script", "sms"])
def test_an_offence_is_not_the_customers_by_what_stands_above_it(above: str, channel: str) -> None:
    reading = Reading(f"{above}再不还钱就打断你的腿", channel)
    at = reading.text.index("再")
    assert not reading.spoken_by_customer(at, len(reading.text))


def test_further_lines_are_the_customers_where_we_speak_too() -> None:
    text = "坐席：您好。\n客户：没钱\n再打来我弄死你\n坐席：请您冷静。"
    assert [turn.role for turn in turns(text, scripted=True)] == ["ours", "customer", "ours"]


def test_a_salutation_is_not_a_speaker() -> None:
    assert turns("尊敬的客户：您已逾期", scripted=False) == ()
    assert turns("客户：您已逾期", scripted=False) == ()


def test_a_customer_alone_speaks_only_in_a_conversation() -> None:
    assert [turn.role for turn in turns("客户：我弄死你", scripted=True)] == ["customer"]


def test_quotations_of_every_kind() -> None:
    text = '他说“打断你的腿”，又写「还钱」和"快点"，未闭合“算了'
    assert [text[s:e] for s, e in quotations(text)] == ["“打断你的腿”", "「还钱」", '"快点"']


def test_nested_quotations_count_as_the_outer_one() -> None:
    assert [*quotations("“他说‘滚’”")] == [(0, 7)]


@given(texts)
def test_quotations_never_overlap(text: str) -> None:
    spans = quotations(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
