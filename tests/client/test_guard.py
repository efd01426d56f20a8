"""The guard before a function that sends."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.client.scripted import BAD, Scripted, answer, service, well
from tonecheck import Message
from tonecheck.client import AsyncClient, Blocked, Checked, Client, SendPolicy, guard

sent: list[str] = []


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    sent.clear()
    with service(well()) as running:
        yield running


@pytest.fixture
def client(scripted: Scripted) -> Iterator[Client]:
    with Client(scripted.url) as made:
        yield made


def _send(phone: str, text: str, *, times: int = 1) -> int:
    """Sends."""
    sent.extend([text] * times)
    return times


def test_a_good_message_is_sent_with_all_arguments(client: Client) -> None:
    guarded = guard(client)(_send)
    assert guarded("1", "好", times=2) == 2
    assert guarded("1", text="好") == 1
    assert sent == ["好"] * 3
    assert (guarded.__name__, guarded.__doc__) == ("_send", "Sends.")


def test_a_bad_one_is_not_and_that_is_raised_without_its_words(client: Client) -> None:
    with pytest.raises(Blocked, match="insult/bad") as caught:
        guard(client)(_send)("1", f"{BAD}话")
    assert sent == []
    assert BAD not in f"{caught.value!r}{caught.value}"
    assert caught.value.checked.report is not None


def test_or_handed_to_the_caller(client: Client) -> None:
    seen: list[Checked] = []

    def refuse(checked: Checked) -> str:
        seen.append(checked)
        return "待复核"

    assert guard(client, on_block=refuse)(_send)("1", BAD) == "待复核"
    assert sent == []
    assert seen[0].report is not None


def test_the_message_is_where_the_caller_says(client: Client, scripted: Scripted) -> None:
    def send(body: Message, to: str = "1") -> None:
        sent.append(body.text)

    guard(client, text="body")(send)(Message(text="好", channel="im"))
    guard(client, text=lambda body, to="1": f"{body.text}，{to}")(send)(Message(text="好"), "2")
    asked = [(request.fields["text"], request.fields["channel"]) for request in scripted.requests]
    assert asked == [("好", "im"), ("好，2", "sms")]
    assert sent == ["好", "好"]


def test_a_default_is_checked_too(client: Client) -> None:
    def send(text: str = BAD) -> None:
        sent.append(text)

    with pytest.raises(Blocked):
        guard(client)(send)()
    assert sent == []


def test_methods_can_be_guarded(client: Client) -> None:
    class Channel:
        @guard(client)
        def send(self, text: str) -> str:
            sent.append(text)
            return "ok"

    assert Channel().send("好") == "ok"
    with pytest.raises(Blocked):
        Channel().send(text=BAD)
    assert sent == ["好"]


@pytest.mark.parametrize("fail", ["closed", "open"])
def test_a_service_that_is_away_goes_by_the_policy(fail: str) -> None:
    sent.clear()
    policy = SendPolicy(fail=fail)  # type: ignore[arg-type]
    with service(answer(500)) as scripted, Client(scripted.url) as client:
        outcome = guard(client, policy=policy, on_block=lambda checked: checked.reason)(_send)(
            "1", "好"
        )
        assert (outcome, sent) == ((1, ["好"]) if fail == "open" else ("service_unavailable", []))
        if fail == "closed":
            with pytest.raises(Blocked, match="service_unavailable"):
                guard(client)(_send)("1", "好")


def test_coroutines_are_guarded_alike(scripted: Scripted) -> None:
    async def send(text: str) -> str:
        sent.append(text)
        return "ok"

    async def later(checked: Checked) -> str:
        await asyncio.sleep(0)
        return "later"

    async def run() -> list[str]:
        async with AsyncClient(scripted.url) as client:
            with pytest.raises(Blocked):
                await guard(client)(send)(BAD)
            return [
                await guard(client)(send)("好"),
                await guard(client, on_block=later)(send)(BAD),
                await guard(client, on_block=lambda checked: "now")(send)(text=BAD),
            ]

    assert asyncio.run(run()) == ["ok", "later", "now"]
    assert sent == ["好"]


def test_a_guard_that_cannot_work_is_refused_when_it_is_put_on(client: Client) -> None:
    async def coroutine(text: str) -> None: ...

    with pytest.raises(TypeError, match="没有名为 body 的参数"):
        guard(client, text="body")(_send)
    with pytest.raises(TypeError, match="AsyncClient"):
        guard(client)(coroutine)
    with pytest.raises(TypeError, match="AsyncClient"):
        guard(AsyncClient())(_send)  # type: ignore[arg-type]


def test_a_call_that_does_not_fit_sends_nothing(client: Client, scripted: Scripted) -> None:
    with pytest.raises(TypeError):
        guard(client)(_send)("1")  # type: ignore[call-arg]
    assert scripted.requests == []
