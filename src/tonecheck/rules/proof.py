"""A rule proves itself: its examples must agree with it and reach every alternative.

What a user's own rule suggests, or calls lawful, must pass the other rules as well.
"""

from collections.abc import Iterable, Iterator, Mapping

from tonecheck.message import Message
from tonecheck.rules.engine import Engine, Match
from tonecheck.rules.errors import PackError
from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.rule import Alternative, Example, Rule
from tonecheck.shipped import is_shipped
from tonecheck.text.blanks import blanked
from tonecheck.text.reading import Reading


def problems(
    engine: Engine, rules: Iterable[Rule], lexicons: Mapping[str, Lexicon]
) -> Iterator[PackError]:
    """Every example that its own rule contradicts, every alternative that none exercises.

    Also every wording of a user's own rule that some rule flags; disguises are not undone, which
    ``tonecheck rules test`` does. The shipped wording is tested before it ships.

    Args:
        lexicons: those the rules were read with; where a user's words make a shipped rule fail,
            it is they that are named.
    """
    for rule in rules:
        for problem in _contradictions(engine, rule):
            yield _blamed(problem, lexicons)
        if not is_shipped(rule.file):
            yield from _flagged_wording(engine, rule)


def prove(engine: Engine, rules: Iterable[Rule], lexicons: Mapping[str, Lexicon]) -> None:
    """Refuse those of ``rules`` with which something is wrong.

    Raises:
        PackError: the first of `problems`.
    """
    for problem in problems(engine, rules, lexicons):
        raise problem


def _contradictions(engine: Engine, rule: Rule) -> Iterator[PackError]:
    if not rule.flag or not rule.passes:
        yield PackError(rule.file, rule.line, "examples", "flag 和 pass 各至少要有一条")
    reached: set[int] = set()
    for example in rule.flag:
        used = _alternatives_matched(engine, rule, example)
        if not used:
            yield PackError(rule.file, example.line, "examples", f"应命中而未命中 {rule.id}")
        reached.update(map(id, used))
    for example in rule.passes:
        if used := _alternatives_matched(engine, rule, example):
            written = "；".join(alternative.source for alternative in used)
            yield PackError(
                rule.file, example.line, "examples", f"应放过却命中 {rule.id}（{written}）"
            )
    for alternative in rule.alternatives:
        if id(alternative) not in reached:
            yield PackError(
                rule.file, alternative.line, "match", f"没有例句用到这一写法：{alternative.source}"
            )


def _alternatives_matched(engine: Engine, rule: Rule, example: Example) -> list[Alternative]:
    """By identity: several may stand on one line."""
    matched = {id(m.alternative) for m in _matches(engine, example.message) if m.rule is rule}
    return [alternative for alternative in rule.alternatives if id(alternative) in matched]


def own_wording(rule: Rule) -> Iterator[tuple[Message, int, str]]:
    """What a rule calls lawful or suggests, each with its line and key; every rule must pass it."""
    for example in rule.passes:
        yield example.message, example.line, "examples"
    if rule.suggest:
        yield Message(text=rule.suggest), rule.line, "suggest"


def _flagged_wording(engine: Engine, rule: Rule) -> Iterator[PackError]:
    for message, line, key in own_wording(rule):
        found = {m.rule.id: m.rule for m in _matches(engine, message) if m.rule.severity != "info"}
        if key == "examples":
            found.pop(rule.id, None)  # a contradiction, which is said elsewhere
        if found:
            yield PackError(
                rule.file,
                line,
                key,
                f"合规的文字被 {'、'.join(found)} 标出：“{message.text}”"
                "；请改写，标错了的随包规则可以写进配置的 without",
            )


def _matches(engine: Engine, message: Message) -> list[Match]:
    message = blanked(message)
    return engine.matches(message, Reading.of(message))


def _blamed(problem: PackError, lexicons: Mapping[str, Lexicon]) -> PackError:
    """A shipped rule held as it shipped: what fails it is a user's words, if there are any."""
    changed = [
        lexicon
        for lexicon in lexicons.values()
        if lexicon.change != "new" and not is_shipped(lexicon.file)
    ]
    if not changed or not is_shipped(problem.file):
        return problem
    return PackError(
        changed[0].file,
        changed[0].line,
        "、".join(lexicon.name for lexicon in changed),
        f"词类改动后，随包规则的例句不再成立（{problem}）"
        "；请改用别的词，或在配置的 without 里去掉那条规则",
    )
