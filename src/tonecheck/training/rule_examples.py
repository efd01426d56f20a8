"""The examples of the rule packs as labelled messages: sentences that must, or must not, be flagged."""

from collections.abc import Iterator
from itertools import islice

from tonecheck.checker import Checker
from tonecheck.evaluate.corpus import Case, Labelled
from tonecheck.message import Message

WRITER = "packs"


def rule_cases(rules: Checker, every: int = 1) -> Iterator[Case]:
    """Each example once, labelled by what the packs (``rules``, without a classifier) find in it.

    An example that its own rule must pass and another rule flags is an offence all the same.

    Args:
        every: 1 for all of them, n for every nth.
    """
    seen: set[str] = set()
    examples = (one for rule in rules.ruleset.rules for one in (*rule.flag, *rule.passes))
    for number, example in islice(enumerate(examples), None, None, every):
        if example.message.text not in seen:
            seen.add(example.message.text)
            yield _case(f"{WRITER}-{number}", example.message, rules)


def _case(id: str, message: Message, rules: Checker) -> Case:
    findings = tuple(
        Labelled(category=found.category, severity=found.severity, start=found.start, end=found.end)
        for found in rules.check(message).findings
        if found.severity != "info"
    )
    return Case(
        id=id,
        writer=WRITER,
        text=message.text,
        channel=message.channel,
        recipient=message.recipient,
        sent_at=message.sent_at.isoformat() if message.sent_at else None,
        label="violating" if findings else "lawful",
        findings=findings,
    )
