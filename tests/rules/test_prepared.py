"""Rules made ready by an earlier process find what freshly read ones find, and follow their files."""

import pickle
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path
from typing import Self

import pytest

from tests.rules.packs import write_pack
from tonecheck import Checker, Message
from tonecheck.evaluate.corpus import read_cases
from tonecheck.policy import Policy
from tonecheck.rules.engine import Engine
from tonecheck.rules.errors import PackError
from tonecheck.rules.prepared import prepared
from tonecheck.rules.rule import ALWAYS
from tonecheck.rules.ruleset import Sources, load
from tonecheck.shipped import shipped
from tonecheck.text.disguise.tables import tables
from tonecheck.text.disguise.undo import Undoer
from tonecheck.text.disguise.vocabulary import Vocabulary
from tonecheck.text.reading import Reading

DEV = sorted((shipped("rules").parent / "corpus" / "dev").glob("*.jsonl"))


def _own(pack: Path) -> Checker:
    return Checker(Policy(sources=Sources(packs=(pack,), with_shipped=False)), model=False)


def test_pickled_rules_match_as_fresh_ones_do(checker: Checker) -> None:
    ruleset = load()
    fresh = Engine(ruleset.rules, ruleset.lexicons), Undoer(checker.engine.uses)
    pickled: tuple[Engine, Undoer] = pickle.loads(pickle.dumps(fresh))
    assert [one.when is ALWAYS for one in pickled[0].rules] == [
        one.when is ALWAYS for one in ruleset.rules
    ]
    for case in islice(read_cases(DEV), 300):
        message = case.message()
        reading = Reading.of(message)
        first, second = (
            (
                [(one.rule.id, one.start, one.end) for one in engine.matches(message, reading)],
                undoer.readings(reading.text, "strict"),
            )
            for engine, undoer in (fresh, pickled)
        )
        assert first == second


def test_a_changed_pack_is_read_again(tmp_path: Path) -> None:
    """Kept for one process or the next: what counts is what the file says now."""
    text = "我们轰炸你，也骚扰你"
    pack = write_pack(tmp_path, "match: 轰炸\nexamples: {flag: [轰炸], pass: [您好]}")
    for _ in range(2):
        (found,) = _own(pack).check(text).findings
        assert found.excerpt == "轰炸"
    write_pack(tmp_path, "match: 骚扰\nexamples: {flag: [骚扰], pass: [您好]}")
    (found,) = _own(pack).check(text).findings
    assert found.excerpt == "骚扰"


def test_a_changed_lexicon_is_read_again(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, "match: <法器>\nexamples: {flag: [木鱼], pass: [您好]}")
    words = tmp_path / "words.yaml"
    policy = Policy(sources=Sources(packs=(pack,), lexicons=(words,), with_shipped=False))
    for listed, expected in (("[木鱼]", []), ("[木鱼, 铜锣]", ["铜锣"])):
        words.write_text(f"lexicons:\n  法器: {listed}\n", "utf-8")
        report = Checker(policy, model=False).check(Message(text="敲铜锣"))
        assert [one.excerpt for one in report.findings] == expected


def test_a_pack_is_not_taken_for_a_lexicon(tmp_path: Path) -> None:
    """The same files in other parts are another configuration."""
    words = tmp_path / "words.yaml"
    words.write_text("lexicons:\n  法器: [木鱼]\n", "utf-8")
    pack = write_pack(tmp_path, "match: <法器>\nexamples: {flag: [木鱼], pass: [您好]}")
    prepared(Sources(packs=(pack,), lexicons=(words,), with_shipped=False))
    with pytest.raises(PackError, match="words"):
        prepared(Sources(packs=(words, pack), with_shipped=False))


def test_what_is_in_force_is_asked_each_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept rules may cite what was repealed since."""

    class LongAgo(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(1990, 1, 1, tzinfo=tz)

    pack = write_pack(tmp_path, "match: 轰炸\nexamples: {flag: [轰炸], pass: [您好]}")
    sources = Sources(packs=(pack,), with_shipped=False)
    prepared(sources)
    monkeypatch.setattr("tonecheck.rules.ruleset.datetime", LongAgo)
    with pytest.raises(PackError, match="没有一条今天有效的依据"):
        prepared(sources)


def test_words_are_kept_for_the_tables_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for those that have come to lie there since."""
    tables()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = Vocabulary(["打死你"]).by_initials
    before = list((tmp_path / "tonecheck").glob("initials-*"))
    monkeypatch.setattr("tonecheck.text.disguise.tables._digest", lambda: "changed")
    assert Vocabulary(["打死你"]).by_initials == first
    assert list((tmp_path / "tonecheck").glob("initials-*")) == before != []


def test_a_pack_that_contradicts_itself_is_refused_each_time(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, "match: 轰炸\nexamples: {flag: [轰炸], pass: [轰炸]}")
    for _ in range(2):
        with pytest.raises(PackError, match="应放过却命中"):
            _own(pack)
