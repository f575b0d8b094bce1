"""The town in which the cases are told: set up once, copied for every case."""

from pathlib import Path

import pytest

from tests.support.by_hand_room import PlenaryTown
from tests.support.cases import copied, set_up


@pytest.fixture(scope="session")
def town_before(tmp_path_factory: pytest.TempPathFactory) -> PlenaryTown:
    """Every book is open, nothing was received yet."""
    return set_up(tmp_path_factory.mktemp("before") / "town")


@pytest.fixture(scope="module")
def town(town_before: PlenaryTown, tmp_path_factory: pytest.TempPathFactory) -> PlenaryTown:
    """The town of one case."""
    return copied(town_before, Path(tmp_path_factory.mktemp("case")) / "town")
