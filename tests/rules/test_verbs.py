"""What each verb of ``match`` says, and what it leaves alone."""

from pathlib import Path

import pytest

from tests.rules.packs import engine_of, excerpts


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        ("match: 打到你崩溃", "天天打到你崩溃", ["打到你崩溃"]),
        ("match: 打到<你>崩溃", "打到您崩溃", ["打到您崩溃"]),
        ("match: 打到<你>…3(崩溃|怕)", "打到您他妈的怕", ["打到您他妈的怕"]),
        ("match: 打到<你>…3(崩溃|怕)", "打到您你自己觉得怕", []),
        ("match: 打到<你>…3(崩溃|怕)", "打到您。怕", []),
        ("match: 打到<你>?(崩溃|怕)", "打到怕", ["打到怕"]),
        ("match: 打到(你|)怕", "打到怕", ["打到怕"]),
        ("match: 打到{}怕", "打到{name}怕", ["打到\ue000怕"]),
        ("match: {any: [呼死你, 轰炸你]}", "轰炸你", ["轰炸你"]),
        ("match: {near: [轰炸, 通讯录]}", "通讯录里的人都会被轰炸", ["通讯录里的人都会被轰炸"]),
        ("match: {near: [轰炸, 通讯录]}", "轰炸。通讯录", []),
        ("match: {near: [轰炸, 通讯录], within: 2}", "轰炸整个通讯录", ["轰炸整个通讯录"]),
        ("match: {near: [轰炸, 通讯录], within: 1}", "轰炸整个通讯录", []),
        ("match: {near: [轰炸, 通讯录], within: clause}", "轰炸，通讯录", []),
        ("match: {near: [轰炸, 通讯录], within: clause}", "轰炸通讯录", ["轰炸通讯录"]),
        ("match: {near: [轰炸, 通讯录], within: message}", "轰炸。然后通讯录", ["轰炸"]),
        ("match: {all: [轰炸, 通讯录]}", "通讯录。然后轰炸", ["轰炸"]),
        ("match: {find: 轰炸, not_near: 演习}", "轰炸演习。轰炸", ["轰炸"]),
        ("match: {find: 轰炸, not_near: [演习, 电影], within: message}", "轰炸。看电影", []),
        ("match: {regex: '1[0-9]{2}次'}", "一天打100次", ["100次"]),
        ("match: {regex: '1[0-9]{2}次'}", "一天打２次", []),
        ("match: {near: [{regex: '[0-9]+次'}, 一天]}", "一天打１００次", ["一天打100次"]),
    ],
)
def test_match_verbs(tmp_path: Path, match: str, text: str, found: list[str]) -> None:
    assert excerpts(engine_of(tmp_path, match), text) == found


def test_several_alternatives_and_places(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, "match: {any: [呼死你, {regex: '[0-9]+个电话'}]}")
    assert excerpts(engine, "呼死你，20个电话，呼死你") == ["呼死你", "呼死你", "20个电话"]


@pytest.mark.parametrize(
    ("when", "fields", "holds"),
    [
        ("when: {channel: [im]}", {"channel": "im"}, True),
        ("when: {channel: [im]}", {"channel": "sms"}, False),
        ("when: {recipient: [third_party]}", {"recipient": "third_party"}, True),
        ("when: {recipient: [third_party]}", {}, False),
        ("when: {signed: 'false'}", {}, True),
        ("when: {signed: 'true'}", {}, False),
        ("when: {hours: 22:00-08:00}", {}, False),
    ],
)
def test_metadata_is_required_and_never_guessed(
    tmp_path: Path, when: str, fields: dict[str, str], holds: bool
) -> None:
    engine = engine_of(tmp_path, f"match: 呼死你\n{when}")
    assert excerpts(engine, "呼死你", **fields) == (["呼死你"] if holds else [])


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-03-02T22:00:00+08:00", True),
        ("2026-03-02T21:59:59+08:00", False),
        ("2026-03-03T07:59:59+08:00", True),
        ("2026-03-03T08:00:00+08:00", False),
        ("2026-03-02T15:00:00Z", True),
        ("2026-03-02T23:30:00-05:00", False),
    ],
)
def test_hours_are_read_in_mainland_time(tmp_path: Path, moment: str, quiet: bool) -> None:
    from datetime import datetime

    engine = engine_of(tmp_path, "match: {whole: 'true'}\nwhen: {hours: 22:00-08:00}")
    sent_at = datetime.fromisoformat(moment)
    assert bool(excerpts(engine, "请回电", sent_at=sent_at)) is quiet


@pytest.mark.parametrize(
    ("text", "recipient", "found"),
    [
        ("打断了", "debtor", True),
        ("打断了", "guarantor", True),
        ("打断了", "unknown", False),
        ("逾期未还。打断了", "unknown", True),
        ("打断了", "third_party", False),
    ],
)
def test_what_is_collecting(tmp_path: Path, text: str, recipient: str, found: bool) -> None:
    match = "match: {near: [打断, {collecting: 'true'}], within: message}"
    assert bool(excerpts(engine_of(tmp_path, match), text, recipient=recipient)) == found
