"""The verbs of ``match``: any, all, near, not_near, regex, whole, and one-line patterns."""

from collections.abc import Mapping
from typing import Final, Literal, cast

import re2

from tonecheck.rules.finders import compiled
from tonecheck.rules.lexicons import Lexicon
from tonecheck.rules.nodes import (
    AnyOf,
    Collecting,
    Near,
    Node,
    NotNear,
    Phrase,
    Regex,
    Whole,
    Within,
)
from tonecheck.rules.pattern import MAX_GAP, PatternError, parse
from tonecheck.rules.refused import why_refused
from tonecheck.rules.rule import Alternative
from tonecheck.rules.source import Source
from tonecheck.text.fold import fold

CLAIM: Final = "语境·催债"
"""The words by which a message speaks of a debt."""

_SCOPES = ("clause", "sentence", "message")


def read_alternatives(source: Source, lexicons: Mapping[str, Lexicon]) -> tuple[Alternative, ...]:
    """The alternatives of a rule's ``match``: each entry of ``any``, or the one thing it says."""
    if source.is_mapping:
        fields = source.fields((), None)
        if list(fields) == ["any"]:
            return tuple(
                alternative
                for item in fields["any"]
                for alternative in read_alternatives(item, lexicons)
            )
        written = "；".join(fields)
    else:
        written = source.text()
    return (Alternative(read_node(source, lexicons), written, source.line),)


def read_node(source: Source, lexicons: Mapping[str, Lexicon]) -> Node:
    """One node: a pattern, a list of patterns (any of them), or a verb.

    Raises:
        PackError: an unknown verb, an unknown lexicon or an expression that RE2 refuses.
    """
    if source.is_list:
        return AnyOf(_read_nodes(source, lexicons))
    if not source.is_mapping:
        try:
            return Phrase(parse(source.text(), lexicons))
        except PatternError as error:
            source.fail(str(error))
    fields = source.fields(
        (), ("any", "all", "near", "within", "find", "not_near", "regex", "whole", "collecting")
    )
    match tuple(sorted(fields)):
        case ("any",):
            return AnyOf(_read_nodes(fields["any"], lexicons))
        case ("all",):
            return Near(_read_nodes(fields["all"], lexicons), "message")
        case ("near",) | ("near", "within"):
            return Near(_read_nodes(fields["near"], lexicons), _within(fields))
        case ("find", "not_near") | ("find", "not_near", "within"):
            node = read_node(fields["find"], lexicons)
            return NotNear(node, read_node(fields["not_near"], lexicons), _within(fields))
        case ("regex",):
            return Regex(_read_regex(fields["regex"]))
        case ("whole",):
            fields["whole"].choice(("true",))
            return Whole()
        case ("collecting",):
            fields["collecting"].choice(("true",))
            if CLAIM not in lexicons:
                source.fail(f"缺少词类 {CLAIM}", "collecting")
            return Collecting(lexicons[CLAIM].words)
    source.fail(
        f"“{'、'.join(fields)}”不能这样放在一起；写成 any、all、near（可带 within）、"
        "find 加 not_near（可带 within）、regex、whole 或 collecting 之一"
    )


def _read_nodes(source: Source, lexicons: Mapping[str, Lexicon]) -> tuple[Node, ...]:
    nodes = tuple(read_node(item, lexicons) for item in source)
    if not nodes:
        source.fail("列表是空的")
    return nodes


def _within(fields: Mapping[str, Source]) -> Within:
    return read_within(fields["within"]) if "within" in fields else "sentence"


def read_within(source: Source) -> Within:
    """How near: a number of characters, or ``clause``, ``sentence`` or ``message``."""
    text = source.text()
    if text in _SCOPES:
        return cast(Literal["clause", "sentence", "message"], text)
    if text.isdecimal():
        return source.whole_number(1, MAX_GAP)
    source.fail(f"应为字数（1 到 {MAX_GAP}）或 {'、'.join(_SCOPES)}")


def _read_regex(source: Source) -> str:
    written = source.text()
    if fold(written).text.lower() != written.lower():
        source.fail("只会遇到折叠后的文字：请写半角、简体")
    try:
        if compiled(written).search("") is not None:
            source.fail("能匹配空文字，会命中一切")
    except re2.error as error:
        source.fail(f"RE2 不接受“{written}”：{why_refused(error)}")
    return written
