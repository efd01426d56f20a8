"""Which words a finding points at, where rules and the classifier say the same."""

from msgspec.structs import replace

from tests.fusing import HINT, THREAT, found_by_rules, fuse, read_as, read_at
from tonecheck.checker import Checker
from tonecheck.classifier.spans import Span
from tonecheck.closely import Read
from tonecheck.judge import Judged, judge
from tonecheck.suspicion import Fusion
from tonecheck.terms import DEFAULT


def _warning(found: list[Judged]) -> list[Judged]:
    return [one._replace(finding=replace(one.finding, severity="warn")) for one in found]


def test_fragments_are_left_out_where_a_longer_stretch_says_it(fusion: Fusion) -> None:
    message, read = read_at(HINT, [(0, 1), (4, 9)], 0.8, violence_threat=0.9)
    [one] = fuse(fusion, message, [], [read])
    assert one.finding.excerpt == "祖坟还好吧"
    message, read = read_at(HINT, [(0, 1), (4, 6)], 0.8, violence_threat=0.9)
    assert len(fuse(fusion, message, [], [read])) == 2


def test_no_fragment_of_ours_is_left_out_for_what_the_customer_says(fusion: Fusion) -> None:
    text = "坐席：你老家的祖坟\n客户：我的祖坟好得很"
    message, read = read_at(text, [(7, 9), (13, 20)], 0.8, violence_threat=0.9)
    [one] = fuse(fusion, message, [], [read])
    assert one.finding.excerpt == "祖坟"


def test_a_longer_stretch_of_the_classifier_widens_what_a_rule_points_at(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = read_as(THREAT, "", 0.9, violence_threat=0.9)
    found = found_by_rules(checker, message)
    [rule] = [one.finding for one in found if one.finding.category == "violence_threat"]
    [one] = [
        one
        for one in fuse(fusion, message, found, [read])
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
        message, read = read_as(text, marked, 0.9, **likely)
        fused = fuse(fusion, message, found_by_rules(checker, message), [read])
        assert "打断你的腿" in [one.finding.excerpt for one in fused]


def test_a_disguised_finding_is_widened_though_the_plain_text_was_read_too(
    checker: Checker, fusion: Fusion
) -> None:
    text = "钱呢，弄4你，鲨了你"
    message, read = read_as(text, violence_threat=0.9)
    way = list(checker.ways.of(message, DEFAULT))[1]
    matches = checker.engine.matches(message, way.reading)
    found = judge(message, way, matches, checker.ruleset.catalogue)
    assert text not in [one.finding.excerpt for one in found]
    scores = read.scores._replace(where=lambda _: (Span(0, len(way.reading.text), 3.0),))
    fused = fuse(fusion, message, found, [read, Read(way, scores)])
    ours = [one for one in fused if one.finding.rule.startswith("violence_threat/")]
    assert [text[slice(*one.core)] for one in ours] == ["弄4你", "鲨了你"]
    assert "".join(one.finding.excerpt for one in ours) == text
    assert "".join(one.read_as for one in ours) == "钱呢，弄死你，杀了你"
    assert {one.finding.evasion for one in ours} == {("homophone",)}


def test_two_rules_in_one_stretch_are_both_kept_and_share_it(
    checker: Checker, fusion: Fusion
) -> None:
    text = "打断你的腿，还有啊，剁了你的手"
    message, read = read_as(text, "断你的腿，还有啊，剁了你", violence_threat=0.9)
    found = [
        one for one in found_by_rules(checker, message) if one.finding.category == "violence_threat"
    ]
    assert len(found) == 2
    fused = fuse(fusion, message, found, [read])
    assert [one.finding.rule for one in fused] == [one.finding.rule for one in found]
    assert "".join(one.finding.excerpt for one in fused) == text


def test_what_the_classifier_adds_widens_no_milder_rule(checker: Checker, fusion: Fusion) -> None:
    text = f"你给我好好记住这句话，{THREAT}，走着瞧"
    message, read = read_as(text, "", 0.9, violence_threat=0.9)
    shown = {
        one.finding.rule: one.finding
        for one in fuse(fusion, message, _warning(found_by_rules(checker, message)), [read])
    }
    assert shown["model/violence_threat"].excerpt == text
    assert shown["violence_threat/maiming"].excerpt == "打断你的腿"


def test_where_a_rule_warns_of_most_of_the_words_its_degree_stands(
    checker: Checker, fusion: Fusion
) -> None:
    message, read = read_as(THREAT, "", 0.9, violence_threat=0.9)
    fused = fuse(fusion, message, _warning(found_by_rules(checker, message)), [read])
    assert {(one.finding.rule, one.finding.severity) for one in fused} == {
        ("violence_threat/maiming", "warn")
    }
