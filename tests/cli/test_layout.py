"""How lines are laid out: within the width, and nothing that is copied from them cut in two."""

import pytest

from cli.layout import paragraph, width


@pytest.mark.parametrize("length", [10, 79, 80, 300])
def test_a_path_or_hash_is_never_cut(length: int) -> None:
    word = "/" + "a" * length
    lines = paragraph(f"The result is in {word} and can be checked there.", "    ")
    assert word in " ".join(lines).split()
    assert all(len(line) <= width() for line in lines if word not in line)
