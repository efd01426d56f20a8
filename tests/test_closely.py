"""What a message says in one sentence counts, whatever stands around it."""

import random

import pytest

from tests.fusing import HINT, THREAT, found_by_rules, read_as
from tonecheck.checker import Checker
from tonecheck.classifier.model import Scores
from tonecheck.message import Message
from tonecheck.suspicion import Fusion
from tonecheck.text.reading import Reading

NOTICES = (
    "如有疑问请致电客服热线95555。",
    "您好，您的账单已逾期，请尽快还款。",
    "【某某银行】尊敬的客户，您的本期账单金额为3,250.60元，到期还款日为10月18日。",
    "感谢您的支持，祝您生活愉快！",
    "如遇暴力催收，请保留证据并报警。",
    "如有人冒充我行工作人员，请举报。",
    "违规必究。",
)


@pytest.mark.parametrize(
    "text",
    [
        "弄死你。如有疑问请致电客服热线95555。",
        "【某某银行】弄死你。如有疑问请致电客服热线95555。",
        "您好，您的账单已逾期，请尽快还款，不然弄死你",
        "您好，您的账单已逾期，请尽快还款，不然杀了你",
        "砍死你。如有疑问请致电客服热线95555。",
        "我要杀了你全家。如有疑问请致电客服热线95555。",
        "再不还钱弄死你。如有人冒充我行工作人员，请举报。",
        "再不还钱弄死你。违规必究。",
        "逾期30天话术：\n您好，请尽快还款。\n弄死你",
        "再不还钱，打 - 断 - 你 - 的 - 狗 - 腿。如遇暴力催收，请保留证据并报警。",
        "您的到期还款日为10月18日。刚才打你电话的是警官，他托我再说一声",
        # only without its commas, as if they disguised something, is it blocked alone
        "如遇暴力催收，请保留证据并报警。你的新号我们托关系，对，你那号就是托人查的",
    ],
)
def test_a_notice_hides_no_threat(full_checker: Checker, text: str) -> None:
    assert full_checker.check(text).decision == "block"


def test_nothing_lawful_around_an_offence_makes_it_pass(full_checker: Checker) -> None:
    """Of what our packs call an offence and the whole checker blocks by itself."""
    choose = random.Random(3)
    flagged = [
        example.message
        for rule in full_checker.ruleset.rules
        if rule.severity == "block"
        for example in rule.flag
        if example.message.recipient == "debtor" and example.message.sent_at is None
    ]
    blocked = [
        message
        for message in choose.sample(flagged, 150)
        if full_checker.check(message).decision == "block"
    ]
    assert len(blocked) > 100
    for message in blocked:
        offence, notice = message.text.rstrip("。，！？ "), choose.choice(NOTICES)
        for text in (f"{offence}。{notice}", f"{notice}{offence}"):
            around = Message(text=text, channel=message.channel)
            assert full_checker.check(around).decision != "pass", text


@pytest.mark.parametrize(
    ("offence", "lawful"),
    [
        ("打断你的腿，录音你尽管交给警方", "如遇有人说，打断你的腿，请保留证据"),
        ("今晚就弄死你，有种请报警", "有人在电话里说，今晚就弄死你，请报警"),
        ("弄死你，别想着报警，请保留好你的狗命", "谁说弄死你，请保留录音并报警"),
    ],
)
def test_words_beside_an_offence_acquit_it_only_where_they_are_meant(
    full_checker: Checker, offence: str, lawful: str
) -> None:
    assert full_checker.check(offence).decision == "block"
    assert full_checker.check(lawful).decision == "pass"


def test_parts_are_read_only_where_the_whole_seems_fine(checker: Checker, fusion: Fusion) -> None:
    text = f"您好。{THREAT}。谢谢。"
    message, whole = read_as(text, THREAT, violence_threat=0.01)
    _, part = read_as(text, THREAT, violence_threat=0.9)
    asked = []

    def look(reading: Reading, place: tuple[int, int]) -> Scores:
        asked.append(reading.text[slice(*place)])
        return part.scores

    found = found_by_rules(checker, message)
    fused = fusion.fuse(message, found, (), [whole], look)
    assert asked == [THREAT]
    assert {one.finding.severity for one in fused.findings} == {"block"}
    asked.clear()
    fusion.fuse(message, found, (), [part], look)
    assert asked == []


@pytest.mark.parametrize(("severe", "rules"), [(0.2, []), (0.8, ["model/violence_threat"])])
def test_a_sentence_by_itself_counts_only_where_it_would_be_blocked(
    fusion: Fusion, severe: float, rules: list[str]
) -> None:
    """Out of its place, an ordinary sentence easily looks as if it pressed."""
    text = f"您好。{HINT}。谢谢。"
    message, whole = read_as(text, HINT, violence_threat=0.01)
    _, part = read_as(text, HINT, severe, violence_threat=0.9)
    fused = fusion.fuse(message, (), (), [whole], lambda _, __: part.scores)
    assert [one.finding.rule for one in fused.findings] == rules


def test_a_sentence_by_itself_is_named_by_its_likeliest_where_none_is_named(fusion: Fusion) -> None:
    """As a whole message is: what is blocked alone, a notice around it must not let pass."""
    text = f"您好。{HINT}。谢谢。"
    message, whole = read_as(text, HINT, violence_threat=0.01)
    _, part = read_as(text, HINT, 0.8, violence_threat=0.45, third_party=0.4)
    alone = fusion.fuse(message, (), (), [part], lambda _, __: part.scores)
    around = fusion.fuse(message, (), (), [whole], lambda _, __: part.scores)
    for fused in (alone, around):
        assert [one.finding.rule for one in fused.findings] == ["model/violence_threat"]
        assert [one.finding.severity for one in fused.findings] == ["block"]


def test_the_same_words_are_read_once(checker: Checker, fusion: Fusion) -> None:
    """However often a long message says them: reading costs by its length, not by its square."""
    text = f"{THREAT}。" * 200
    message, whole = read_as(text, THREAT, violence_threat=0.001)
    asked = []

    def look(reading: Reading, place: tuple[int, int]) -> Scores:
        asked.append(reading.text[slice(*place)])
        return whole.scores

    fusion.fuse(message, found_by_rules(checker, message), (), [whole], look)
    assert asked == [THREAT, f"{THREAT}。"]
