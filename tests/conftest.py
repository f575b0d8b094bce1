"""What every test may ask for: the shared data, foreign programs, and how much chance is let in.

Rules of this module:

- A test that needs what the machine lacks is skipped, and says what was missing.
- Under `REKAP_STRICT=1` nothing is skipped: what is missing is a failure, whoever asked for the skip.
- Random tests draw the same examples in every run, so that a failure is everyone's; only `make soak` draws new ones.
"""

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

STRICT: Final = os.environ.get("REKAP_STRICT") == "1"
DEBIAN_POSTGRESQL: Final = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, outside the search path."""

settings.register_profile("default", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=2_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("default")


def need(condition: object, what: str) -> None:
    """Skips the test that asks unless `condition` holds; `what` names the missing thing, e.g. `../shared`."""
    if not condition:
        pytest.skip(f"needs {what}")


@pytest.fixture(scope="session", name="need")
def _need() -> Callable[[object, str], None]:
    """`need` for tests that decide themselves: `need(shutil.which("tmux"), "tmux")`."""
    return need


@pytest.fixture(scope="session")
def shared(pytestconfig: pytest.Config) -> Path:
    """The folder of specifications, vectors and real data beside the project; read, never copied."""
    folder = pytestconfig.rootpath.parent / "shared"
    need(folder.is_dir(), "../shared")
    return folder


@pytest.fixture(scope="session")
def program() -> Callable[[str], Path]:
    """A function that gives the path of a foreign program: `program("openssl")`."""
    return _program


def _program(name: str) -> Path:
    folders = [str(folder) for folder in sorted(DEBIAN_POSTGRESQL.glob("*/bin"), reverse=True)]
    path = shutil.which(name) or shutil.which(name, path=os.pathsep.join(folders))
    need(path, name)
    assert path is not None
    return Path(path)


@pytest.fixture(scope="session", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """What the program keeps for its user is kept for this run alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("own")))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skip is listed by its test file; under `REKAP_STRICT=1` it fails.  An expected failure is no skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _settle(report, item.location[0], item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that is skipped as a whole."""
    report = yield
    if report.skipped:
        _settle(report, collector.nodeid, collector.nodeid)
    return report


def _settle(report: pytest.TestReport | pytest.CollectReport, file: str, nodeid: str) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if STRICT:
        report.outcome = "failed"
        report.longrepr = f"{nodeid}: nothing is skipped under REKAP_STRICT=1. {reason}"
    else:
        # The closing list counts skips of one place as one line: the file, not the line in here that skipped.
        report.longrepr = (file, None, reason)  # type: ignore[assignment]  # None is what a skip mark leaves there
