"""A person at the page: headless Chromium, and what went wrong in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The same engine twice; without windows and menus that nobody sees, a page takes a third."""

NO_CHROMIUM = (
    "没有 chromium：apt-get install chromium-headless-shell（或 make browser）之后才能测试页面"
)
_WAIT_MS = 4_000
_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`))
"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person's page, with everything that should not have happened on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    may_fail: bool = False
    """Whether failed requests are part of the test; the browser reports each."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(_WAIT_MS)
        self.page.add_init_script(_REPORT_VIOLATIONS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith("Failed to load resource") and self.may_fail:
            return
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        """A request must go to our own server, or nowhere (a file that is offered for saving)."""
        parts = urlsplit(request.url)
        if parts.scheme != "blob" and parts.netloc != urlsplit(self.address).netloc:
            self.faults.append(f"asked {request.url}")

    def open(self, view: str = "draft") -> Page:
        """Go to one of the three views."""
        self.page.goto(f"{self.address}#/{view}")
        return self.page

    @property
    def editor(self) -> Locator:
        return self.page.get_by_role("textbox", name="消息内容")

    @property
    def verdict(self) -> Locator:
        return self.page.get_by_test_id("verdict")

    @property
    def findings(self) -> Locator:
        return self.page.get_by_label("检查结果").get_by_role("listitem")

    def underlined(self, severity: str) -> list[str]:
        """The words in the editor that are underlined as this severity is."""
        return self.page.locator(f".cm-content .mark-{severity}").all_inner_texts()

    def write(self, text: str) -> None:
        """Type at the end of the draft, all at once as an input method does."""
        self.editor.press("Control+End")
        self.page.keyboard.insert_text(text)
