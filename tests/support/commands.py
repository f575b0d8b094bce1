"""Running the program's reading commands in this process, as a person would see them."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from cli.main import main

LOCALE = ("REKAP_LANG", "REKAP_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command line ended with."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, object]:
        """The one JSON document on stdout."""
        loaded: dict[str, object] = json.loads(self.out)
        return loaded

    @property
    def words(self) -> str:
        """All that was said, without line breaks."""
        return " ".join((self.out + self.err).split())


def run(*args: object, **environment: str) -> Outcome:
    """Runs `rekap` with `args`, in English unless `environment` names a language or locale."""
    out, err = io.StringIO(), io.StringIO()
    kept = {name: value for name, value in os.environ.items() if name not in LOCALE}
    with (
        patch.dict(os.environ, kept | (environment or {"REKAP_LANG": "en"}), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main([str(arg) for arg in args])
    return Outcome(code, out.getvalue(), err.getvalue())
