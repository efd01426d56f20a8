"""The loader refuses what cannot be right, with file, line and key."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from tests.rules.packs import policy_of, write_pack
from tonecheck import Checker, PackError, Policy
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import LOCAL_TIME
from tonecheck.rules.ruleset import RuleSet, Sources, check_basis, load

GOOD = """\
match: 打到<你>崩溃
"""


@pytest.mark.parametrize(
    ("written", "line", "says"),
    [
        ("pack: mine\n# 名称：\x08\n".encode(), 2, "U+0008"),
        ("pack: mine\n# 名称：".encode() + b"\xff", 2, "UTF-8"),
        (b"pack: mine\nrules: &all\n  - any: *all\n", 3, "指回了自己"),
        (b"pack: mine\nrules: " + b"[" * 200 + b"]" * 200, 2, "嵌套太深"),
        (b"pack: mine\nrules: " + b"[" * 5000, 2, "YAML"),
        (b"", 1, "空的"),
    ],
)
def test_a_file_that_is_no_yaml_of_ours_is_refused_with_its_line(
    tmp_path: Path, written: bytes, line: int, says: str
) -> None:
    (tmp_path / "mine.yaml").write_bytes(written)
    with pytest.raises(PackError, match=re.escape(says)) as caught:
        load(Sources(packs=(tmp_path / "mine.yaml",)))
    assert caught.value.file == str(tmp_path / "mine.yaml")
    assert caught.value.line == line


def _refusal(tmp_path: Path, body: str) -> PackError:
    with pytest.raises(PackError) as caught:
        Checker(policy_of(write_pack(tmp_path, body)))
    return caught.value


@pytest.mark.parametrize(
    ("body", "key", "says"),
    [
        ("match: 打到<你>崩溃\ncolour: red", "colour", "未知字段"),
        ("match: 打到<他们>崩溃", "match", "未知词类"),
        ("match: 打到<你>崩溃\nbasis: [civil-9999]", "basis", "没有 civil-9999"),
        ("match: 打到<你>崩溃\nbasis: [us-fdcpa-1692d]", "basis", "不是中国大陆"),
        ("match: 打到<你>崩溃\nbasis: [gbt45251-5.3-mislead]", "basis", "未经核实"),
        ("match: 打到<你>崩溃\nbasis: [psapl-2012-42-1]", "basis", "已失效"),
        ("match: 打到<你>崩溃\nseverity: fatal", "severity", "不在可用的值之内"),
        ("match: 打到<你>崩溃\nid: insult/mine", "id", "harassment/"),
        ("match: {seq: [a]}", "seq", "未知字段"),
        ("match: {near: [a], regex: b}", "match", "不能这样放在一起"),
        ("match: …崩溃", "match", "间隔"),
        ("match: 打到(你", "match", "不成对"),
        ("match: (你|)", "match", "没有必须出现的词"),
        ("match: 打到(<你>|我)", "match", "括号里只能写词"),
        ("match: 打到。崩溃", "match", "永远不会命中"),
        ("match: \u200b", "match", "永远不会命中"),
        ("match: 打到…99崩溃", "match", "间隔"),
        ("match: {regex: '('}", "regex", "RE2 不接受“(”：缺少 )"),
        ("match: {regex: '(?=a)b'}", "regex", "RE2 不接受“(?=a)b”：不支持前瞻、后顾这类写法"),
        ("match: {regex: '[b-a]'}", "regex", "方括号里的范围或类别不对，在“b-a”处"),
        ("match: {regex: '[0-9]*'}", "regex", "空文字"),
        ("match: {regex: '還款'}", "regex", "简体"),
        ("match: {near: [打到, 崩溃], within: 99}", "within", "1 到"),
        ("match: {near: [打到, 崩溃], within: page}", "within", "应为字数"),
        ("match: 打到你崩溃\nwhen: {hours: 2200}", "hours", "缺少"),
        ("match: 打到你崩溃\nwhen: {hours: 9-5}", "hours", "22:00-08:00"),
        ("match: 打到你崩溃\nwhen: {weekday: mon}", "weekday", "未知字段"),
        ("match: 打到你崩溃\nunless: [guessed]", "unless", "不在可用的值之内"),
        ("match: 打到你崩溃\nexamples: {flag: [好的], pass: [您好]}", "examples", "应命中而未命中"),
        (
            "match: 打到你崩溃\nexamples: {flag: [打到你崩溃], pass: [打到你崩溃]}",
            "examples",
            "应放过却命中",
        ),
        (
            "match: 打到你崩溃\nexamples: {flag: [打到你崩溃], pass: []}",
            "examples",
            "各至少要有一条",
        ),
        ("match:\n  any:\n    - 打到你崩溃\n    - 呼死你", "match", "没有例句用到"),
        ("match: {any: [打到你崩溃, 呼死你]}", "match", "没有例句用到这一写法：呼死你"),
        ("match: 打到<你>崩溃\nsuggest: 我们会打到你崩溃", "suggest", "被 harassment/mine 标出"),
        (
            "match: 打到你崩溃\nexamples: {flag: [{text: 打到你崩溃, channel: fax}], pass: [您好]}",
            "examples",
            "channel",
        ),
        ("match: 打到你崩溃\nwhy: ''", "why", "不能为空"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_line_and_key(
    tmp_path: Path, body: str, key: str, says: str
) -> None:
    error = _refusal(tmp_path, body)
    assert says in str(error)
    assert error.key == key
    assert error.file.endswith("mine.yaml")
    assert 1 < error.line <= len(Path(error.file).read_text("utf-8").splitlines())


def test_what_a_rule_calls_lawful_must_pass_the_others_too(tmp_path: Path) -> None:
    """But not what only informs: that is passed."""
    examples = "examples: {flag: [呼死你], pass: [打到你崩溃]}"
    theirs = write_pack(tmp_path, f"id: harassment/theirs\nmatch: 呼死你\n{examples}", "b.yaml")
    theirs.write_text(theirs.read_text("utf-8").replace("pack: mine", "pack: theirs"), "utf-8")
    with pytest.raises(
        PackError, match=r"合规的文字被 harassment/mine 标出：“打到你崩溃”"
    ) as caught:
        Checker(policy_of(write_pack(tmp_path, GOOD), theirs), model=False)
    assert (caught.value.file, caught.value.key) == (str(theirs), "examples")
    Checker(policy_of(write_pack(tmp_path, f"{GOOD}severity: info"), theirs), model=False)


def test_an_id_used_twice_names_both_places(tmp_path: Path) -> None:
    first = write_pack(tmp_path, GOOD, "a.yaml")
    second = write_pack(tmp_path, GOOD, "b.yaml")
    second.write_text(second.read_text("utf-8").replace("pack: mine", "pack: other"), "utf-8")
    with pytest.raises(PackError, match=r"b\.yaml.*a\.yaml:6"):
        Checker(policy_of(first, second))


def test_a_pack_name_used_twice_is_refused(tmp_path: Path) -> None:
    packs = write_pack(tmp_path, GOOD, "a.yaml"), write_pack(tmp_path, GOOD, "b.yaml")
    with pytest.raises(PackError, match=r"b\.yaml:1: pack：规则包名 mine 已用于 .*a\.yaml"):
        Checker(policy_of(*packs))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "空的"),
        ("a: [", "YAML"),
        ("- 1", "键: 值"),
        ("pack: x\nversion: '1'\ntitle: t\n", "缺少"),
        ("pack: x\npack: y\nversion: '1'\ntitle: t\nrules: []\n", "两次"),
        ("pack: x\nversion: '1'\ntitle: t\nrules: 3\n", "列表"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PackError, match=says) as caught:
        Checker(policy_of(path))
    assert "broken.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("words", "says"),
    [("[\u200b]", "折叠后为空"), ("[好。坏]", "句末标点"), ("[电话, 電話]", "重复")],
)
def test_a_lexicon_entry_that_can_never_match_is_refused(
    tmp_path: Path, words: str, says: str
) -> None:
    path = tmp_path / "lexicons.yaml"
    path.write_text(f"lexicons:\n  甲: [你]\n  乙: {words}\n", "utf-8")
    with pytest.raises(PackError, match=says) as caught:
        Checker(Policy(sources=Sources(lexicons=(path,))))
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("亲属: [表叔公]", r"已有这个词类；要追加，写成 亲属: {add: \"true\""),
        ("亲戚们: {add: 'true', words: [表叔公]}", "没有叫这个名字的词类"),
        ("亲戚们: {add: 'false', words: [表叔公]}", "没有叫这个名字的词类"),
    ],
)
def test_an_own_lexicon_says_what_it_does_to_ours(tmp_path: Path, entry: str, says: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(f"lexicons:\n  甲: [你]\n  {entry}\n", "utf-8")
    with pytest.raises(PackError, match=says) as caught:
        load(Sources(lexicons=(path,)))
    assert (caught.value.file, caught.value.line) == (str(path), 3)


@pytest.mark.parametrize("days", [0, 30])
def test_a_provision_that_has_not_lapsed_yet_may_be_cited(tmp_path: Path, days: int) -> None:
    check_basis(_lapsing(tmp_path, days))


def test_one_that_lapsed_yesterday_may_not(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="已失效"):
        check_basis(_lapsing(tmp_path, -1))


def _lapsing(tmp_path: Path, days: int) -> RuleSet:
    """Rules whose every provision is in force for so many days more."""
    pack = write_pack(tmp_path, GOOD)
    ruleset = load(Sources(packs=(pack,), with_shipped=False))
    last = datetime.now(LOCAL_TIME).date() + timedelta(days)
    provisions = (structs.replace(one, in_force_until=last) for one in ruleset.catalogue)
    return replace(ruleset, catalogue=Catalogue(provisions, ruleset.catalogue.as_of), grounds={})
