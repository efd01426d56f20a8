"""A server as it is run for others: a configuration, a pack of its own, a key for each kind of caller."""

from contextlib import ExitStack
from pathlib import Path

import httpx

from tests.rules.packs import write_pack
from tests.service.serving import WORKERS, Served, served
from tonecheck.service.keys import Scope, new_key

OWN_WORDS = "嘀嘀嗒嗒"
CRM = "https://crm.example.com"
SETTINGS = f'workers = {WORKERS}\nkeys = "keys.toml"\ncors-origins = ["{CRM}"]\n'


def own_pack(folder: Path, severity: str) -> None:
    body = f"""\
    severity: {severity}
    match: {OWN_WORDS}
    examples:
      flag: [请听{OWN_WORDS}]
      pass: [您好]
    """
    write_pack(folder, body)


class Office:
    """A server in its folder, which has a configuration, with a key for each kind of caller."""

    def __init__(self, folder: Path, stack: ExitStack, *arguments: str) -> None:
        self.folder = folder
        self._arguments = arguments
        self._stack = stack
        self._server: Served | None = None
        self.secrets: dict[str, str] = {}
        self.tables: list[str] = []
        own_pack(folder, "warn")
        self.add_key("sender", "check")
        self.add_key("admin", "admin")
        self.add_key("seldom", "check", rate=3)
        policy = '[key.policy]\nfail = "open"\nblock_on = ["block", "warn"]\nmodel = false'
        self.add_key("hook", "check", policy=policy)

    @property
    def server(self) -> Served:
        """Running; one test ends it, and others may come after that one."""
        if self._server is None or self._server.process.poll() is not None:
            self._server = self._stack.enter_context(served(self.folder, *self._arguments))
        return self._server

    def add_key(
        self, name: str, scope: Scope, rate: int | None = None, policy: str | None = None
    ) -> None:
        key = new_key(name, [scope], rate)
        self.secrets[name] = key.secret
        self.tables.append("\n".join(filter(None, (key.table, policy))))
        (self.folder / "keys.toml").write_text("\n\n".join(self.tables), "utf-8")

    def client(self, name: str | None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.secrets[name]}"} if name else {}
        return self.server.client(headers=headers)

    def reload(self) -> httpx.Response:
        with self.client("admin") as client:
            return client.post("/v1/admin/reload", timeout=120)
