"""Help of the commands that write: every command and every option is explained, in both languages."""

import re
from typing import Final

import pytest

from tests.support.by_hand import rekap

GROUPS: Final = (
    *("election", "key", "body", "region", "tally", "plenary", "objection", "recap", "witness", "order"),
    *("handoff", "copy", "log"),
)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_command_and_option_is_explained(group: str, language: str) -> None:
    said = rekap(group, "--help", language=language).out
    commands = re.findall(r"^  ([a-z]+)  ", said, re.MULTILINE)
    assert commands
    for text in (said, *(rekap(group, command, "--help", language=language).out for command in commands)):
        assert text
        assert not re.search(r"help\.[a-z]", text)
