"""From the YAML of a pack to rules; every complaint points at a line."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, cast, get_args

from tonecheck.categories import CATEGORIES, Category
from tonecheck.message import Channel, MessageError, Recipient, message_from
from tonecheck.report import SEVERITY_ORDER, PackVersion, Severity
from tonecheck.rules.lexicons import Lexicon, digest
from tonecheck.rules.match_reader import read_alternatives, read_node, read_within
from tonecheck.rules.rule import (
    ACQUITTALS,
    ALWAYS,
    Acquittal,
    Example,
    Has,
    Hours,
    Pack,
    Rule,
    When,
)
from tonecheck.rules.source import Source

_RULE_REQUIRED = ("id", "name", "severity", "basis", "why", "match", "examples")
_RULE_OPTIONAL = ("category", "when", "unless", "despite", "fact", "suggest")


def read_pack(path: Path, lexicons: Mapping[str, Lexicon]) -> Pack:
    """Read one pack file.

    Raises:
        PackError: a wrong shape, an unknown field or lexicon, a pattern that can never match.
    """
    top = Source.read(path).fields(("pack", "version", "title", "rules"), ("category", "unless"))
    name = top["pack"].text()
    inherited = _read_acquittals(top["unless"]) if "unless" in top else ()
    category = top["category"].choice(CATEGORIES) if "category" in top else None
    rules = tuple(_read_rule(entry, category, inherited, lexicons) for entry in top["rules"])
    version = PackVersion(name=name, version=top["version"].text(), sha256=digest(path))
    return Pack(version, top["title"].text(), rules, str(path))


def _read_rule(
    entry: Source,
    pack_category: str | None,
    inherited: tuple[Acquittal, ...],
    lexicons: Mapping[str, Lexicon],
) -> Rule:
    fields = entry.fields(_RULE_REQUIRED, _RULE_OPTIONAL)
    if "category" not in fields and pack_category is None:
        entry.fail("包头或规则里要写明类别", "category")
    category = fields["category"].choice(CATEGORIES) if "category" in fields else pack_category
    rule_id = fields["id"].text()
    if not rule_id.startswith(f"{category}/") or not rule_id.split("/", 1)[1]:
        fields["id"].fail(f"编号应写成 {category}/短名")
    despite = _read_acquittals(fields["despite"]) if "despite" in fields else ()
    own, has = _read_unless(fields["unless"], lexicons) if "unless" in fields else ((), ())
    acquittals = tuple(a for a in dict.fromkeys((*inherited, *own)) if a not in despite)
    examples = fields["examples"].fields(("flag", "pass"))
    return Rule(
        id=rule_id,
        name=fields["name"].text(),
        category=cast(Category, category),
        severity=cast(Severity, fields["severity"].choice(SEVERITY_ORDER)),
        basis=fields["basis"].texts(),
        why=fields["why"].text(),
        suggest=fields["suggest"].text() if "suggest" in fields else None,
        when=_read_when(fields["when"]) if "when" in fields else ALWAYS,
        alternatives=read_alternatives(fields["match"], lexicons),
        acquittals=acquittals,
        has=has,
        flag=tuple(_read_example(item) for item in examples["flag"]),
        passes=tuple(_read_example(item) for item in examples["pass"]),
        file=entry.file,
        line=entry.line,
        fact="fact" in fields and fields["fact"].choice(("true", "false")) == "true",
    )


def _read_acquittals(source: Source) -> tuple[Acquittal, ...]:
    return tuple(cast(Acquittal, item.choice(ACQUITTALS)) for item in source)


def _read_unless(
    source: Source, lexicons: Mapping[str, Lexicon]
) -> tuple[tuple[Acquittal, ...], tuple[Has, ...]]:
    operators: list[Acquittal] = []
    has: list[Has] = []
    for item in source:
        if item.is_mapping:
            fields = item.fields(("has",), ("within",))
            within = read_within(fields["within"]) if "within" in fields else "sentence"
            has.append(Has(read_node(fields["has"], lexicons), within))
        else:
            operators.append(cast(Acquittal, item.choice(ACQUITTALS)))
    return tuple(operators), tuple(has)


def _read_when(source: Source) -> When:
    fields = source.fields((), ("channel", "recipient", "hours", "signed"))
    return When(
        channels=_read_choices(fields.get("channel"), get_args(Channel)),
        recipients=_read_choices(fields.get("recipient"), get_args(Recipient)),
        hours=_read_hours(fields["hours"]) if "hours" in fields else None,
        signed=fields["signed"].choice(("true", "false")) == "true" if "signed" in fields else None,
    )


def _read_choices(source: Source | None, options: tuple[str, ...]) -> frozenset[str]:
    return frozenset() if source is None else frozenset(item.choice(options) for item in source)


def _read_hours(source: Source) -> Hours:
    start, dash, end = source.text().partition("-")
    try:
        return Hours(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    except ValueError:
        source.fail("应写成 22:00-08:00 这样的时段" if dash else "缺少“-”")


def _read_example(source: Source) -> Example:
    if not source.is_mapping:
        fields: dict[str, Any] = {"text": source.text()}
    else:
        allowed = ("channel", "recipient", "sent_at")
        fields = {key: value.text() for key, value in source.fields(("text",), allowed).items()}
    try:
        return Example(message_from(fields), source.line)
    except MessageError as error:
        source.fail(str(error), "examples")
