"""Acquittals by context, each with the same words that are not acquitted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.packs import engine_of, excerpts
from tonecheck.message import Message
from tonecheck.rules.engine import Engine
from tonecheck.text.reading import Reading


@pytest.mark.parametrize(
    ("operator", "acquitted", "flagged"),
    [
        ("negated", "我们绝不会轰炸您的通讯录", "再不还就轰炸您的通讯录"),
        ("negated", "严禁辱骂、恐吓、轰炸客户", "严禁拖欠，否则轰炸你"),
        ("negated", "不得轰炸", "不得不轰炸你"),
        ("negated", "我们不会轰炸您", "不要逼我轰炸你"),
        ("negated", "我们绝不轰炸您", "你不想被轰炸吧？"),
        ("negated", "没有轰炸过您", "没还钱就轰炸你"),
        ("negated", "我们承诺：不轰炸您，不堵门", "不轰炸你，我就不姓王"),
        ("negated", "白天打，不轰炸", "信不轰炸你"),
        ("quoted", "删掉“轰炸你”这句", "群名就叫“轰炸你”，今晚建"),
        ("about_abuse", "轰炸您的坐席已被开除", "轰炸你，叫你被开除"),
        ("about_abuse", "轰炸您的坐席已除名", "轰炸你，叫单位把你除名"),
        ("about_abuse", "抽检案例分析，坐席轰炸客户", "昨天的事，坐席轰炸客户"),
        ("customer", "督导：轰炸客户扣几分\n学员：十分\n坐席：好", "坐席：轰炸客户"),
        ("quoted", "禁止使用“轰炸你”等字样", "“轰炸你”"),
        ("quoted", "他说“轰炸你”", "我“轰炸”你"),
        ("reported", "您反映催收员轰炸您的通讯录", "您的通讯录我们会轰炸"),
        ("reported", "您来信问，会不会轰炸您的通讯录", "来信收到，今晚轰炸您的通讯录"),
        ("reported", "您写道，前几天被轰炸", "我写道，今晚轰炸"),
        ("reported", "前任同事轰炸您，我们致歉", "同事轰炸您，这是第一天"),
        ("customer", "坐席：您好\n客户：轰炸你", "坐席：您好\n客户：嗯\n坐席：轰炸你"),
        ("lawful_consequence", "依法轰炸", "轰炸你"),
        ("about_abuse", "谨防不法分子轰炸通讯录", "轰炸通讯录"),
        ("about_abuse", "合规培训：以下说法不得出现。轰炸通讯录", "今晚见。轰炸通讯录"),
        ("about_abuse", "培训材料：轰炸通讯录", "您问的案例，培训材料里有。轰炸通讯录"),
    ],
)
def test_each_operator_acquits_its_context_only(
    tmp_path: Path, operator: str, acquitted: str, flagged: str
) -> None:
    engine = engine_of(tmp_path, f"match: 轰炸\nunless: [{operator}]")
    assert excerpts(engine, acquitted) == []
    assert excerpts(engine, flagged) == ["轰炸"]


def test_a_match_that_reaches_into_a_quotation_needs_more_than_an_introduction(
    tmp_path: Path,
) -> None:
    engine = engine_of(tmp_path, "match: 您…4轰炸\nunless: [quoted]")
    assert excerpts(engine, "您收到的“轰炸通知”是骗局") == []
    assert excerpts(engine, "已把您发到“轰炸群”里") == ["您发到“轰炸"]


def test_what_a_customer_begins_and_we_end_is_no_offence(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: {near: [轰炸, 门口], within: 12}\nunless: [customer]")
    assert excerpts(engine, "坐席：您好 客户：我轰炸你 坐席：您在门口吗") == []
    assert excerpts(engine, "客户：嗯 坐席：轰炸你家门口") == ["轰炸你家门口"]


def test_a_match_that_begins_inside_a_word_is_none(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: 司法\nunless: [word_boundary]")
    assert excerpts(engine, "请按公司法规定办理") == []
    assert excerpts(engine, "再不还就走司法了") == ["司法"]


def test_words_nearby_acquit(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: 轰炸\nunless: [{has: (电影|演习), within: 4}]")
    assert excerpts(engine, "轰炸演习") == []
    assert excerpts(engine, "演习结束以后我们轰炸你") == ["轰炸"]


@pytest.mark.parametrize("within", ["message", "20"])
def test_it_is_told_how_far_from_a_match_that_stands_which_acquits(
    tmp_path: Path, within: str
) -> None:
    rule = f"match: 轰炸\nunless: [negated, {{has: (电影|演习), within: {within}}}]"
    engine = engine_of(tmp_path, rule)
    assert _acquitted(engine, "轰炸演习") == ["hand"]
    assert _acquitted(engine, "明晚轰炸你，电影别看了。") == ["beside"]
    assert _acquitted(engine, "明晚轰炸你。祝观看电影愉快。") == ["afar"]
    assert _acquitted(engine, "我们不轰炸您。祝观看电影愉快。") == ["hand"]
    assert _acquitted(engine, "明晚轰炸你。") == [None]


def test_a_warning_in_another_clause_may_be_mockery(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: 轰炸\nunless: [about_abuse]")
    assert _acquitted(engine, "明晚轰炸你，有种请报警") == ["beside"]
    assert _acquitted(engine, "违规催收：轰炸你") == ["beside"]
    assert _acquitted(engine, "轰炸您的请报警") == ["hand"]
    assert _acquitted(engine, "质检通报：轰炸客户") == ["hand"]


def _acquitted(engine: Engine, text: str) -> list[str | None]:
    message = Message(text=text)
    return [one.acquitted for one in engine.all_matches(message, Reading.of(message))]


def test_a_rule_may_keep_what_its_pack_acquits(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: 轰炸\nunless: [negated]\ndespite: [negated]")
    assert excerpts(engine, "我们不会轰炸您") == ["轰炸"]


def test_jieba_writes_nothing_under_the_shared_temporary_directory(tmp_path: Path) -> None:
    shared, cache = tmp_path / "shared", tmp_path / "cache"
    shared.mkdir()
    code = "from tonecheck.text.words import tokenizer; tokenizer()"
    environment = {**os.environ, "TMPDIR": str(shared), "XDG_CACHE_HOME": str(cache)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(shared.iterdir()) == []
    assert list((cache / "tonecheck").iterdir()) != []
