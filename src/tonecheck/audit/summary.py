"""The sums of an archive as ``summary.json`` tells them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec

from tonecheck.audit.columns import Field
from tonecheck.audit.comparisons import compared_with_rest, groups, share
from tonecheck.audit.contacts import Contacts
from tonecheck.audit.counts import ENOUGH, UNKNOWN_DAY, Counts, Rule, Tally
from tonecheck.audit.examine import digest
from tonecheck.audit.exclusions import TITLES, Exclusion
from tonecheck.audit.intervals import CONFIDENCE, FALSE_DISCOVERY_RATE
from tonecheck.audit.parts import LISTED_TEMPLATES, Templates, worst_first
from tonecheck.audit.plan import Plan
from tonecheck.audit.times import EPOCH
from tonecheck.categories import TITLES as CATEGORY_TITLES
from tonecheck.report import Versions

SCHEMA: Final = 1
_LISTED_SENDERS: Final = 1000
_LISTED_BESIDE: Final = 50
_ANALYSES: Final[Mapping[Field, str]] = {
    "sent_at": "没有发送时间列：未看安静时段、频次和随时间的变化，法律依据取开始审计那天的",
    "recipient_id": "没有收件人列：未看频次、安静时段的人次、第三人联系和语气升级",
    "sender": "没有发送人列：未按发送人比较",
}


_NOT_SHOWN: Final = "（看不出至少发给过五个人，不写出文字）"


def summary(
    plan: Plan,
    versions: Versions,
    examined: Mapping[str, int],
    counts: Counts,
    excluded: Sequence[Exclusion],
    contacts: Contacts,
    templates: Templates,
    files: Sequence[Mapping[str, Any]],
    baseline: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Everything that is told of an archive as a whole; nothing in it depends on how it was run."""
    total = counts.total
    timeless = any(one.groups and "sent_at" not in one.columns for one in plan.sources)
    return {
        "schema": SCHEMA,
        "versions": msgspec.to_builtins(versions),
        "versions_digest": digest(versions),
        "settings": {
            **msgspec.to_builtins(plan.begun.settings),
            "law_day": plan.begun.law_day.isoformat() if timeless else None,
            "confidence_level": CONFIDENCE,
            "false_discovery_rate": FALSE_DISCOVERY_RATE,
        },
        "inputs": _inputs(plan, examined),
        "messages": total.messages,
        "not_examined": {
            "rows": sum(one.rows for one in excluded),
            "reasons": [_excluded(one) for one in excluded],
            "analyses": _analyses(plan),
            "beside": {
                "files": len(plan.begun.beside),
                "listed": plan.begun.beside[:_LISTED_BESIDE],
            },
        },
        "incomplete": [
            {"reason": reason, "messages": many}
            for reason, many in sorted(counts.incomplete.items())
        ],
        "decisions": {
            "pass": total.messages - total.review - total.block,
            "review": total.review,
            "block": total.block,
        },
        "offending": {"messages": total.offending, **share(total.offending, total.messages)},
        "categories": [
            {"category": name, "title": CATEGORY_TITLES[one.category], **_rule(one)}  # type: ignore[index]
            for name, one in sorted(counts.categories.items(), key=_most_first)
        ],
        "rules": [
            {"rule": name, "category": one.category, **_rule(one)}
            for name, one in sorted(counts.rules.items(), key=_most_first)
        ],
        "laws": [
            {"provision": provision, "cite": cite, "findings": findings, "messages": messages}
            for provision, (cite, findings, messages) in sorted(
                counts.laws.items(), key=lambda item: (-item[1][2], item[0])
            )
        ],
        "months": _months(counts),
        "days": [
            {"day": _day(number), **_over_time(tally)}
            for number, tally in sorted(counts.days.items())
        ],
        "hours": {"messages": _week(counts.hours), "offending": _week(counts.offending_hours)},
        "channels": groups(counts.channels, total),
        "recipients": groups(counts.recipients, total),
        "senders": groups(counts.senders, total)[:_LISTED_SENDERS],
        "senders_total": len(counts.senders),
        "templates": _templates(templates, total),
        "templates_total": templates.distinct,
        "contacts": _contacts(contacts),
        "baseline": baseline,
        "files": list(files),
    }


def _inputs(plan: Plan, examined: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "source": source.name,
            "rows": source.rows,
            "examined": examined.get(source.name, 0),
            "columns": dict(source.columns),
        }
        for source in plan.sources
    ]


def _analyses(plan: Plan) -> list[str]:
    """What could not be looked at for want of a column, input by input where they differ."""
    told = []
    for field, what in _ANALYSES.items():
        without = [one.name for one in plan.sources if one.groups and field not in one.columns]
        if without:
            where = "" if len(without) == len(plan.sources) else f"（{'、'.join(without[:5])}）"
            told.append(what + where)
    return told


def _excluded(one: Exclusion) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "title": TITLES[one.reason],
        "rows": one.rows,
        "examples": [msgspec.to_builtins(example) for example in one.examples],
    }


def _rule(one: Rule) -> dict[str, int]:
    severities = {name: one.by_severity.get(name, 0) for name in ("block", "warn", "info")}
    return {"messages": one.messages, "findings": one.findings, **severities}


def _most_first(item: tuple[str, Rule]) -> tuple[int, int, str]:
    severe = item[1].by_severity.get("block", 0) + item[1].by_severity.get("warn", 0)
    return -severe, -item[1].messages, item[0]


def _day(number: int) -> str | None:
    return None if number == UNKNOWN_DAY else (EPOCH + timedelta(days=number)).isoformat()


def _over_time(tally: Tally) -> dict[str, int]:
    return {"messages": tally.messages, "review": tally.review, "block": tally.block}


def _months(counts: Counts) -> list[dict[str, Any]]:
    by_month: dict[str, Tally] = {}
    for number, tally in counts.days.items():
        by_month.setdefault((_day(number) or "")[:7], Tally()).add(tally)
    return [
        {
            "month": month or None,
            **_over_time(tally),
            "categories": dict(sorted(counts.month_categories.get(month, {}).items())),
        }
        for month, tally in sorted(by_month.items())
    ]


def _week(hours: Sequence[int]) -> list[list[int]]:
    """By weekday from Monday, and hour."""
    return [list(hours[day * 24 : day * 24 + 24]) for day in range(7)]


def _templates(templates: Templates, total: Tally) -> list[dict[str, Any]]:
    worst = sorted(templates.offending.items(), key=worst_first)[:LISTED_TEMPLATES]
    shares = [(templates.sent[key], one.tally.offending) for key, one in worst]
    compared = compared_with_rest(shares, total, templates.often)
    return [
        {
            "skeleton": key,
            "example": one.example if len(one.persons) == ENOUGH else _NOT_SHOWN,
            "messages": one.tally.messages,
            "block": one.tally.block,
            "review": one.tally.review,
            "rules": one.rules,
            "senders": len(one.senders),
            "sent": templates.sent[key],
            "compared": against,
        }
        for (key, one), against in zip(worst, compared, strict=True)
    ]


def _contacts(contacts: Contacts) -> dict[str, Any]:
    return {
        "persons": contacts.persons,
        "person_days": contacts.person_days,
        "per_day": _pairs(contacts.per_day.items(), "contacts", "person_days"),
        "quiet_hours": {
            "contacts": contacts.quiet_contacts,
            "person_days": contacts.quiet_days,
            "by_provision": _pairs(contacts.quiet_by.items(), "provision", "contacts"),
        },
        "frequency": {
            "person_days": contacts.frequent_days,
            "contacts_over": contacts.contacts_over,
            "by_provision": _pairs(contacts.frequent_by.items(), "provision", "person_days"),
        },
        "third_party": {"persons": contacts.third_persons, "contacts": contacts.third_contacts},
        "escalation": {"threads": contacts.rising},
    }


def _pairs(items: Iterable[tuple[Any, int]], name: str, value: str) -> list[dict[str, Any]]:
    return [{name: key, value: count} for key, count in sorted(items)]
