"""A real terminal of 80 columns, held by tmux, in which a test starts the program and types."""

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WIDTH: Final = 80
SECONDS: Final = 20


@dataclass
class Terminal:
    """A terminal of 80 columns and 24 lines, and somebody who looks at it and types."""

    tmux: Path
    sockets: Path
    folder: Path
    starts: int = 0

    @property
    def socket(self) -> Path:
        """Each start has a server of its own: one that is ending takes no new screen."""
        return self.sockets / str(self.starts)

    def run(self, *args: str) -> str:
        """One word to tmux; what it answers."""
        # Without a locale of UTF-8 it would not start; within another tmux it would ask which one is meant.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "screen"}
        environment.pop("TMUX", None)
        line = [str(self.tmux), "-f", os.devnull, "-S", str(self.socket), *args]
        done = subprocess.run(
            line, check=False, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, command: Sequence[object], root: Path) -> int:
        """Start a program in a new screen; its process."""
        self.starts += 1
        pid = self.folder / "pid"
        pid.unlink(missing_ok=True)
        line = " ".join(shlex.quote(str(word)) for word in command)
        environment = f"PYTHONPATH={shlex.quote(str(root))} REKAP_LANG=en LC_ALL=C.UTF-8 PYTHONUTF8=1"
        script = f"echo $$ > pid.new; mv pid.new pid; {environment} exec {line}"
        shell = f"sh -c {shlex.quote(script)}; echo ended with $?; sleep 60"
        size = ["-x", str(WIDTH), "-y", "24"]
        self.run("new-session", "-d", *size, "-c", str(self.folder), shell)
        self.until(pid.exists)
        return int(pid.read_text())

    def type(self, *lines: str) -> None:
        """Type lines, each with Enter."""
        for line in lines:
            if line:
                self.run("send-keys", "-l", line)
            self.run("send-keys", "Enter")

    def fill(self, *figures: str) -> None:
        """Type figures, each once the next field is asked for."""
        for figure in figures:
            before = self.asked()
            self.type(figure)
            self.until(lambda last=before: self.asked().endswith(":") and self.asked() != last, f"after {figure}")  # type: ignore[misc]

    def asked(self) -> str:
        """The last line on the screen."""
        return self.screen().rstrip().rpartition("\n")[2]

    def screen(self) -> str:
        """All that was printed so far, as it stands there."""
        return self.run("capture-pane", "-p", "-S", "-")

    def sees(self, text: str) -> str:
        """Wait until `text` stands on the screen, whatever its line breaks."""
        self.until(lambda: text in " ".join(self.screen().split()), text)
        return self.screen()

    def until(self, happened: Callable[[], bool], what: str = "") -> None:
        end = time.monotonic() + SECONDS
        while not happened():
            assert time.monotonic() < end, f"{what!r} never came\n{self.screen() if what else ''}"
            time.sleep(0.05)

    def close(self) -> None:
        """End the terminal and what runs in it."""
        line = [str(self.tmux), "-S", str(self.socket), "kill-server"]
        subprocess.run(line, check=False, capture_output=True, timeout=SECONDS)


@contextmanager
def opened(tmux: Path, folder: Path) -> Iterator[Terminal]:
    """A terminal whose programs run in `folder`; it ends with the block."""
    # The path of a socket is short on every system: it cannot lie in the test's own folder.
    sockets = Path(tempfile.mkdtemp(prefix="rekap-"))
    terminal = Terminal(tmux, sockets, folder)
    try:
        yield terminal
    finally:
        terminal.close()
        shutil.rmtree(sockets)
