"""The verdict that messages share by their skeleton is the one each of them gets singly."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.archives import KEY
from tests.text.test_blanks import mixed
from tonecheck import Checker, Message
from tonecheck.audit.examine import Examiner
from tonecheck.audit.keys import Hasher
from tonecheck.audit.messages import MESSAGES
from tonecheck.audit.sharing import Sharing
from tonecheck.audit.skeletons import blanked
from tonecheck.audit.verdict import verdict_on
from tonecheck.message import CHANNELS, RECIPIENTS
from tonecheck.terms import DEFAULT
from tonecheck.text.blanks import LONGEST

TEMPLATES = [
    "【示例银行】尊敬的{}先生，您尾号{}的卡应还{}元，请按时还款。",
    "{}女士您好，您逾期{}天，请于{}前还款{}元",
    "再不还{}元就打断你的腿，{}先生",
    "{}先生，{}元今天不还，明早就让全村知道你是老赖",
    "你{}，尾号{}，还{}元",
    "身份证{}，卡号{}，对吗",
    "{}点打你{}次，还不还",
    "逾期{}天，我数到{}，{}",
    "每天罚{}元，{}日前交",
    "案号{}，{}已立案，请{}先生还{}元",
    "打{}报警，{}期{}元，见 t.cn/{}",
    "弄{}你，s{}家，{}元",
]
FILLS = [
    *("王", "王小明", "欧阳娜", "钱多多", "高兴", "王八蛋", "史珍香", "毛孩子", "死鬼", "某", ""),
    *("110", "250", "748", "4", "74", "12368", "1414", "0000", "500", "1,845.50", "0.50", "12,500"),
    *("31010419880304521X", "6228480402564890018", "13800001111", "22:30", "5月12", "2026-03-05"),
    *(
        "打断你的腿",
        "{name}",
        "nmsl",
        "A6xYz1",
        "Nmsl",
        "死",
        "1",
        "99",
        "8",
        "(2024)沪0101民初1号",
    ),
]


@st.composite
def filled(draw: st.DrawFn) -> str:
    template = draw(st.sampled_from(TEMPLATES))
    parts = template.split("{}")
    fills = [draw(st.sampled_from(FILLS)) for _ in parts[1:]]
    return parts[0] + "".join(fill + part for fill, part in zip(fills, parts[1:], strict=True))


moments = st.one_of(
    st.none(),
    st.sampled_from([0, 7, 8, 21, 22, 23]).flatmap(
        lambda hour: st.sampled_from(
            [
                datetime(2025, 12, 31, hour, 59, 59, tzinfo=UTC) - timedelta(hours=8),
                datetime(2026, 2, 1, hour, tzinfo=UTC) - timedelta(hours=8),
                datetime(2022, 5, 1, hour, 30, tzinfo=UTC) - timedelta(hours=8),
            ]
        )
    ),
)
messages = st.tuples(filled(), st.sampled_from(CHANNELS), st.sampled_from(RECIPIENTS), moments)


def examiner(checker: Checker, most: int = 1000) -> Examiner:
    sharing = Sharing(lambda some: [verdict_on(checker, one, DEFAULT) for one in some], most)
    return Examiner(checker, Hasher(KEY), sharing, date.today(), include_text=True)


def batch_of(many: Sequence[tuple[str, str, str, datetime | None]]) -> pa.RecordBatch:
    rows = [
        {
            "row": number,
            "message": f"m{number}",
            "text": text,
            "sent_at": sent_at,
            "channel": channel,
            "recipient": recipient,
        }
        for number, (text, channel, recipient, sent_at) in enumerate(many)
    ]
    return pa.RecordBatch.from_pylist(rows, MESSAGES)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(messages, min_size=1, max_size=24))
def test_shared_verdicts_are_the_single_ones(
    checker: Checker, many: list[tuple[str, str, str, datetime | None]]
) -> None:
    compare(checker, many)


def test_with_the_classifier_too(full_checker: Checker) -> None:
    fills = [FILLS[at : at + 4] for at in range(0, len(FILLS) - 4, 3)]
    many = [
        (template.replace("{}", "%s") % tuple((fill * 2)[: template.count("{}")]), "sms", who, None)
        for template in TEMPLATES[:8]
        for fill in fills
        for who in ("debtor", "third_party")
    ]
    compare(full_checker, many)


def compare(checker: Checker, many: Sequence[tuple[str, str, str, datetime | None]]) -> None:
    examined = examiner(checker).examine(batch_of(many), "一处")
    shared: dict[str, list[tuple[object, ...]]] = {}
    for row in examined.findings.to_pylist():
        shared.setdefault(row["message"], []).append(
            (
                *(row[name] for name in ("rule", "category", "severity", "start", "end")),
                *(row[name] for name in ("excerpt", "why", "suggestion", "confidence", "evasion")),
                [(one["provision"], one["cite"]) for one in row["basis"]],
            )
        )
    verdicts = examined.verdicts.to_pylist()
    for (text, channel, recipient, sent_at), row in zip(many, verdicts, strict=True):
        report = checker.check(
            Message(text=text, channel=channel, recipient=recipient, sent_at=sent_at)  # type: ignore[arg-type]
        )
        singly = [
            (
                *(one.rule, one.category, one.severity, one.start, one.end),
                *(one.excerpt, one.message, one.suggestion, one.confidence, list(one.evasion)),
                [(basis.provision, basis.cite) for basis in one.basis],
            )
            for one in report.findings
        ]
        assert shared.get(row["message"], []) == singly
        assert (row["decision"], row["complete"]) == (report.decision, report.complete)


def test_what_is_forgotten_is_made_again_to_the_same_effect(checker: Checker) -> None:
    many = [
        (f"再不还{'死' * (number % 3)}{number}元就打断你的腿", "sms", "debtor", None)
        for number in range(12)
    ] * 2
    first = examiner(checker, most=1).examine(batch_of(many), "一处")
    assert first.findings.equals(examiner(checker).examine(batch_of(many), "一处").findings)


@given(st.lists(mixed, min_size=1, max_size=5))
def test_columns_are_blanked_as_single_texts_are(several: list[str]) -> None:
    from tonecheck.text.blanks import Blanked

    column = blanked(pa.array(several, pa.string()))
    assert column.to_pylist() == [Blanked(text).text for text in several]


def test_long_texts_are_left_alone_in_columns_too() -> None:
    text = "应还500元，" * LONGEST
    assert blanked(pa.array([text])).to_pylist()[0] == text
