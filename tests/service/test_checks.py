"""Over HTTP a message is examined as the library examines it, and nothing else gets through."""

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.service.serving import Served
from tests.service.small_packs import NOTICE, THREAT
from tonecheck import Checker, Message

DISGUISED = "再不还钱就打-断-你的腿"
MESSAGES = (
    {"text": THREAT, "id": "1"},
    {"text": NOTICE, "channel": "im", "sent_at": "2026-03-02T23:15:00+08:00"},
    {"text": DISGUISED, "recipient": "third_party"},
    {"text": "坐席：您好。\n客户：你个老赖！", "channel": "voice_script"},
    {"text": "你个老赖！😀", "channel": "im"},
    {"text": "😀" * 10 + THREAT, "id": "表情"},
)


def report_of(checker: Checker, message: dict[str, str]) -> object:
    report = checker.check(msgspec.convert(message, Message))
    return msgspec.json.decode(msgspec.json.encode(report))


@pytest.mark.parametrize("message", MESSAGES)
def test_one_message(client: httpx.Client, checker: Checker, message: dict[str, str]) -> None:
    answer = client.post("/v1/check", json=message)
    assert answer.status_code == 200
    assert answer.json() == report_of(checker, message)


def test_a_leap_second_is_a_time(client: httpx.Client) -> None:
    message = {"text": NOTICE, "sent_at": "2016-12-31T23:59:60Z"}
    assert client.post("/v1/check", json=message).status_code == 200
    answer = client.post("/v1/check/batch", json={"messages": [message]}).json()
    assert answer["reports"][0]["complete"]
    message["sent_at"] = "2016-12-31T12:59:60Z"
    assert client.post("/v1/check", json=message).status_code == 422


def test_a_batch_keeps_its_order(client: httpx.Client, checker: Checker) -> None:
    messages = [{**MESSAGES[n % len(MESSAGES)], "id": str(n)} for n in range(150)]
    answer = client.post("/v1/check/batch", json={"messages": messages}).json()
    assert answer == {"reports": [report_of(checker, message) for message in messages]}


def test_what_is_no_message_does_not_stop_a_batch(client: httpx.Client, checker: Checker) -> None:
    wrong = [{"text": ""}, {"text": THREAT, "id": "x", "chanel": "sms"}, 7, [], {"id": "no text"}]
    messages = [*wrong, {"text": THREAT}]
    reports = client.post("/v1/check/batch", json={"messages": messages}).json()["reports"]
    assert [report["id"] for report in reports] == [None, "x", None, None, "no text", None]
    for report in reports[:-1]:
        assert (report["decision"], report["complete"]) == ("review", False)
        assert report["incomplete_because"][0].startswith("bad_input：")
    assert reports[-1] == report_of(checker, {"text": THREAT})


@given(text=st.text(min_size=1, max_size=200).filter(lambda text: not text.isspace()))
@settings(max_examples=30)
def test_any_text(server: Served, checker: Checker, text: str) -> None:
    with server.client() as client:
        assert client.post("/v1/check", json={"text": text}).json() == report_of(
            checker, {"text": text}
        )


def test_how_a_disguise_was_read(client: httpx.Client, checker: Checker) -> None:
    answer = client.post("/v1/check?explain=1", json={"text": DISGUISED}).json()
    assert answer.pop("read_as") == list(checker.examine(DISGUISED).read_as) != []
    assert answer == report_of(checker, {"text": DISGUISED})


@pytest.mark.parametrize(
    ("policy", "text", "send"),
    [
        ({}, THREAT, False),
        ({}, NOTICE, True),
        ({"packs": ["insult"]}, THREAT, True),
        ({"evasion": "off"}, DISGUISED, True),
        ({"allow": ["打断你的腿"]}, THREAT, True),
        ({"block_on": []}, THREAT, True),
        ({"fail": "closed"}, "xq zv " * 60, False),
        ({"fail": "open"}, "xq zv " * 60, True),
    ],
)
def test_a_policy_decides_and_is_shown(
    client: httpx.Client, policy: dict[str, object], text: str, send: bool
) -> None:
    whole = {
        "fail": "closed",
        "block_on": ["block"],
        "packs": None,
        "evasion": "standard",
        "allow": [],
        "model": False,
        **policy,
    }
    one = client.post("/v1/check", json={"text": text, "policy": policy}).json()
    assert one["applied"] == {**whole, "send": send}
    many = {"messages": [{"text": text}, {"text": NOTICE}], "policy": policy}
    assert client.post("/v1/check/batch", json=many).json()["applied"] == {
        **whole,
        "send": [send, True],
    }


@pytest.mark.parametrize("fail", ["closed", "open"])
def test_a_model_asked_for_that_is_not_there_is_said(client: httpx.Client, fail: str) -> None:
    policy = {"model": True, "fail": fail}
    one = client.post("/v1/check", json={"text": NOTICE, "policy": policy}).json()
    batch = {"messages": [{"text": NOTICE}], "policy": policy}
    many = client.post("/v1/check/batch", json=batch).json()
    for report in (one, *many["reports"]):
        assert (report["decision"], report["complete"]) == ("review", False)
        assert report["incomplete_because"] == ["model_missing"]
    send = fail == "open"
    assert (one["applied"]["model"], one["applied"]["send"]) == (False, send)
    assert (many["applied"]["model"], many["applied"]["send"]) == (False, [send])


def test_chunked_bodies_are_read(client: httpx.Client) -> None:
    pieces = iter([b'{"text": "', THREAT.encode()[:7], THREAT.encode()[7:], b'"}'])
    assert client.post("/v1/check", content=pieces).json()["decision"] == "block"


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/readyz", "/v1/rules", "/nothing", "/assets/nothing", "/v1/check"]
)
def test_every_answer_is_protected(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers={"Origin": "https://elsewhere.example"}).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "x-frame-options" not in headers  # said by frame-ancestors
    assert ("cross-origin-opener-policy" in headers) is (path == "/")
    if path.startswith("/v1"):
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz"])
def test_load_balancers_may_ask_by_head(client: httpx.Client, path: str) -> None:
    asked, answer = client.get(path), client.head(path)
    assert answer.status_code == asked.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == asked.headers["content-type"]
    assert client.get(path).status_code == 200  # on the same connection


def test_a_page_of_another_site_cannot_ask(client: httpx.Client, server: Served) -> None:
    own = server.url.rstrip("/")
    for headers, status in (
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": own, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": own}, 200),
        ({"Origin": own, "Sec-Fetch-Site": "same-origin"}, 200),
    ):
        answer = client.post("/v1/check", json={"text": NOTICE}, headers=headers)
        assert answer.status_code == status, headers


def test_request_ids_come_back(client: httpx.Client) -> None:
    given = client.get("/healthz", headers={"X-Request-Id": "abc-1.2_3"})
    assert given.headers["x-request-id"] == "abc-1.2_3"
    for bad in ("a b", "x" * 65, "<b>"):
        assert client.get("/healthz", headers={"X-Request-Id": bad}).headers["x-request-id"] != bad


def test_rules_can_be_found_and_read(client: httpx.Client, checker: Checker) -> None:
    everything = client.get("/v1/rules").json()["rules"]
    assert [rule["id"] for rule in everything] == [rule.id for rule in checker.ruleset.rules]
    found = client.get("/v1/rules", params={"q": "打断", "category": "violence_threat"}).json()
    assert "violence_threat/maiming" in [rule["id"] for rule in found["rules"]]
    assert {rule["category"] for rule in found["rules"]} == {"violence_threat"}
    for rule in everything:
        detail = client.get(f"/v1/rules/{rule['id']}").json()
        ours = checker.ruleset.rule(rule["id"])
        assert ours
        assert detail["message"] == ours.why
        assert detail["flag"] == [example.message.text for example in ours.flag]
        assert detail["basis"][0]["in_force_until"] is None
    assert client.get("/v1/rules/model/insult").json()["severity"] is None
    assert client.get("/v1/rules/no/such").json()["status"] == 404
    categories = client.get("/v1/categories").json()["categories"]
    assert sum(category["rules"] for category in categories) == len(everything)


def test_nothing_written_tells_what_was_asked(client: httpx.Client, server: Served) -> None:
    secret = "隐秘的一句话"
    client.post("/v1/check", json={"text": THREAT + secret, "id": secret})
    client.post("/v1/check", json={"text": THREAT, "channel": secret})
    client.post("/v1/check/batch", json={"messages": [{"text": secret}, {secret: 1}]})
    client.get(f"/v1/rules/{secret}/{secret}")
    client.get(f"/{secret}")
    client.get("/v1/rules", params={"q": secret, "category": secret})
    client.get("/healthz", headers={"X-Request-Id": "ascii-secret-not-an-id!" + "x" * 60})
    metrics = client.get("/metrics").text
    assert 'tonecheck_reports_total{complete="true",decision="block"}' in metrics
    assert 'rule="violence_threat/maiming"' in metrics
    for place in (metrics, server.log):
        assert "tonecheck" in place or "request" in place
        for form in (secret, secret.encode("unicode_escape").decode(), "%E9%9A%90", "ascii-secret"):
            assert form not in place
