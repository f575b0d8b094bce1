"""A town half-way through its election, for the commands that write: what is refused leaves it as it is."""

import pytest

from tests.support.by_hand import CONTEST, STATIONS, Town, done, sound_figures


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The PPK's plenary is open; one C.Hasil is received, one is signed and waits with three G findings."""
    town = Town(tmp_path_factory.mktemp("town")).set_up()
    done("plenary", "open", "--contest", CONTEST, *town.by("ppk-160901"))
    sound = town.tally(STATIONS[0], sound_figures())
    done("tally", "receive", sound, "--box", "K-1", "--carrier", "PPS", *town.by("ppk-160901"))
    town.tally(STATIONS[1], sound_figures(100, 90, 7) | {"suara_total": 199})
    return town
