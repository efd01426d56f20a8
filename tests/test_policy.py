"""Configuration: found upwards, refused when wrong, allow-lists that win."""

from pathlib import Path

import pytest

from tests.rules.packs import write_pack
from tonecheck import Checker, PackError, Policy, PolicyError, find_policy, read_policy
from tonecheck.rules.ruleset import load
from tonecheck.terms import Terms


def test_the_nearest_configuration_is_found_upwards(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "draft.txt").write_text("您好", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.tonecheck]\nallow = ['甲']\n", "utf-8")
    assert find_policy(inner / "draft.txt") == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "tonecheck.toml").write_text("allow = ['乙']\n", "utf-8")
    found = find_policy(inner / "draft.txt")
    assert found == tmp_path / "a" / "tonecheck.toml"
    assert read_policy(found).allow == ("乙",)


def test_a_pyproject_without_our_table_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert find_policy(tmp_path) != tmp_path / "pyproject.toml"


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("colour = 1", "未知配置项 colour"),
        ("allow = 'x'", "allow 的值类型不对"),
        ("allow = [1]", "allow 的值类型不对"),
        ("allow = ['']", "allow 里有空的文字"),
        ("allow = ['\u200b']", "折叠后为空"),
        ("fail-on = 'never'", "fail-on"),
        ("evasion = 'some'", "evasion 应为 off、standard、strict 之一"),
        ("packs = ['none.yaml']", "none.yaml 不存在"),
        ("allow = [", "TOML"),
    ],
)
def test_a_wrong_configuration_is_refused_by_name(tmp_path: Path, toml: str, says: str) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(PolicyError, match=says) as caught:
        read_policy(path)
    assert "tonecheck.toml" in str(caught.value)


def test_a_missing_configuration_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="无法读取"):
        read_policy(tmp_path / "tonecheck.toml")


def _policy(tmp_path: Path, toml: str) -> Policy:
    path = tmp_path / "tonecheck.toml"
    path.write_text(toml, "utf-8")
    return read_policy(path)


def _own_rule(tmp_path: Path, toml: str) -> Checker:
    """With one rule, that nobody breaks legs: shipped packs take seconds."""
    examples = "{flag: [打断腿, 打断你的腿], pass: [您好]}"
    write_pack(tmp_path, f"severity: block\nmatch: 打断…2腿\nexamples: {examples}")
    policy = _policy(tmp_path, f"shipped-packs = false\npacks = ['mine.yaml']\n{toml}")
    return Checker(policy, model=False)


def test_own_packs_and_lexicons_are_added_and_shipped_ones_left_out(tmp_path: Path) -> None:
    write_pack(tmp_path, "match: 打到<自家>…4崩溃\nexamples: {flag: [打到阿猫崩溃], pass: [您好]}")
    (tmp_path / "words.yaml").write_text("lexicons:\n  自家: [阿猫]\n", "utf-8")
    ours = "packs = ['mine.yaml']\nlexicons = ['words.yaml']\nwithout = ['violence_threat']"
    checker = Checker(_policy(tmp_path, ours), model=False)
    assert "harassment/mine" in [one.rule for one in checker.check("打到阿猫崩溃").findings]
    assert checker.check("你这个老赖").decision == "block"
    assert all(rule.category != "violence_threat" for rule in checker.ruleset.rules)


def test_what_is_left_out_must_be_there(tmp_path: Path) -> None:
    """And ours: what is a user's own is not in a user's way."""
    write_pack(tmp_path, "match: 打到<你>崩溃")
    for name in ("violense", "harassment/mine"):
        policy = _policy(tmp_path, f"packs = ['mine.yaml']\nwithout = [\n  '{name}',\n]")
        says = rf"tonecheck\.toml:3: without：没有这样的随包规则包或规则：{name}"
        with pytest.raises(PackError, match=says):
            Checker(policy, model=False)


def _own_insults(tmp_path: Path, pack: str, rule: str) -> None:
    written = write_pack(
        tmp_path,
        f"id: {rule}\ncategory: insult\nmatch: 小瘪三\nexamples: {{flag: [小瘪三], pass: [您好]}}",
    )
    head = written.read_text("utf-8").replace("pack: mine", f"pack: {pack}")
    written.write_text(head, "utf-8")


_NAMED_LIKE_OURS = pytest.mark.parametrize(
    ("pack", "rule", "name"),
    [("insult", "insult/mine", "insult"), ("mine", "insult/curse", "insult/curse")],
)


@_NAMED_LIKE_OURS
def test_an_own_pack_or_rule_takes_the_place_of_ours(
    tmp_path: Path, pack: str, rule: str, name: str
) -> None:
    _own_insults(tmp_path, pack, rule)
    ours = f"packs = ['mine.yaml']\nwithout = ['{name}']"
    ruleset = load(_policy(tmp_path, ours).sources)
    (own,) = (one for one in ruleset.packs if one.version.name == pack)
    assert [one.id for one in own.rules] == [rule]
    found = ruleset.rule(rule)
    assert found is not None
    assert found.file == own.file == str(tmp_path / "mine.yaml")
    assert (ruleset.rule("insult/curse") is None) == (name == "insult")


@_NAMED_LIKE_OURS
def test_a_name_of_ours_is_refused_with_the_way_to_replace_it(
    tmp_path: Path, pack: str, rule: str, name: str
) -> None:
    _own_insults(tmp_path, pack, rule)
    with pytest.raises(PackError, match=rf'without = \["{name}"\]') as caught:
        load(_policy(tmp_path, "packs = ['mine.yaml']").sources)
    assert caught.value.file == str(tmp_path / "mine.yaml")


def test_an_own_lexicon_replaces_or_adds(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(
        "lexicons:\n  上门·住所: {add: 'true', words: [阿房宫]}\n  牵连·单位的人: {add: 'false', words: [掌柜]}\n",
        "utf-8",
    )
    lexicons = Checker(
        _policy(tmp_path, "lexicons = ['words.yaml']\nshipped-packs = false")
    ).ruleset.lexicons
    assert lexicons["牵连·单位的人"].words == ("掌柜",)
    assert "阿房宫" in lexicons["上门·住所"].words


def test_an_allowed_phrase_wins_the_longest_first(tmp_path: Path) -> None:
    (tmp_path / "allow.txt").write_text("打断你的腿话剧团  # 剧团名\n\n", "utf-8")
    checker = _own_rule(tmp_path, "allow = ['打断']\nallow-files = ['allow.txt']")
    assert checker.check("欢迎光临打断你的腿话剧团").decision == "pass"
    assert checker.check("欢迎光临打斷你的腿話劇團").decision == "pass"
    assert checker.check("再不还钱打断你的腿").decision == "block"


def test_a_policy_may_demand_a_signature(checker: Checker, tmp_path: Path) -> None:
    text = "您的借款已逾期，请尽快还款。"
    assert checker.check(text).decision == "pass"
    demanding = Checker(_policy(tmp_path, "require-signature = true"), model=False)
    assert demanding.check(text).decision == "review"


def test_the_level_of_undoing_is_configured(tmp_path: Path) -> None:
    off = _own_rule(tmp_path, "evasion = 'off'")
    assert off.policy.evasion == "off"
    assert off.check("再不还钱就打-断-你-的-腿").decision != "block"
    assert off.check("再不还钱就打-断-你-的-腿", Terms(evasion="standard")).decision == "block"


def test_what_is_allowed_stays_allowed_in_disguise(tmp_path: Path) -> None:
    allowing = _own_rule(tmp_path, "allow = ['打断你的腿']")
    assert allowing.check("再不还钱就打-断-你-的-腿").decision != "block"


def test_allowed_phrases_in_another_encoding_or_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes("打断骨头连着筋".encode("gb18030"))
    with pytest.raises(PolicyError, match=r"words\.txt 不是 UTF-8 编码；请另存为 UTF-8"):
        _policy(tmp_path, "allow-files = ['words.txt']")
    (tmp_path / "words").mkdir()
    with pytest.raises(PolicyError, match="words 读不了（是目录"):
        _policy(tmp_path, "allow-files = ['words']")
    (tmp_path / "words.txt").write_text("打断骨头连着筋\n", "utf-8-sig")
    assert _policy(tmp_path, "allow-files = ['words.txt']").allow == ("打断骨头连着筋",)


def test_a_configuration_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tonecheck.toml").write_bytes("allow = ['您好']".encode("gb18030"))
    with pytest.raises(PolicyError, match="不是 UTF-8"):
        read_policy(tmp_path / "tonecheck.toml")
