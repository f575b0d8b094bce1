"""One small election, built, verified and exported once, for all that is asked of an export."""

from pathlib import Path

import pytest

from ledger.making.plan import Plan
from ledger.making.simulation import simulate
from ledger.passes import Verification
from tests.support.exported import export_plan, exported, verified


@pytest.fixture(scope="session")
def plan() -> Plan:
    return export_plan()


@pytest.fixture(scope="session")
def archive(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("election") / "built"
    simulate(plan, folder, seed=1)
    return folder


@pytest.fixture(scope="session")
def result(archive: Path) -> Verification:
    return verified(archive)


@pytest.fixture(scope="session")
def out(result: Verification, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    exported(result, folder)
    return folder
