"""What is refused, and how it is said: by field, and never repeating what was sent."""

import codecs
import gzip
import json
from pathlib import Path

import httpx
import pytest

from tests.service.serving import served
from tests.service.small_packs import NOTICE, THREAT, write_small_packs


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        (b'{"text": "\xff"}', ""),
        (b"[" * 50_000, ""),
        (b"{}", "text"),
        (b'{"text": 7}', "text"),
        (b'{"text": "\\n "}', "text"),
        (b'{"text": "\\ud800"}', ""),
        (f'{{"text": "{"长" * 20_001}"}}'.encode(), "text"),
        (f'{{"text": "a", "channel": "{THREAT}"}}'.encode(), "channel"),
        (f'{{"text": "a", "{THREAT}": 1}}'.encode(), ""),
        (f'{{"text": "a", "txet": "{THREAT}"}}'.encode(), "txet"),
        (b'{"text": "a", "sent_at": "2026-03-02T10:15:00"}', "sent_at"),
        (b'{"text": "a", "sent_at": "0001-01-01T00:00:00+14:00"}', "sent_at"),
        (b'{"text": "a", "sent_at": "yesterday"}', "sent_at"),
        (b'{"text": "a", "policy": {"packs": ["none"]}}', "policy.packs"),
        (b'{"text": "a", "policy": {"packs": []}}', "policy.packs"),
        (b'{"text": "a", "policy": {"allow": [" "]}}', "policy.allow[0]"),
        (b'{"text": "a", "policy": {"block_on": ["bad"]}}', "policy.block_on[0]"),
        (b'{"text": "a", "policy": {"evasion": 3}}', "policy.evasion"),
    ],
)
def test_a_wrong_shape_is_named_and_never_repeated(
    client: httpx.Client, body: bytes, field: str
) -> None:
    answer = client.post("/v1/check", content=body)
    problem = answer.json()
    assert answer.status_code == problem["status"] == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["instance"].endswith(answer.headers["x-request-id"])
    assert THREAT not in answer.text
    assert not any(word in answer.text for word in ("Expected", "Invalid", "Object", "JSON is"))


@pytest.mark.parametrize(
    "body", [b'{"messages": []}', b"{}", b'{"messages": {}}', b'{"messages": [1], "x": 1}', b"["]
)
def test_a_batch_of_a_wrong_shape(client: httpx.Client, body: bytes) -> None:
    assert client.post("/v1/check/batch", content=body).status_code == 422


def test_a_batch_has_at_most_a_thousand(client: httpx.Client) -> None:
    messages = [{"text": NOTICE}] * 1001
    assert client.post("/v1/check/batch", json={"messages": messages}).status_code == 422
    answer = client.post("/v1/check/batch", json={"messages": messages[1:]})
    assert [report["decision"] for report in answer.json()["reports"]] == ["pass"] * 1000


def test_a_policy_of_a_batch_that_cannot_be_met(client: httpx.Client) -> None:
    body = {"messages": [{"text": NOTICE}] * 40, "policy": {"packs": ["none"]}}
    answer = client.post("/v1/check/batch", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "policy.packs"


def test_large_bodies_are_refused_however_they_come(client: httpx.Client) -> None:
    large = b'{"text": "' + b"a" * (1 << 20) + b'"}'
    pieces = (large[start : start + 65536] for start in range(0, len(large), 65536))
    for content in (large, pieces):
        answer = client.post("/v1/check", content=content)
        assert answer.status_code == answer.json()["status"] == 413
    assert client.post("/v1/check", json={"text": NOTICE}).json()["decision"] == "pass"


@pytest.mark.parametrize("path", ["/v1/check", "/v1/check/batch"])
def test_compressed_bodies_are_refused(client: httpx.Client, path: str) -> None:
    body = gzip.compress(f'{{"text": "{NOTICE}"}}'.encode())
    for encoding in ("gzip", "Deflate", "gzip, identity"):
        answer = client.post(path, content=body, headers={"Content-Encoding": encoding})
        assert answer.status_code == answer.json()["status"] == 415
        assert "不能压缩" in answer.json()["detail"]
    plain = {"messages": [{"text": NOTICE}]} if "batch" in path else {"text": NOTICE}
    answer = client.post(path, json=plain, headers={"Content-Encoding": "identity"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/v1/check", "/v1/check/batch"])
def test_a_byte_order_mark_is_read_over(client: httpx.Client, path: str) -> None:
    plain = {"messages": [{"text": THREAT}]} if "batch" in path else {"text": THREAT}
    answer = client.post(path, content=codecs.BOM_UTF8 + json.dumps(plain).encode())
    assert answer.status_code == 200
    assert '"block"' in answer.text


@pytest.mark.parametrize(
    ("body", "field", "values"),
    [
        ({"channel": "SMS"}, "channel", "sms、im、voice_script、visit_script、letter、email"),
        ({"recipient": "family"}, "recipient", "debtor、guarantor、third_party、unknown"),
        ({"policy": {"fail": "shut"}}, "policy.fail", "closed、open"),
        ({"policy": {"block_on": ["warn", "x"]}}, "policy.block_on[1]", "block、warn、info"),
        ({"policy": {"evasion": "all"}}, "policy.evasion", "off、standard、strict"),
        ({"recipient": None}, "recipient", "debtor、guarantor、third_party、unknown"),
    ],
)
def test_the_values_there_are_are_listed(
    client: httpx.Client, body: dict[str, object], field: str, values: str
) -> None:
    answer = client.post("/v1/check", json={"text": NOTICE, **body})
    assert answer.json()["errors"] == [{"field": field, "detail": f"应为 {values} 之一"}]


def test_the_values_of_a_query_are_listed(client: httpx.Client) -> None:
    answer = client.get("/v1/rules", params={"category": THREAT})
    (error,) = answer.json()["errors"]
    assert error["field"] == "category"
    assert error["detail"].startswith("应为 violence_threat、insult、")
    assert THREAT not in answer.text


@pytest.mark.parametrize("value", ["0", "60001", "-1", "1.5", "soon", "", "9" * 40])
def test_a_deadline_out_of_range(client: httpx.Client, value: str) -> None:
    headers = {"Tonecheck-Deadline-Ms": value}
    for path in ("/v1/check", "/v1/check/batch"):
        answer = client.post(path, json={"text": NOTICE}, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "Tonecheck-Deadline-Ms"


def test_unknown_addresses_and_methods(client: httpx.Client) -> None:
    assert client.get("/v1/checks").json()["status"] == 404
    assert client.get(f"/{THREAT}").status_code == 404
    for path in ("/v1/check", "/v1/check/batch", "/v1/admin/reload"):
        answer = client.get(path)
        assert answer.json()["status"] == answer.status_code == 405
        assert answer.headers["allow"] == "POST"


def test_no_other_name_reaches_a_service_without_keys(client: httpx.Client) -> None:
    """A page whose name was made to mean this machine (DNS rebinding) is a stranger's page."""
    port = client.base_url.port
    evil = f"evil.example:{port}"
    for host in (evil, "evil.example", "127.0.0.1.evil.example", f"localhost@{evil}", "[::1", ""):
        for method, path in (
            ("POST", "/v1/admin/reload"),
            ("POST", "/v1/check"),
            ("GET", "/v1/rules"),
            ("GET", "/metrics"),
            ("GET", "/"),
        ):
            headers = {"Host": host, "Origin": f"http://{host}"}
            answer = client.request(method, path, headers=headers, json={"text": NOTICE})
            assert answer.status_code == answer.json()["status"] == 421
            assert answer.headers["content-type"] == "application/problem+json"
        for path in ("/healthz", "/readyz"):
            assert client.get(path, headers={"Host": host}).status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    refusing = {
        path for path, way in paths.items() if "421" in next(iter(way.values()))["responses"]
    }
    assert paths.keys() - refusing == {"/healthz", "/readyz"}
    for host in (f"localhost:{port}", "LOCALHOST", "127.0.0.1", f"127.8.8.8:{port}", "[::1]:80"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        answer = client.post("/v1/check", json={"text": NOTICE}, headers=headers)
        assert answer.status_code == 200


def test_without_keys_on_purpose_any_name_will_do(tmp_path: Path) -> None:
    write_small_packs(tmp_path)
    with (
        served(
            tmp_path, "--no-model", "--workers", "1", "--host", "0.0.0.0", "--no-keys"
        ) as server,
        server.client() as client,
    ):
        answer = client.post("/v1/check", json={"text": NOTICE}, headers={"Host": "tone.lan"})
    assert answer.status_code == 200
