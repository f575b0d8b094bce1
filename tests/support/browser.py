"""A real browser without a window, for pages that must need nothing else.

- It has a new profile each time and no name resolution; what it asks for by itself is told apart from the page.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_QUIET: Final = (
    "--headless",
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--no-first-run",
    "--no-pings",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_OWN: Final = re.compile(r"https?://[a-z0-9.-]*\.(google|googleapis|gvt1|gstatic)\.com/")
"""What the browser itself asks for, whatever the page."""

_SECONDS: Final = 90


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a page: the document afterwards, messages on the console, addresses that it asked for."""

    document: str
    console: list[str]
    requested: list[str]


@dataclass(frozen=True, slots=True)
class Browser:
    """The program, e.g. `/usr/bin/chromium`."""

    program: Path

    def open(self, page: Path, width: int = 1280) -> Opened:
        """Open a page and wait until nothing moves any more."""
        with _profile() as folder:
            log = folder / "net.json"
            flags = ("--enable-logging=stderr", f"--log-net-log={log}", "--virtual-time-budget=15000", "--dump-dom")
            done = self._run(folder, page, *flags, f"--window-size={width},1000")
            asked = set(re.findall(r'"url":"((?:https?|wss?|ftp):[^"]*)"', log.read_text()))
        console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
        return Opened(done.stdout, console, sorted(url for url in asked if not _OWN.match(url)))

    def shoot(self, page: Path, picture: Path, width: int, height: int) -> None:
        """Take a picture of the page in a window of this size."""
        with _profile() as folder:
            self._run(folder, page, f"--screenshot={picture}", f"--window-size={width},{height}")

    def print(self, page: Path, paper: Path) -> None:
        """Print the page as PDF, on the paper that it asks for."""
        with _profile() as folder:
            self._run(folder, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")

    def _run(self, folder: Path, page: Path, *flags: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *_QUIET, f"--user-data-dir={folder}", *flags, page.resolve().as_uri()],
            check=True,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )


@contextmanager
def _profile() -> Iterator[Path]:
    # Outside of the test's own folder: the browser writes on for a moment after it has ended.
    folder = Path(tempfile.mkdtemp(prefix="rekap-browser-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def violations(browser: Browser, page: Path, axe: str, width: int) -> list[str]:
    """What the accessibility checker `axe` (its source) finds on a page: rule and place of every violation."""
    script = (
        "axe.run(document).then(found => {const made = document.createElement('pre'); made.id = 'axe';"
        "made.textContent = JSON.stringify({passes: found.passes.length, violations: found.violations.flatMap("
        "rule => rule.nodes.map(node => rule.id + ' ' + node.target + ' ' + node.failureSummary))});"
        "document.body.append(made)})"
    )
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    copy = page.with_name(f"{page.stem}-axe.html")
    copy.write_text(source.replace("</body>", f"<script>{axe}</script><script>{script}</script></body>"))
    found = re.search(r'<pre id="axe">(.*?)</pre>', browser.open(copy, width).document, re.DOTALL)
    assert found is not None, "the checker did not finish"
    result = json.loads(found[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    assert result["passes"] > 0
    return list(result["violations"])
