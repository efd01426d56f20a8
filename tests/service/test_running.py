"""As it is run for others: with the classifier, keys, a pack of one's own, and loading anew."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.cli.running import tonecheck
from tests.service.offices import CRM, OWN_WORDS, SETTINGS, Office, own_pack
from tests.service.serving import Served, stopped, wait_until
from tests.service.small_packs import NOTICE, THREAT, write_small_packs
from tonecheck.service.openapi.document import document


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """All that ships, with the classifier, and a pack of its own."""
    folder = tmp_path_factory.mktemp("office")
    # Nothing remembered: the classifier then reads every message, and that can be counted.
    configuration = f'packs = ["mine.yaml"]\n[service]\nremembered = 0\n{SETTINGS}'
    (folder / "tonecheck.toml").write_text(configuration, "utf-8")
    with ExitStack() as stack:
        yield Office(folder, stack)


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Quick to load anew."""
    folder = tmp_path_factory.mktemp("branch")
    write_small_packs(folder, SETTINGS, "mine.yaml")
    with ExitStack() as stack:
        yield Office(folder, stack, "--no-model")


def test_the_classifier_speaks(office: Office) -> None:
    with office.client("sender") as client:
        report = client.post("/v1/check", json={"text": THREAT}).json()
        assert report["scores"]["violence_threat"] > 0.5
        assert report["versions"]["model"]["name"] == "tonecheck-zh"
        messages = [{"text": THREAT}, {"text": NOTICE}] * 5
        reports = client.post("/v1/check/batch", json={"messages": messages}).json()["reports"]
        assert reports[::2] == [report] * 5
        assert [report["decision"] for report in reports[1::2]] == ["pass"] * 5
        counted = client.get("/metrics").text
    line = next(line for line in counted.splitlines() if "model_seconds_count" in line)
    assert float(line.split()[1]) >= 11


def test_keys_open_what_their_scopes_say(office: Office) -> None:
    message = {"text": NOTICE}
    for name, check, reload, metrics in (
        (None, 401, 401, 401),
        ("sender", 200, 403, 200),
        ("admin", 403, 200, 200),
    ):
        with office.client(name) as client:
            assert client.post("/v1/check", json=message).status_code == check
            assert client.get("/v1/rules").status_code == check
            assert client.get("/metrics").status_code == metrics
            if reload != 200:
                assert client.post("/v1/admin/reload").status_code == reload
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 200
    with office.client(None) as client:
        for given in ("Bearer wrong", "Basic " + office.secrets["sender"], "Bearer", "\xff"):
            headers = [(b"authorization", given.encode("latin-1"))]
            answer = client.post("/v1/check", json=message, headers=headers)
            assert answer.status_code == answer.json()["status"] == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
    with office.client("admin") as client:
        shown = client.get("/openapi.json").json()
    assert shown["paths"]["/v1/check"]["post"]["security"] == [{"key": []}]
    assert {"401", "403", "429"} <= document(True, [])["paths"]["/v1/check"]["post"][
        "responses"
    ].keys()


def test_a_key_may_call_only_so_often(office: Office) -> None:
    with office.client("seldom") as client:
        answers = [client.post("/v1/check", json={"text": NOTICE}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
    assert answers[-1].json()["title"] == "请求过于频繁"


def test_a_key_has_its_own_policy(office: Office) -> None:
    with office.client("hook") as client:
        answer = client.post("/v1/check", json={"text": f"请听{OWN_WORDS}"}).json()
        assert answer["applied"]["block_on"] == ["block", "warn"]
        assert (answer["applied"]["fail"], answer["applied"]["model"]) == ("open", False)
        assert (answer["applied"]["send"], answer["scores"]) == (False, {})
        asked = {"text": f"请听{OWN_WORDS}", "policy": {"block_on": ["block"]}}
        answer = client.post("/v1/check", json=asked).json()
        assert (answer["applied"]["fail"], answer["applied"]["send"]) == ("open", True)
        many = client.post(
            "/v1/check/batch", json={"messages": [asked["policy"], {"text": THREAT}]}
        )
        assert many.json()["applied"]["send"] == [True, False]


def test_only_named_sites_may_call_from_a_browser(office: Office) -> None:
    asking = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    with office.client("sender") as client:
        for origin, allowed in ((CRM, True), ("https://elsewhere.example", False)):
            ahead = client.options("/v1/check", headers={"Origin": origin, **asking})
            assert (ahead.headers.get("access-control-allow-origin") == origin) is allowed
            if not allowed:
                assert ahead.status_code == ahead.json()["status"] == 400
                assert ahead.headers["content-type"] == "application/problem+json"
                assert ahead.json()["instance"].endswith(ahead.headers["x-request-id"])
            answer = client.post("/v1/check", json={"text": NOTICE}, headers={"Origin": origin})
            assert answer.status_code == (200 if allowed else 403)
            assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


def pack_of(versions: dict[str, list[dict[str, str]]]) -> str:
    return next(pack["sha256"] for pack in versions["packs"] if pack["name"] == "mine")


def test_packs_are_loaded_anew_under_load(branch: Office) -> None:
    assert branch.server.workers()  # it runs before two threads ask for it
    done = threading.Event()
    by_pack: dict[str, set[str]] = {}

    def ask() -> int:
        asked = 0
        with branch.client("sender") as client:
            while not done.is_set():
                answer = client.post("/v1/check", json={"text": f"请听{OWN_WORDS}"})
                assert answer.status_code == 200, answer.text
                report = answer.json()
                (finding,) = (f for f in report["findings"] if f["rule"] == "harassment/mine")
                by_pack.setdefault(pack_of(report["versions"]), set()).add(finding["severity"])
                asked += 1
                done.wait(0.02)
        return asked

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(ask) for _ in range(2)]
        try:
            _reload_wrong_then_right(branch)
            wait_until(lambda: len(by_pack) == 2 or any(one.done() for one in asking))
        finally:
            done.set()
        assert all(one.result() > 0 for one in asking)
    assert sorted(map(sorted, by_pack.values())) == [["block"], ["warn"]]


def _reload_wrong_then_right(branch: Office) -> None:
    with branch.client(None) as client:
        before = client.get("/readyz").json()["versions"]
        own_pack(branch.folder, "grave")
        refused = branch.reload()
        assert refused.status_code == refused.json()["status"] == 409
        assert "mine.yaml" in refused.json()["detail"]
        assert "severity" in refused.json()["detail"]
        assert client.get("/readyz").json()["versions"] == before
        own_pack(branch.folder, "block")
        branch.add_key("newcomer", "check")
        with branch.client("newcomer") as newcomer:
            assert newcomer.get("/v1/categories").status_code == 401
            branch.server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: pack_of(client.get("/readyz").json()["versions"]) != pack_of(before))
            assert newcomer.get("/v1/categories").status_code == 200  # they come together


def test_a_key_that_cannot_be_read_changes_nothing(branch: Office) -> None:
    kept = (branch.folder / "keys.toml").read_text("utf-8")
    for wrong in ("[[key]]\nname = 1", "key", '[[key]]\nname = "x"\nsha256 = "y"\nscopes = []'):
        (branch.folder / "keys.toml").write_text(kept + "\n" + wrong, "utf-8")
        refused = branch.reload()
        assert refused.status_code == 409
        assert "keys.toml" in refused.json()["detail"]
    refusals = branch.server.log.count("reload_refused")
    branch.server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: branch.server.log.count("reload_refused") == refusals + 1)
    (branch.folder / "keys.toml").write_text(kept, "utf-8")
    with branch.client("sender") as client:
        assert client.get("/v1/categories").status_code == 200


def test_secrets_are_written_nowhere(office: Office, branch: Office) -> None:
    for one in (office, branch):
        written = one.server.log + (one.folder / "keys.toml").read_text("utf-8")
        assert not any(secret in written for secret in one.secrets.values())


@pytest.mark.parametrize(
    ("settings", "arguments", "said"),
    [
        ("", ["--host", "0.0.0.0"], "--no-keys"),
        ("", ["--keys", "none.toml"], "none.toml"),
        ("", ["--host", "192.0.2.1", "--no-keys"], "无法监听"),
        ("[service]\nworkres = 2", [], "service.workres：没有这一项"),
        ('shipped-packs = false\npacks = ["wrong.yaml"]', ["--no-model"], "wrong.yaml"),
        ("shipped-packs = false", ["--no-model"], "自检没有通过"),
    ],
)
def test_what_cannot_be_served_says_why(
    tmp_path: Path, settings: str, arguments: list[str], said: str
) -> None:
    (tmp_path / "tonecheck.toml").write_text(settings, "utf-8")
    (tmp_path / "wrong.yaml").write_text("pack: wrong", "utf-8")
    done = tonecheck("serve", "--port", "0", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_ending_finishes_what_is_in_flight(branch: Office) -> None:
    server = branch.server
    long = {"messages": [{"text": THREAT, "id": str(n)} for n in range(300)]}
    with (
        ThreadPoolExecutor(1) as threads,
        branch.client("sender") as client,
        branch.client("sender") as other,
    ):
        with stopped(server):
            asked = threads.submit(client.post, "/v1/check/batch", json=long)
            wait_until(lambda: "tonecheck_inside_batched 300.0" in other.get("/metrics").text)
            server.process.send_signal(signal.SIGTERM)
            wait_until(lambda: not answers(server))
        reports = asked.result().json()["reports"]
        assert server.stop() == 0
    assert [report["id"] for report in reports] == [str(n) for n in range(300)]
    assert {(report["decision"], report["complete"]) for report in reports} == {("block", True)}


def answers(server: Served) -> bool:
    """Whether new callers are heard."""
    try:
        with server.client() as client:
            client.get("/healthz")
    except httpx.TransportError:  # refused, or in the queue when it was closed
        return False
    return True
