"""A complaint that a letter retells is the receiver's; a threat of ours is not, however it opens."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck import Checker
from tonecheck.classifier.linear import our_stretches
from tonecheck.message import Message
from tonecheck.text.quotes import quotations
from tonecheck.text.reading import Reading
from tonecheck.text.retellings import retellings

ANSWER = "经查，此人是外包公司员工，已被开除，我们向您致歉。"
COMPLAINT = "您来信说，有个男人给您打电话，说要打断您的腿。您母亲在旁边听见，那人还笑。"


def _retold(text: str) -> tuple[tuple[int, int], ...]:
    return retellings(text, quotations(text))


def _told(text: str) -> list[str]:
    return [text[start:end] for start, end in _retold(text)]


def test_a_complaint_is_told_until_it_is_answered() -> None:
    assert _told(f"尊敬的陈先生：{COMPLAINT}{ANSWER}") == [COMPLAINT]


def test_what_is_quoted_ends_no_sentence() -> None:
    told = "您写道，那人问您“睡得着吗？今晚谁也别想睡”，一直打到凌晨两点。"
    assert _told(told + ANSWER) == [told]


QUOTED = "“再不还就打断你的腿，你女儿放学我们门儿清”"


def test_an_answer_to_a_complaint_quotes_what_others_said() -> None:
    assert _told(f"{QUOTED}——您信里抄下的这句话，确为坐席所说，此人已停岗。") == [QUOTED]


@pytest.mark.parametrize(
    "text",
    [
        f"您的账单已逾期。{QUOTED}，这话您记住。",
        f"您的来信收悉。{QUOTED}",
        f"案件已委外。{QUOTED}，投诉电话400-000-0000，谨防假冒，一切后果与我司无关。",
        "您投诉的坐席已停岗。请先交“修复服务费”，记录即可抹掉。",
    ],
)
def test_other_messages_quote_for_themselves(text: str) -> None:
    assert not _retold(text)


@pytest.mark.parametrize(
    "text",
    [
        COMPLAINT,  # nothing is answered
        COMPLAINT + "给您造成不便，深表歉意。",  # an apology for nothing
        COMPLAINT + "请于三日内还清欠款，经核实您名下有车。",
        "您说没钱，您女儿在一中上学吧。" + ANSWER,  # nobody did anything
        "您说有人帮您还，我认识那个人，小心您的腿。" + ANSWER,  # we speak
        "您说没钱，您爱人单位那位领导人好，有人会去找她。案件已交外包机构处理。",
        "您说没钱，有人会去您家坐坐，您孩子放学那条路黑。出了事，不是我们逼的，与我们无关。",
        "和您说一句，那两个人脾气不好，会打断您的腿。" + ANSWER,  # we tell them
    ],
)
def test_without_somebody_who_did_it_and_an_answer_nothing_is_retold(text: str) -> None:
    assert not _retold(text)


def test_a_threat_of_ours_ends_the_telling() -> None:
    threat = "我们的人会打断您的腿。"
    [told] = _told(COMPLAINT + threat + ANSWER)
    assert told == COMPLAINT


@given(st.lists(st.sampled_from([COMPLAINT, ANSWER, "请还款。", "“", "您说", "他", "\n", "？"])))
def test_retellings_are_apart_and_ours_is_the_rest(parts: list[str]) -> None:
    text = "".join(parts) or "。"
    told = _retold(text)
    assert all(start < end for start, end in told)
    assert all(before[1] <= after[0] for before, after in pairwise(told))
    reading = Reading(text)
    assert reading.customers == told
    theirs = {at for start, end in told for at in range(start, end)}
    ours = {at for start, end in our_stretches(reading) for at in range(start, end)}
    assert ours == set(range(len(text))) - theirs


def test_rules_find_no_offence_in_a_complaint_and_the_same_words_of_ours(checker: Checker) -> None:
    lawful = f"尊敬的陈先生：{COMPLAINT}{ANSWER}"
    ours = "尊敬的陈先生：再不还钱，我们派个男人打断您的腿，您母亲在旁边听着。"
    assert checker.check(Message(text=lawful, channel="letter")).decision == "pass"
    assert checker.check(Message(text=ours, channel="letter")).decision == "block"
    both = f"尊敬的陈先生：{COMPLAINT}{ANSWER}还有，再不还钱就打断你的腿。"
    assert checker.check(Message(text=both, channel="letter")).decision == "block"
