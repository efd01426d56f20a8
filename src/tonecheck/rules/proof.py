"""A rule proves itself: its examples must agree with it and reach every alternative."""

from collections.abc import Iterable, Iterator

from tonecheck.rules.engine import Engine
from tonecheck.rules.errors import PackError
from tonecheck.rules.rule import Example, Rule
from tonecheck.text.blanks import blanked
from tonecheck.text.reading import Reading


def contradictions(engine: Engine, rules: Iterable[Rule]) -> Iterator[PackError]:
    """Every example that its own rule contradicts, and every alternative that none exercises."""
    for rule in rules:
        yield from _contradictions(engine, rule)


def prove(engine: Engine, rules: Iterable[Rule]) -> None:
    """Refuse those of ``rules`` that their examples contradict.

    Raises:
        PackError: the first contradiction found.
    """
    for problem in contradictions(engine, rules):
        raise problem


def _contradictions(engine: Engine, rule: Rule) -> Iterator[PackError]:
    if not rule.flag or not rule.passes:
        yield PackError(rule.file, rule.line, "examples", "flag 和 pass 各至少要有一条")
    reached: set[int] = set()
    for example in rule.flag:
        lines = _lines_matched(engine, rule, example)
        if not lines:
            yield PackError(rule.file, example.line, "examples", f"应命中而未命中 {rule.id}")
        reached |= lines
    for example in rule.passes:
        if lines := _lines_matched(engine, rule, example):
            written = "；".join(a.source for a in rule.alternatives if a.line in lines)
            yield PackError(
                rule.file, example.line, "examples", f"应放过却命中 {rule.id}（{written}）"
            )
    for alternative in rule.alternatives:
        if alternative.line not in reached:
            yield PackError(
                rule.file, alternative.line, "match", f"没有例句用到这一写法：{alternative.source}"
            )


def _lines_matched(engine: Engine, rule: Rule, example: Example) -> set[int]:
    message = blanked(example.message)
    matches = engine.matches(message, Reading.of(message))
    return {match.alternative.line for match in matches if match.rule is rule}
