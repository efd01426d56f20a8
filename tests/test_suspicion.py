"""Where scores meet rules: who adds, who yields, and what context takes back."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from tonecheck.categories import CATEGORIES, Category
from tonecheck.checker import Checker
from tonecheck.classifier.decision import Calibration, Decision, FirstTier, Threshold, Verdict
from tonecheck.classifier.labels import LABELS
from tonecheck.classifier.model import Scores, Suspicion, any_odds
from tonecheck.classifier.spans import Span
from tonecheck.judge import Judged, Way, judge
from tonecheck.message import LOCAL_TIME, Message
from tonecheck.report import Severity
from tonecheck.suspicion import Fusion, Read, yielding_rules
from tonecheck.terms import DEFAULT
from tonecheck.text.reading import Reading

THREAT = "再不还钱就打断你的腿"
HINT = "你老家的祖坟还好吧"
DECISION = Decision(
    name="test",
    calibration=dict.fromkeys(LABELS, Calibration(1, 0, 0, 0)),
    verdict=Verdict(bias=0, category=1, piece=0, phrase=0, warned=1, blocked=2),
    review=0.5,
    doubted=0.01,
    thresholds=dict.fromkeys(CATEGORIES, Threshold(named=0.5, block=0.5)),
    evidence=0.0,
    standing=(),
    first_tier=FirstTier(-1e6, dict.fromkeys(LABELS, Calibration(0, 0, 1, 0)), ""),
    guarantee="",
)


@pytest.fixture(scope="module")
def fusion(checker: Checker) -> Fusion:
    rules = checker.ruleset
    yielding = yielding_rules(rules.rules, DECISION)
    return Fusion(DECISION, rules.grounds, rules.catalogue, checker.engine.context, yielding)


def _found(checker: Checker, message: Message) -> list[Judged]:
    way = Way(Reading.of(message))
    matches = checker.engine.matches(message, way.reading)
    return judge(message, way, matches, checker.ruleset.catalogue)


def _read(
    text: str, marked: str = "", severe: float = 0.0, **likely: float
) -> tuple[Message, Read]:
    """A message, and a classifier that says ``likely`` of it and points at ``marked``."""
    start = text.find(marked)
    return _read_at(text, [(start, start + len(marked or text))], severe, **likely)


def _read_at(
    text: str, places: list[tuple[int, int]], severe: float, **likely: float
) -> tuple[Message, Read]:
    message = Message(text=text)
    spans = tuple(Span(start, end, 3.0) for start, end in places)
    suspicions = tuple(
        Suspicion(category, likely.get(category, 0.001), severe) for category in CATEGORIES
    )
    odds = any_odds([suspicion.probability for suspicion in suspicions])
    return message, Read(
        Way(Reading.of(message)), Scores(suspicions, odds, 0.0, 0.0, 0.0, lambda _: spans)
    )


@pytest.mark.parametrize(("severe", "severity"), [(0.2, "warn"), (0.8, "block")])
def test_the_classifier_alone_warns_or_blocks(
    fusion: Fusion, severe: float, severity: Severity
) -> None:
    message, read = _read(HINT, "祖坟还好吧", severe, violence_threat=0.9)
    [one] = fusion.fuse(message, [], [read])
    assert one.finding.rule == "model/violence_threat"
    assert one.finding.severity == severity
    assert one.finding.excerpt == "祖坟还好吧"
    assert one.finding.confidence == 0.9
    assert one.finding.basis
    assert one.finding.suggestion


def test_fragments_are_left_out_where_a_longer_stretch_says_it(fusion: Fusion) -> None:
    message, read = _read_at(HINT, [(0, 1), (4, 9)], 0.8, violence_threat=0.9)
    [one] = fusion.fuse(message, [], [read])
    assert one.finding.excerpt == "祖坟还好吧"
    message, read = _read_at(HINT, [(0, 1), (4, 6)], 0.8, violence_threat=0.9)
    assert len(fusion.fuse(message, [], [read])) == 2


def test_no_fragment_of_ours_is_left_out_for_what_the_customer_says(fusion: Fusion) -> None:
    text = "坐席：你老家的祖坟\n客户：我的祖坟好得很"
    message, read = _read_at(text, [(7, 9), (13, 20)], 0.8, violence_threat=0.9)
    [one] = fusion.fuse(message, [], [read])
    assert one.finding.excerpt == "祖坟"


def test_below_the_threshold_it_says_nothing(fusion: Fusion) -> None:
    message, read = _read(HINT, violence_threat=0.2)
    assert fusion.fuse(message, [], [read]) == []


def test_where_no_category_is_sure_the_likeliest_is_named(fusion: Fusion) -> None:
    message, read = _read(HINT, insult=0.35, violence_threat=0.4)
    [one] = fusion.fuse(message, [], [read])
    assert one.finding.category == "violence_threat"


def test_a_rules_finding_stands_where_the_classifier_does_not_object(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = _read(THREAT, violence_threat=0.3)
    found = _found(checker, message)
    assert fusion.fuse(message, found, [read]) == found


def test_a_rules_finding_yields_to_a_sure_classifier_but_is_still_shown(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = _read(THREAT)
    [one] = fusion.fuse(message, _found(checker, message), [read])
    assert one.finding.severity == "info"
    assert one.finding.confidence < DECISION.review


def test_a_rule_of_another_category_is_doubted_and_still_shown(
    checker: Checker, fusion: Fusion
) -> None:
    """The message offends, but hardly by what the rule says."""
    message, read = _read(THREAT + "，骗子", "骗子", insult=0.9)
    found = _found(checker, message)
    assert {one.finding.category for one in found} >= {"violence_threat"}
    fused = fusion.fuse(message, found, [read])
    shown = {one.finding.category: one.finding for one in fused}
    assert shown["violence_threat"].severity == "info"
    assert shown["violence_threat"].confidence == 0.001
    assert shown["insult"].severity != "info"


def test_hours_never_yield(checker: Checker, fusion: Fusion) -> None:
    _, read = _read("您的账单已逾期，请今天还款。【示例银行】")
    night = datetime(2026, 3, 1, 23, 30, tzinfo=LOCAL_TIME)
    message = Message(text=read.way.reading.original, sent_at=night)
    severities = {
        one.finding.severity for one in fusion.fuse(message, _found(checker, message), [read])
    }
    assert severities & {"warn", "block"}


def test_the_classifier_repeats_no_rule(checker: Checker, fusion: Fusion) -> None:
    message, read = _read(THREAT, "打断你的腿", 0.9, violence_threat=0.9)
    found = _found(checker, message)
    assert [one.finding.rule for one in fusion.fuse(message, found, [read])] == [
        one.finding.rule for one in found
    ]


@pytest.mark.parametrize(
    ("text", "marked", "severity"),
    [
        ("坐席：您好。\n客户：你老家的祖坟还好吧", "祖坟还好吧", None),
        ("请举报对您说“你老家的祖坟还好吧”的人。", "祖坟还好吧", "warn"),
        ("我们绝不会挖您家祖坟。", "挖您家祖坟", "warn"),
        ("我们会挖您家祖坟。", "挖您家祖坟", "block"),
    ],
)
def test_context_tempers_the_classifier(
    fusion: Fusion, text: str, marked: str, severity: Severity | None
) -> None:
    message, read = _read(text, marked, 0.9, violence_threat=0.9)
    found = fusion.fuse(message, [], [read])
    assert [one.finding.severity for one in found] == ([severity] if severity else [])


def test_allowed_phrases_are_no_finding(fusion: Fusion) -> None:
    message, read = _read(HINT, "祖坟", 0.9, violence_threat=0.9)
    allowing = read._replace(way=read.way._replace(allowed=((4, 6),)))
    assert fusion.fuse(message, [], [allowing]) == []


def test_a_longer_stretch_of_the_classifier_widens_what_a_rule_points_at(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = _read(THREAT, "", 0.9, violence_threat=0.9)
    found = _found(checker, message)
    [rule] = [one.finding for one in found if one.finding.category == "violence_threat"]
    [one] = [
        one
        for one in fusion.fuse(message, found, [read])
        if one.finding.category == "violence_threat"
    ]
    assert rule.excerpt == "打断你的腿"
    assert (one.finding.excerpt, one.finding.start, one.read_as) == (THREAT, 0, THREAT)
    assert one.finding.rule == rule.rule
    assert one.finding.suggestion == rule.suggestion


def test_stretches_of_other_categories_or_elsewhere_widen_nothing(
    checker: Checker, fusion: Fusion
) -> None:
    for text, marked, likely in (
        (THREAT, "", {"insult": 0.9, "violence_threat": 0.2}),
        (f"{THREAT}。走夜路当心点", "走夜路当心点", {"violence_threat": 0.9}),
    ):
        message, read = _read(text, marked, 0.9, **likely)
        fused = fusion.fuse(message, _found(checker, message), [read])
        assert "打断你的腿" in [one.finding.excerpt for one in fused]


def test_a_disguised_finding_is_widened_though_the_plain_text_was_read_too(
    checker: Checker, fusion: Fusion
) -> None:
    text = "钱呢，弄4你，鲨了你"
    message, read = _read(text, violence_threat=0.9)
    way = list(checker._ways(message, DEFAULT))[1]
    matches = checker.engine.matches(message, way.reading)
    found = judge(message, way, matches, checker.ruleset.catalogue)
    assert text not in [one.finding.excerpt for one in found]
    scores = read.scores._replace(where=lambda _: (Span(0, len(way.reading.text), 3.0),))
    fused = fusion.fuse(message, found, [read, Read(way, scores)])
    ours = [one for one in fused if one.finding.rule.startswith("violence_threat/")]
    assert [text[slice(*one.core)] for one in ours] == ["弄4你", "鲨了你"]
    assert "".join(one.finding.excerpt for one in ours) == text
    assert "".join(one.read_as for one in ours) == "钱呢，弄死你，杀了你"
    assert {one.finding.evasion for one in ours} == {("homophone",)}


def test_two_rules_in_one_stretch_are_both_kept_and_share_it(
    checker: Checker, fusion: Fusion
) -> None:
    text = "打断你的腿，还有啊，剁了你的手"
    message, read = _read(text, "断你的腿，还有啊，剁了你", violence_threat=0.9)
    found = [one for one in _found(checker, message) if one.finding.category == "violence_threat"]
    assert len(found) == 2
    fused = fusion.fuse(message, found, [read])
    assert [one.finding.rule for one in fused] == [one.finding.rule for one in found]
    assert "".join(one.finding.excerpt for one in fused) == text


def test_what_the_classifier_adds_widens_no_milder_rule(checker: Checker, fusion: Fusion) -> None:
    message, read = _read(THREAT, "", 0.9, violence_threat=0.9)
    found = [
        one._replace(finding=replace(one.finding, severity="warn"))
        for one in _found(checker, message)
    ]
    shown = {one.finding.rule: one.finding for one in fusion.fuse(message, found, [read])}
    assert shown["model/violence_threat"].excerpt == THREAT
    assert shown["violence_threat/maiming"].excerpt == "打断你的腿"


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_its_words_and_a_law_today(checker: Checker, category: Category) -> None:
    grounds = checker.ruleset.grounds[category]
    assert grounds.id == f"model/{category}"
    filled = grounds.suggest.format(
        tail="1234", amount="500", date="6月30日", company="示例银行", number="0123"
    )
    assert checker.check(f"{filled}【示例银行】").decision == "pass"
