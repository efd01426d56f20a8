"""What is asked, and what is made of a good answer."""

from datetime import UTC, datetime
from typing import get_args

import msgspec
import pytest

from tests.client.clients import AnyClient
from tests.client.scripted import BAD, answer, problem, report, service, well
from tonecheck import Message, MessageError
from tonecheck.client import Client, Refused, SendPolicy
from tonecheck.client.policy import FAILS
from tonecheck.service import sending

OPEN = SendPolicy(fail="open")


def test_a_message_arrives_whole_and_its_report_comes_back(any_client: AnyClient) -> None:
    message = Message(
        text="您好", id="7", channel="im", recipient="guarantor", sent_at=datetime.now(UTC)
    )
    with service(well()) as scripted:
        (checked,) = any_client.checks(scripted.url, message)
    assert scripted.requests[0].path == "/v1/check"
    fields = scripted.requests[0].fields
    assert fields.pop("policy") == {}
    assert msgspec.convert(fields, Message) == message
    assert checked.report == report({"id": "7", "text": "您好"})
    assert (checked.send, checked.reason) == (True, None)


def test_an_offence_is_not_sent_and_a_bare_text_will_do(any_client: AnyClient) -> None:
    with service(well()) as scripted:
        (checked,) = any_client.checks(scripted.url, BAD, policy=OPEN)
    assert checked.report is not None
    assert checked.report.findings[0].excerpt == BAD
    assert not checked.send


@pytest.mark.parametrize(("policy", "send"), [(SendPolicy(), False), (OPEN, True)])
def test_an_incomplete_report_goes_by_the_policy(
    any_client: AnyClient, policy: SendPolicy, send: bool
) -> None:
    with service(well(complete=False)) as scripted:
        (checked,) = any_client.checks(scripted.url, "您好", policy=policy)
    assert (checked.send, checked.reason) == (send, "model_missing")


def test_an_offence_in_an_incomplete_report_is_never_sent(any_client: AnyClient) -> None:
    with service(well(complete=False)) as scripted:
        (checked,) = any_client.checks(scripted.url, BAD, policy=OPEN)
    assert not checked.send


def test_severities_that_stop_are_the_callers_choice(any_client: AnyClient) -> None:
    with service(well()) as scripted:
        (checked,) = any_client.checks(scripted.url, BAD, policy=SendPolicy(block_on=("warn",)))
    assert checked.send
    assert checked.report is not None
    assert checked.report.decision == "block"


def test_what_the_service_applied_outweighs_the_clients_reckoning(any_client: AnyClient) -> None:
    """A key's stored policy is known to the service alone."""
    applied = {"fail": "open", "block_on": ["block", "warn"], "evasion": "strict", "send": False}
    with service(well(change=lambda said: said.update(applied=applied))) as scripted:
        (checked,) = any_client.checks(scripted.url, "您好")
    assert not checked.send
    assert checked.applied == SendPolicy(fail="open", block_on=("block", "warn"), evasion="strict")


def test_only_the_named_members_of_a_policy_travel() -> None:
    with service(well()) as scripted, Client(scripted.url, policy=OPEN) as client:
        client.check("您好", SendPolicy(model=False, packs=("insult",)))
        client.check("您好")
    asked = [request.fields["policy"] for request in scripted.requests]
    assert asked == [{"fail": "open", "packs": ["insult"], "model": False}, {"fail": "open"}]


def test_without_a_policy_the_key_decides(any_client: AnyClient) -> None:
    with service(well()) as scripted:
        any_client.checks(scripted.url, "您好", key="secret")
    assert scripted.requests[0].fields["policy"] == {}
    assert scripted.requests[0].headers["authorization"] == "Bearer secret"


def test_the_service_learns_how_long_it_may_take(any_client: AnyClient) -> None:
    with service(well()) as scripted:
        any_client.checks(scripted.url, "您好", timeout=2.0)
    assert 1 <= int(scripted.requests[0].headers["tonecheck-deadline-ms"]) < 2_000


def test_connections_are_kept_and_a_path_before_ours_too() -> None:
    with service(well()) as scripted, Client(f"{scripted.url}/tonecheck") as client:
        assert [client.check("您好").send for _ in range(3)] == [True] * 3
    assert {request.path for request in scripted.requests} == {"/tonecheck/v1/check"}


@pytest.mark.parametrize("status", [401, 403, 413, 422])
def test_the_callers_own_fault_is_raised_with_the_services_words(
    any_client: AnyClient, status: int
) -> None:
    with service(problem(status, title="不行", detail="没有这个规则包")) as scripted:
        with pytest.raises(Refused, match=f"（{status}）：不行：没有这个规则包") as caught:
            any_client.checks(scripted.url, "不可外传", policy=OPEN)
        assert "不可外传" not in f"{caught.value!r}"
    assert caught.value.status == status
    assert len(scripted.requests) == 1


def test_and_with_the_members_that_are_wrong(any_client: AnyClient) -> None:
    errors = [{"field": "policy.packs", "detail": "没有叫“甲”的规则包"}]
    behave = problem(422, title="请求的内容不合要求", detail="见 errors", errors=errors)
    with service(behave) as scripted, pytest.raises(Refused, match="没有叫“甲”的规则包"):
        any_client.checks(scripted.url, "您好")


def test_or_with_a_hint_when_it_has_none(any_client: AnyClient) -> None:
    with service(answer(401, b"<html>")) as scripted, pytest.raises(Refused, match="key"):
        any_client.checks(scripted.url, "您好")


@pytest.mark.parametrize("status", [301, 308, 404, 405])
def test_a_wrong_address_is_raised_even_where_failures_are_let_through(
    any_client: AnyClient, status: int
) -> None:
    page = answer(status, b"nothing here", type="text/plain", location="http://127.0.0.1:1/")
    with service(page) as scripted, pytest.raises(Refused, match="请检查 url") as caught:
        any_client.checks(scripted.url, "不可外传", policy=OPEN)
    assert caught.value.status == status
    echo = problem(status, title="不可外传")
    with service(echo) as scripted, pytest.raises(Refused, match="请检查 url") as caught:
        any_client.check_many(scripted.url, ["您好"], OPEN)
    assert "不可外传" not in f"{caught.value!r}"


@pytest.mark.parametrize("text", ["", "  ", "长" * 20_001])
def test_a_text_that_cannot_be_checked_is_refused_before_it_travels(
    any_client: AnyClient, text: str
) -> None:
    with service(well()) as scripted, pytest.raises(MessageError):
        any_client.checks(scripted.url, text)
    assert scripted.requests == []


@pytest.mark.parametrize(
    "url", ["http://x/v1/check", "http://x/v1/check/batch", "http://x/v1/", "http://x/a/v1/check"]
)
def test_an_address_with_the_path_that_is_added_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url：只写服务的地址"):
        Client(url)


@pytest.mark.parametrize("url", ["127.0.0.1:8714", "ftp://host", "http://", "", "http://host:port"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url："):
        Client(url)


@pytest.mark.parametrize("key", ["abc\n", "密钥"])
def test_a_key_that_cannot_be_one_is_refused_and_never_shown(key: str) -> None:
    with pytest.raises(ValueError, match="key：") as caught:
        Client(key=key)
    assert key.strip() not in str(caught.value)


def test_a_client_does_not_show_its_key() -> None:
    with Client(key="secret") as client:
        assert "secret" not in repr(client)


@pytest.mark.parametrize(
    "wrong",
    [{"fail": "opne"}, {"block_on": "block"}, {"block_on": ("blok",)}, {"evasion": "hard"}],
)
def test_a_policy_with_a_typing_error_is_refused_when_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        SendPolicy(**wrong)  # type: ignore[arg-type]


def test_ways_to_fail_are_the_services() -> None:
    assert get_args(sending.Fail) == FAILS


def test_ready_is_the_services_word(any_client: AnyClient) -> None:
    with service(problem(503, title="未就绪")) as scripted:
        assert not any_client.ready(scripted.url)
    assert scripted.requests[0].path == "/readyz"
