"""A tone that rises is one person's, whatever an archive calls a thread."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from tonecheck.audit.limits import Limits
from tonecheck.audit.patterns import People
from tonecheck.audit.people import NOTHING, PEOPLE
from tonecheck.law.catalogue import Catalogue
from tonecheck.message import CHANNELS, RECIPIENTS
from tonecheck.report import SEVERITY_ORDER
from tonecheck.shipped import shipped

NONE, WARN, BLOCK = NOTHING, SEVERITY_ORDER["warn"], SEVERITY_ORDER["block"]


@pytest.fixture(scope="module")
def limits() -> Limits:
    return Limits(Catalogue.load(shipped("rules") / "law" / "provisions.yaml"))


def rising(limits: Limits, *sent: tuple[str, str | None, int]) -> list[list[str]]:
    """The messages of each rise; those sent, by person, thread and tone, are a, b, c …"""
    begun = datetime(2026, 3, 2, 2, tzinfo=UTC)
    rows = [
        {
            "person": person,
            "thread": thread,
            "worst": worst,
            "sent_at": begun + timedelta(hours=number),
            "channel": CHANNELS.index("im"),
            "recipient": RECIPIENTS.index("debtor"),
            "order": number,
            "message": chr(ord("a") + number),
        }
        for number, (person, thread, worst) in enumerate(sent)
    ]
    people = People(pa.Table.from_pylist(rows, PEOPLE), limits)
    found = people.patterns().to_pylist()
    rises = [row["messages"] for row in found if row["kind"] == "escalation"]
    assert people.contacts.rising == len(rises)
    return rises


def test_a_tone_rises(limits: Limits) -> None:
    tones = (NONE, NONE, WARN, BLOCK)
    assert rising(limits, *(("p", "t", one) for one in tones)) == [["a", "b", "c", "d"]]
    assert rising(limits, *(("p", "t", one) for one in reversed(tones))) == []


def test_of_one_person_in_a_thread_of_several(limits: Limits) -> None:
    first, second = ("1", "t", NONE), ("2", "t", NONE)
    sent = (second, first, ("1", "t", WARN), ("2", "t", WARN), ("2", "t", BLOCK), ("1", "t", WARN))
    assert rising(limits, *sent) == [["b", "c", "f"], ["a", "d", "e"]]


def test_persons_who_take_turns_are_no_rise(limits: Limits) -> None:
    """The offences to one and the lawful words to another are nobody's rise."""
    sent = (("1", "t", NONE), ("1", "t", NONE), ("2", "t", WARN), ("2", "t", BLOCK))
    assert rising(limits, *sent) == []


def test_in_one_thread_of_several(limits: Limits) -> None:
    polite, rude = (("p", "1", NONE),) * 3, (("p", "2", BLOCK),) * 3
    assert rising(limits, *polite, *rude) == []


def test_without_a_thread_it_is_the_person(limits: Limits) -> None:
    tones = (NONE, WARN, WARN)
    sent = [(person, None, one) for one in tones for person in ("1", "2")]
    assert rising(limits, *sent) == [["a", "c", "e"], ["b", "d", "f"]]
