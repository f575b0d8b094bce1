"""`docs/architecture.md` tells what the program does.

- The functions of the walk exist, and building and verifying a tiny election calls them in the order of the page.
- The figure of the walk arrives at the nation.
- Every module stands once in the reading order, and imports only modules that stand before it.
- Every name in backticks that looks like a part of a package is one.
"""

import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from cli.report import document
from ledger.feeds import open_feed
from ledger.making.replica import plan_replica
from ledger.making.simulation import simulate
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support.doc_pages import imported, modules, reading_order, with_reading_order

PACKAGES: Final = ("domain", "ledger", "cli")
STEP: Final = re.compile(r"^\d+\. `((?:domain|ledger|cli)\.[\w.]+)`", re.MULTILINE)
NAME: Final = re.compile(r"`((?:domain|ledger|cli)\.[a-z_]+(?:\.\w+)*)`")
HEADER: Final = (
    "kode_tps,kode_provinsi,kode_kabko,kode_kecamatan,kode_kelurahan,provinsi,kabko,kecamatan,kelurahan,"
    "suara_1,suara_2,suara_sah,suara_tidak_sah,suara_total"
)
FEED: Final = f"""{HEADER}
1609011013001,16,1609,160901,1609011013,SUMSEL,OKUS,MUARA DUA,BATU BELANG,48,195,243,4,247
1609011013002,16,1609,160901,1609011013,SUMSEL,OKUS,MUARA DUA,BATU BELANG,91,5,96,1,97
"""


@pytest.fixture(scope="module")
def page(pytestconfig: pytest.Config) -> str:
    return (pytestconfig.rootpath / "docs" / "architecture.md").read_text()


@contextmanager
def calls() -> Iterator[list[str]]:
    """The functions of the three packages in the order they are called, as `module.qualified name`."""
    seen: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.partition(".")[0] in PACKAGES:
            seen.append(f"{module}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)


def steps(page: str, title: str) -> list[str]:
    """The functions of one half of the walk, in the order of the page."""
    return STEP.findall(page.split(f"\n### {title}")[1].split("\n### ", maxsplit=1)[0].split("\n## ", maxsplit=1)[0])


def first_out_of_order(wanted: list[str], seen: list[str]) -> str | None:
    """The first of `wanted` that is not called after those before it."""
    called = iter(seen)
    return next((name for name in wanted if name not in called), None)


def test_the_walk_is_what_the_program_does_and_ends_with_the_figure_at_the_nation(page: str, tmp_path: Path) -> None:
    feed, out = tmp_path / "feed.csv", tmp_path / "out"
    feed.write_text(FEED)
    with calls() as built:
        simulate(plan_replica(open_feed(feed), "ppwp").plan, out, seed=1)
    with calls() as verified:
        result = verify_archive(out / "archive", read_trust(out / "trust"))
        report = document(result)
    assert first_out_of_order(steps(page, "Into the books"), built) is None
    assert first_out_of_order(["ledger.trust.read_trust", *steps(page, "Out of the books")[1:]], verified) is None
    assert report["status"] == "valid"
    assert result.totals["ppwp"]["0"] == result.totals["ppwp"]["160901"]
    totals = report["totals"]
    assert isinstance(totals, dict)
    assert totals["ppwp"]["0"]["suara_2"] == {"sum": 195 + 5, "missing": 0}


def test_the_walk_has_both_halves(page: str) -> None:
    assert len(steps(page, "Into the books")) > 15
    assert len(steps(page, "Out of the books")) > 15


def test_every_part_of_the_program_that_the_page_names_is_there(page: str) -> None:
    for name in NAME.findall(page):
        pkgutil.resolve_name(name)


# --- the reading order ------------------------------------------------------------------------------------------------


def test_the_reading_order_is_that_of_the_modules_as_they_are(page: str) -> None:
    assert page == with_reading_order(page), "python -m tests.support.doc_pages"


def test_no_module_imports_one_that_stands_after_it() -> None:
    order, files = reading_order(), modules()
    for place, module in enumerate(order):
        assert imported(files[module].read_text()) & set(order[place + 1 :]) == set(), module
