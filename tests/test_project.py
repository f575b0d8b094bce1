"""The project's own rules, kept by the tree itself.

- No file says where packages are fetched from, nor where one machine keeps its things.
- Every requirement is pinned, with the hashes of its files.
- Source files stay short enough to be read in one sitting.
"""

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

HOSTS = "py+pi.org python+hosted.org npm+js. deb+ian.org crates+.io proxy.go+lang"
"""Registries' hosts, each cut in two, so that this file does not name them."""

REGISTRIES = tuple(host.replace("+", "") for host in HOSTS.split())
MACHINE_PATH = re.compile(rb"(?<![\w./*~}$-])/(?:home|root|work|opt|tmp|Users|private|mnt)/\w|\b[A-Z]:\\Users\\")
LONGEST_FILE = 400
LONGEST_TABLE = 650  # tests are tables of cases


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


@pytest.fixture(scope="module")
def files(root: Path, program: Callable[[str], Path], need: Callable[[object, str], None]) -> list[Path]:
    """The files of the checkout: tracked, or about to be."""
    need((root / ".git").exists(), "a git checkout")
    listing = [str(program("git")), "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def requirements(file: Path) -> list[str]:
    """Each requirement of a file with its hashes, on one line."""
    text = re.sub(r"(?m)^\s*#.*$", "", file.read_text()).replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def names_of(file: Path) -> set[str]:
    return {re.split(r"[\[=]", line)[0].lower() for line in requirements(file)}


def test_no_file_names_a_package_registry(files: list[Path]) -> None:
    named = [(file, host) for file in files for host in REGISTRIES if host.encode() in file.read_bytes()]
    assert named == []


def test_no_file_names_a_path_of_one_machine(files: list[Path]) -> None:
    named = [(file, found.group()) for file in files if (found := MACHINE_PATH.search(file.read_bytes()))]
    assert named == []


def test_every_requirement_is_pinned_with_hashes(root: Path) -> None:
    pinned = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==\S+(\s+;[^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$")
    for file in sorted((root / "requirements").glob("*.txt")):
        assert requirements(file), file
        assert [line for line in requirements(file) if not pinned.match(line)] == [], file


def test_what_the_program_needs_is_among_its_pins(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = [wanted for extra in project["optional-dependencies"].values() for wanted in extra]
    for wanted, pins in ((project["dependencies"], "base.txt"), ([*project["dependencies"], *extras], "extras.txt")):
        names = {re.split(r"[\[<>=!~ ]", requirement)[0].lower() for requirement in wanted}
        assert names <= names_of(root / "requirements" / pins)


@pytest.mark.parametrize(("smaller", "larger"), [("base.txt", "extras.txt"), ("extras.txt", "dev.txt")])
def test_what_is_tested_is_what_is_installed(root: Path, smaller: str, larger: str) -> None:
    pins = [{line.split()[0] for line in requirements(root / "requirements" / name)} for name in (smaller, larger)]
    assert pins[0] <= pins[1]


def test_the_licence_is_apache_2(root: Path) -> None:
    licence = (root / "LICENSE").read_text()
    assert licence.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in licence


@pytest.mark.parametrize("package", ["domain", "ledger", "cli"])
def test_every_package_says_that_it_is_typed(root: Path, package: str) -> None:
    assert (root / package / "py.typed").is_file()


def _limit_of(file: Path) -> int:
    """How long a file may be; the ledger's errors are one table of small classes."""
    return LONGEST_TABLE if "tests" in file.parts or file.name == "errors.py" else LONGEST_FILE


def test_source_files_stay_short(files: list[Path]) -> None:
    lengths = {file: len(file.read_bytes().splitlines()) for file in files if file.suffix == ".py"}
    limits = {file: _limit_of(file) for file in lengths}
    assert {file: length for file, length in lengths.items() if length > limits[file]} == {}
