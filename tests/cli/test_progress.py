"""The sign of life: on a terminal only, after a second only, and gone when the work is done."""

import signal
import time

import pytest

from cli import progress as module
from cli.progress import progress


@pytest.fixture(autouse=True)
def _language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAP_LANG", "en")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(module, "_NEXT_SECONDS", 0.01)


def test_nothing_is_drawn_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_FIRST_SECONDS", 0.01)
    with progress("progress.verify"):
        time.sleep(0.1)
    assert capsys.readouterr() == ("", "")


def test_nothing_is_drawn_before_its_time(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    with progress("progress.verify"):
        time.sleep(0.1)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("part", [None, 0.5])
def test_a_bar_is_drawn_on_stderr_and_the_signal_given_back(
    part: float | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    monkeypatch.setattr(module, "_FIRST_SECONDS", 0.01)
    before = signal.getsignal(signal.SIGALRM)
    with progress("progress.verify", None if part is None else lambda: part):
        time.sleep(0.3)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Verifying" in shown.err
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_signal_is_given_back_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(KeyboardInterrupt), progress("progress.verify"):
        raise KeyboardInterrupt
    assert signal.getsignal(signal.SIGALRM) == before
