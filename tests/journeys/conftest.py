"""A whole installation with the demo, served as a person would serve it, and a browser in front of it.

`CLAUSEWAY_TEST_ADDRESS` names an installation that is served already, for writing journeys; `CLAUSEWAY_TEST_PICTURES` a folder for pictures of each step.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SOURCE = Path(__file__).resolve().parents[2] / "src"
PASSWORD = "noordzee-demo"
MANAGER = "ilse.brandsma@noordzee.example"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 1010}


@dataclass(frozen=True)
class Site:
    """The served installation. `sessions`: the cookies and first page of who signed in already, so that each person signs in once."""

    address: str
    log: Path
    sessions: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`clauseway demo` in a folder of its own, from the first byte to the first page."""
    served = os.environ.get("CLAUSEWAY_TEST_ADDRESS")
    if served:
        yield Site(served.rstrip("/"), Path(os.devnull))
        return
    home = Path(os.environ.get("TMPDIR", "/tmp")) / f"clauseway-journeys-{os.getpid()}"
    port = _free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("CLAUSEWAY_", "DATABASE_", "DJANGO_"))}
    env = {**clean, "PYTHONPATH": str(SOURCE), "CLAUSEWAY_EMAIL_URL": "none:"}
    log = tmp_path_factory.mktemp("journeys") / "serve.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "clauseway", "demo", "--data", str(home), "--port", str(port)]
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
        found = Site(f"http://127.0.0.1:{port}", log)
        try:
            _await(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(home, ignore_errors=True)


def _await(site: Site, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(1200):
        if process.poll() is not None:
            raise RuntimeError(f"clauseway demo ended with {process.returncode}:\n{site.tail()}")
        try:
            with urllib.request.urlopen(site.address + "/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"clauseway demo did not answer:\n{site.tail()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = os.environ.get("CLAUSEWAY_TEST_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("The journeys need Chromium; script/test installs it or says how.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield opened
        opened.close()


@dataclass
class Visitor:
    """A person at a browser. `errors` collects what the console and the network complained about."""

    page: Page
    site: Site
    errors: list[str]
    home: str = ""

    def sign_in(self, mail: str, password: str = PASSWORD) -> "Visitor":
        """Arrive as somebody: through the form the first time, with the same session afterwards."""
        if mail in self.site.sessions:
            cookies, self.home = self.site.sessions[mail]
            self.page.context.add_cookies(cookies)
            self.page.goto(self.home)
            return self
        self.page.goto(self.site.address + "/accounts/login/")
        self.page.fill("[name=login]", mail)
        self.page.fill("[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()
        self.home = self.page.url
        self.site.sessions[mail] = (self.page.context.cookies(), self.home)
        return self

    def go(self, path: str) -> int:
        address = (
            path if path.startswith("http") else self.site.address + path if path.startswith("/") else self.home + path
        )
        answer = self.page.goto(address)
        return answer.status if answer else 0

    def picture(self, name: str) -> None:
        """Keep what the page looks like, at a desk and on a phone, where somebody asked for pictures."""
        folder = os.environ.get("CLAUSEWAY_TEST_PICTURES")
        if not folder:
            return
        self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        before = self.page.viewport_size
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.page.screenshot(path=f"{folder}/{name}-phone.png", full_page=True)
        if before:
            self.page.set_viewport_size(before)


def _visitor(context: BrowserContext, site: Site) -> Visitor:
    page = context.new_page()
    page.set_default_timeout(20_000)
    visitor = Visitor(page, site, [])

    def said(message: Any) -> None:
        if message.type == "error":
            visitor.errors.append(f"{page.url}: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: visitor.errors.append(f"{page.url}: {error}"))
    return visitor


@pytest.fixture(scope="module")
def stranger(site: Site, browser: Browser) -> Iterator[Visitor]:
    """Somebody without an account, for a whole file."""
    context = browser.new_context(viewport=DESK, accept_downloads=True, locale="nl-NL")  # type: ignore[arg-type]
    yield _visitor(context, site)
    context.close()


@pytest.fixture
def others(site: Site, browser: Browser) -> Iterator[Callable[[], Visitor]]:
    """Opens one more browser each time it is called: somebody else, at another desk."""
    opened: list[BrowserContext] = []

    def another() -> Visitor:
        opened.append(browser.new_context(viewport=DESK, accept_downloads=True))  # type: ignore[arg-type]
        return _visitor(opened[-1], site)

    yield another
    for context in opened:
        context.close()


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Visitor]:
    """A fresh browser at a desk."""
    context = browser.new_context(viewport=DESK, accept_downloads=True)  # type: ignore[arg-type]
    yield _visitor(context, site)
    context.close()


@pytest.fixture
def on_phone(site: Site, browser: Browser) -> Iterator[Visitor]:
    """A fresh browser on a phone, in the dark."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)  # type: ignore[arg-type]
    yield _visitor(context, site)
    context.close()
