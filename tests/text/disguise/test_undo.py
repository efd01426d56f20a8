"""Disguises undone, from a text to its findings."""

import math
import random

import pytest
from benchmarks.disguising import KINDS, disguise
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import texts
from tonecheck import Checker
from tonecheck.report import Finding, Level, Report
from tonecheck.terms import Terms
from tonecheck.text.disguise.candidate import Edit
from tonecheck.text.disguise.undone import undone
from tonecheck.text.reading import Reading

THREAT = "再不还钱就打断你的腿"


def edits_of(checker: Checker, text: str) -> list[Edit]:
    readings = checker.ways.undoer.readings(Reading(text).text, "standard")
    return [edit for reread in readings for edit in reread.edits]


OFFENCE = (6, 10)
"""打断你的 … where the disguise goes."""


@pytest.mark.parametrize(
    ("text", "excerpt", "way"),
    [
        ("再不还钱就打-断-你-的-腿", "打-断-你-的-腿", "separator"),
        ("鲨了你", "鲨了你", "homophone"),
        ("再不还钱就弄4你", "弄4你", "homophone"),
        ("再不还钱就nòng sǐ ni", "nòng sǐ ni", "pinyin"),
        ("再不还钱就nongsi你", "nongsi你", "pinyin"),
        ("你再拖就s全家", "s全家", "pinyin"),
        ("不还就让你坐 牢", "坐 牢", "separator"),
        ("爆通訊錄", "爆通訊錄", "traditional"),
        ("再不还钱就弄歹匕你", "弄歹匕你", "split"),
        ("再不还钱就弄💀你", "弄💀你", "emoji"),
        ("再不还钱就弄死死死你", "弄死死死你", "repeat"),
        ("再不还钱就打断断你的腿", "打断断你的腿", "repeat"),
        ("再不还钱就打‘断’你的腿", "打‘断’你的腿", "separator"),
        ("再不还钱就打断“你”的腿", "打断“你”的腿", "separator"),
        ("再不还就打断\u200b你的腿", "打断\u200b你的腿", "zero_width"),
        ("就你这个ｓｂ，还钱", "ｓｂ", "width"),
        ("不还就上门拨油漆", "拨油漆", "lookalike"),
        ("再不还钱就打断你的tui", "打断你的tui", "pinyin"),
        ("再不还钱就打断你的🦵", "打断你的🦵", "emoji"),
        ("不到账，我就去暴你通讯录", "暴你通讯录", "homophone"),
        ("再不还钱就弄o死o你", "弄o死o你", "separator"),
        ("再不还钱就弄.4.你", "弄.4.你", "homophone"),
        ("再不还钱就弄（死）你", "弄（死）你", "separator"),
        ("再不还 wo sha le ni", "sha le ni", "pinyin"),
        ("亻尔女马死了", "亻尔女马死了", "split"),
        ("同步动结名下全部银行卡、微信、支付宝", "动结名下全部银行卡", "homophone"),
        ("没钱就去卖个🫘", "卖个🫘", "emoji"),
        ("再不还钱就打断你的t-u-i", "打断你的t-u-i", "separator"),
        ("我司将把欠款情况寄送其fu4**mu3及村委会", "fu4**mu3", "pinyin"),
        ("再-还-不-上-就- nong -死-你", "nong -死-你", "separator"),
        ("fa3园小刘，你案子我批的，不还就判", "fa3园小刘", "pinyin"),
        ("明早带上you期去你老家，门给你刷红", "you期去你老家", "homophone"),
        ("明早带柚膝泼你家门", "柚膝", "lookalike"),
        ("陈👨\u200d⚖️托我带个话，今天必须还钱", "👨\u200d⚖️托我带个话", "emoji"),
    ],
)
def test_a_disguised_offence_is_found_and_named(
    checker: Checker, text: str, excerpt: str, way: str
) -> None:
    named = [f for f in checker.check(text).findings if way in f.evasion]
    assert named, checker.check(text).findings
    assert any(excerpt in f.excerpt for f in named)


@pytest.mark.parametrize(
    "text",
    [
        "沙发送到4楼，客户说是的。",
        "牛马市场周末开门。",
        "史珍香和杜子腾来领快递。",
        "您的验证码是748250，请勿告诉他人。",
        "通 知：本周六停水。",
        "谢谢谢谢，天天开心！",
        "SB-250 轴承，数量4。",
        "我们周一、周二、周三都在。",
        "Xi'an 的朋友你好，wo ai ni 是拼音。",
        "我叫Sha Li，刚来公司。",
        "xiao ma zao shang da dian hua，练拼音。",
        "产品编号NMSL-2201，到货请签收。",
        "养老院电梯伤人事故追责，螺丝拧死了。",
        "打4号电话，去4楼，附件(一)已发。",
        "开车安全第一，我晚上七点给您打过来可以吧？",
        "今后只打您本人手机，您看晚上七点半到八点行吗？",
        "渣渣灰来了,兄弟们",
        "🍉🎂明天见",
        "他换号码了，麻烦让他给我回个电话。",
        "请下载A-P-P，选B.2.C栏目，备注x-y-z。",
        "油膝盖护理和柚子茶买一送一。",
        "恁家大门监控拍着恁家地头。",
        "请款由我司律师跟进。",
        "崔时订了203房，住1晚。",
        "到家了🔥🧧👻，🍵🐷晚安",
        "小超 你那辆二手车验了没 验了就是真过户了吧 那一千二的中介钱是我替你掏的 你别忘了哈",
        "调解书每月十五号给一千 你要是有难处给法官说 给我说也行 再不给我就只能申请执行",
    ],
)
@pytest.mark.parametrize("level", ["standard", "strict"])
def test_ordinary_writing_is_no_disguise(checker: Checker, text: str, level: Level) -> None:
    assert [f for f in checker.check(text, Terms(evasion=level)).findings if f.evasion] == []


@pytest.mark.parametrize(
    "text",
    [
        "你今天要是再不还钱我就打锻 你的腿让你爬",  # no other space
        "再不还钱，打锻 你的腿让你爬！每月还一千，先说好 后天给准话 我在家等你。",  # punctuated
        "每月十五号给一千 今天十六了没见钱 你再不还钱我就打断 你的腿让你爬",  # as it is written
    ],
)
def test_a_space_inside_an_offence_stays_a_disguise(checker: Checker, text: str) -> None:
    named = [f for f in checker.check(text).findings if "腿" in f.excerpt]
    assert any("separator" in f.evasion for f in named)


def test_what_context_acquits_no_disguise_makes_an_offence(checker: Checker) -> None:
    """诉 might be 叔: but 您诉…一案 is what acquits a court's own notice."""
    notice = "【法院12368】您诉赵某借款纠纷一案，请于周五到庭。"
    assert checker.check(notice).decision == "pass"


def test_a_guess_must_be_supported_by_what_stands_around_it(checker: Checker) -> None:
    alone, sentence = ("动结", "同步动结名下全部银行卡、微信、支付宝")
    assert checker.check(alone).findings == ()
    [finding] = [f for f in checker.check(sentence).findings if f.evasion]
    weakest = min(edit.evidence for edit in edits_of(checker, sentence))
    assert finding.confidence > 1 / (1 + math.exp(-weakest))


def test_a_word_that_reaches_out_of_the_stretch_is_no_disguise(checker: Checker) -> None:
    assert checker.check("惊动您家人实在抱歉，号码已经删除。").decision == "pass"


def test_off_undoes_nothing_but_folds(checker: Checker) -> None:
    assert not _serious(checker.check("再不还钱就弄4你", Terms(evasion="off")))
    assert _serious(checker.check("再不还錢就打斷你的腿", Terms(evasion="off")))


def test_a_disguise_is_at_least_as_severe(checker: Checker) -> None:
    plain = max(f.severity == "block" for f in checker.check(THREAT).findings)
    assert plain
    assert checker.check("再不还钱就打*断你的腿").decision == "block"


def test_how_it_was_read_is_told(checker: Checker) -> None:
    examination = checker.examine("再不还钱就弄4你")
    assert any("弄死你" in read for read in examination.read_as)


def _serious(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity != "info"]


@settings(max_examples=60)
@given(st.sampled_from(KINDS), st.integers(0, 10**6), st.text("，。好的 ", max_size=6))
def test_the_finding_covers_the_disguise_and_no_more_than_the_word(
    checker: Checker, kind: str, seed: int, before: str
) -> None:
    start = len(before) + len("再不还钱就")
    stop = start + len("打断你的腿")
    text = disguise(f"{before}{THREAT}", (start, stop), kind, random.Random(seed))
    if text is None:
        return
    end = len(text)
    for finding in checker.check(text).findings:
        assert finding.excerpt == text[finding.start : finding.end]
        if finding.rule == "violence_threat/maiming":
            assert start <= finding.start < finding.end <= end


@settings(max_examples=100)
@given(texts.filter(str.strip), st.sampled_from(["standard", "strict"]))
def test_excerpts_are_the_very_characters(checker: Checker, text: str, level: Level) -> None:
    for finding in checker.check(text, Terms(evasion=level)).findings:
        assert finding.excerpt == text[finding.start : finding.end]


@settings(max_examples=60)
@given(st.sampled_from(KINDS), st.integers(0, 10**6))
def test_undoing_twice_is_undoing_once(checker: Checker, kind: str, seed: int) -> None:
    text = disguise(THREAT, (5, 10), kind, random.Random(seed)) or THREAT
    reading = Reading(text)
    for reread in checker.ways.undoer.readings(reading.text, "standard")[:1]:
        once = undone(reading.folded, reread).folded
        words = {edit.word for edit in reread.edits}
        for again in checker.ways.undoer.readings(once.text, "standard")[:1]:
            twice = undone(once, again).folded.text
            assert all(word in twice for word in words)


def test_a_disguise_once_undone_is_none(checker: Checker) -> None:
    reading = Reading("再不还钱就弄4你")
    reread = checker.ways.undoer.readings(reading.text, "standard")[0]
    once = undone(reading.folded, reread).folded
    assert once.text == "再不还钱就弄死你"
    assert checker.ways.undoer.readings(once.text, "standard") == []


def test_words_that_say_a_character_twice_are_no_repeats(checker: Checker) -> None:
    text = "您弟弟在消防队提干的公示是不是这两天？有材料要补请直接找人事股。"
    assert checker.check(text).findings == ()
    assert not [one for one in edits_of(checker, text) if "repeat" in one.evasion]


@pytest.mark.parametrize("kind", ["script", "invisible", "repeat"])
@pytest.mark.parametrize("seed", range(3))
def test_what_hides_nothing_from_a_reader_hides_nothing(
    checker: Checker, kind: str, seed: int
) -> None:
    text = disguise(THREAT, (5, 10), kind, random.Random(seed))
    assert text is not None
    assert "violence_threat/maiming" in {finding.rule for finding in checker.check(text).findings}
