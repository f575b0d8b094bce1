"""The frame of the command line: language, output, errors, exit codes, passphrases.

Rules of this module:

- The language is that of `REKAP_LANG` (`id`, `en`), else of the locale; Indonesian when neither says English.
- Results go to stdout, messages and progress to stderr, both in UTF-8 whatever the locale says.
- An error is one sentence; a traceback is shown only for an internal error and only with `REKAP_DEBUG=1`.
- Exit codes: 0 done, 2 bad usage, bad input or a file that cannot be read or written, 5 refused by the rules,
  70 internal error, 130 interrupted, 141 nobody reads the output any more.  `verify` and `replay` add 1, 3 and 4.
- A passphrase comes by prompt or file descriptor, never from arguments or environment.
- Nothing is asked when stdin is not a terminal.

How to write a command (module `cli/<name>.py`, one row in `cli.program.COMMANDS`, texts in `ledger/texts_*.py`):

    app = group()                                   # or `single()` for a command without subcommands

    @command(app, "receive")                        # `command(app)` for a single one
    def receive(desk: Annotated[Path, typer.Option(metavar="DIR")]) -> None:
        from ledger.desk import Desk                # late: `rekap --help` must not load the ledger
        ...
        say("tally.received", tps=tps, index=index)

Its help is the text `help.tally.receive`, that of the parameter `help.tally.receive.desk` or else `help.param.desk`.
"""

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

import typer
from typer.exceptions import TyperException

from cli.helping import Command, Group, language, usage_text
from ledger.texts import error_text, finding_text, printable, text

if TYPE_CHECKING:
    from domain.errors import RekapError

USAGE: Final = 2
REFUSED: Final = 5
INTERNAL: Final = 70
INTERRUPTED: Final = 130
UNREAD: Final = 141

_MAX_PASSPHRASE: Final = 4096
_OS_TEXTS: Final = {
    errno.ENOSPC: "os.full",
    errno.EDQUOT: "os.full",
    errno.EACCES: "os.denied",
    errno.EPERM: "os.denied",
    errno.EROFS: "os.denied",
    errno.ENOENT: "os.missing",
    errno.EEXIST: "os.exists",
    errno.ENOTDIR: "os.not_a_folder",
    errno.EISDIR: "os.is_a_folder",
}

Function = TypeVar("Function", bound=Callable[..., object])


class Mistake(Exception):  # noqa: N818 - what a person got wrong, not a fault of the program
    """Something the command line cannot go on with: the key of a text and its parameters; exit 2."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)


# --- making commands ---


def single() -> typer.Typer:
    """An application for one command without subcommands."""
    return typer.Typer(rich_markup_mode=None, add_completion=False)


def group() -> typer.Typer:
    """An application for a command with subcommands, be it one only."""
    app = typer.Typer(cls=Group, rich_markup_mode=None, add_completion=False)
    app.callback()(_nothing)
    return app


def command(app: typer.Typer, name: str | None = None) -> Callable[[Function], Function]:
    """Makes a function a command of `app`; its help comes from the catalogue."""
    return app.command(name, cls=Command)


def _nothing() -> None:
    """A group does nothing before its subcommand."""


# --- output ---


def tr(key: str, /, **values: object) -> str:
    """The text under `key` in the language of this run, filled in."""
    return text(key, language(), **values)


def say(key: str, /, **values: object) -> None:
    """Prints a text of the catalogue on stdout."""
    write(tr(key, **values))


def note(key: str, /, **values: object) -> None:
    """Prints a text of the catalogue on stderr: progress and messages beside the result."""
    print(tr(key, **values), file=sys.stderr)  # noqa: T201 - here is where the program prints


def write(line: str = "") -> None:
    """Prints a line on stdout as it is."""
    print(line)  # noqa: T201 - here is where the program prints


def emit(document: object) -> None:
    """Prints a document as JSON on stdout: sorted keys, one line, the same bytes in every language and locale."""
    sys.stdout.write(json_text(document))


def json_text(document: object) -> str:
    """A document as `emit` prints it."""
    return json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":")) + "\n"


def exit_with(code: int) -> NoReturn:
    """Ends the command with this exit code."""
    raise typer.Exit(code)


def is_interactive() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin is not None and sys.stdin.isatty()


# --- passphrases ---


def passphrase(fd: int | None = None, *, confirm: bool = False, prompt: str = "passphrase.prompt") -> bytes:
    """A passphrase: the first line of file descriptor `fd`, or else typed unseen (twice if `confirm`).

    Raises `Mistake` when there is neither a descriptor nor a terminal, when it is empty, or typed differently.
    """
    if fd is not None:
        return _passphrase_from(fd)
    if not is_interactive():
        raise Mistake("passphrase.none")
    from getpass import getpass

    first = getpass(f"{tr(prompt)}: ")
    if not first:
        raise Mistake("passphrase.empty")
    if confirm and getpass(f"{tr('passphrase.again')}: ") != first:
        raise Mistake("passphrase.differs")
    return first.encode()


def _passphrase_from(fd: int) -> bytes:
    """The first line of a file descriptor, which stays open: several keys may be read from one."""
    line = bytearray()
    try:
        while len(line) <= _MAX_PASSPHRASE and (byte := os.read(fd, 1)) not in {b"", b"\n"}:
            line += byte
    except OSError:
        raise Mistake("passphrase.descriptor", fd=fd) from None
    if line.endswith(b"\r"):
        line.pop()
    if not line:
        raise Mistake("passphrase.empty")
    return bytes(line)


# --- running ---


def run(invoke: Callable[[], object]) -> int:
    """Runs a command line and turns whatever ends it into an exit code and, if needed, one sentence on stderr."""
    _use_utf8()
    try:
        invoke()
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the one place where everything ends
        return _ended_by(error)
    return 0


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _ended_by(error: BaseException) -> int:
    """The exit code for what ended a command, after saying so on stderr."""
    from domain.errors import RefusalError, Refused

    if isinstance(error, typer.Exit):
        return _finished(error.exit_code)
    if isinstance(error, BrokenPipeError):
        return _unread()
    if isinstance(error, (KeyboardInterrupt, EOFError, typer.Abort)):
        return _complain(tr("cli.interrupted"), INTERRUPTED)
    if isinstance(error, Refused):
        return _refused(error)
    sentence = _sentence(error)
    if sentence is None:
        return _internal(error)
    return _complain(sentence, REFUSED if isinstance(error, RefusalError) else USAGE)


def _finished(code: int) -> int:
    """`code`, once everything printed has arrived where it was sent."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _ended_by(error)
    return code


def _sentence(error: BaseException) -> str | None:
    """What is wrong with what was given; None for a fault of the program."""
    from domain.errors import RekapError

    match error:
        case TyperException():
            return usage_text(error)
        case Mistake():
            return tr(error.key, **error.values)
        case RekapError():
            return error_text(error, language())
        case OSError():
            return _os_text(error)
        case _:
            return None


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - as above
    return code


def _refused(error: "RekapError") -> int:
    lines = [tr("cli.refused")]
    for finding in getattr(error, "findings", ()):
        sentence = getattr(finding_text(finding), language())
        place = " ".join(part for part in (finding.contest, finding.area) if part)
        lines.append(f"  {finding.code}{f' {printable(place)}' if place else ''}: {sentence}")
    return _complain("\n".join(lines), REFUSED)


def _os_text(error: OSError) -> str:
    key = _OS_TEXTS.get(error.errno or 0, "os.other")
    return tr(key, path=error.filename or tr("os.output"), reason=error.strerror or type(error).__name__)


def _unread() -> int:
    # Nothing more can be said on stdout; without this, flushing it at exit would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREAD


def _internal(error: BaseException) -> int:
    if os.environ.get("REKAP_DEBUG") == "1":
        traceback.print_exception(error)
    return _complain(tr("cli.internal", error=type(error).__name__), INTERNAL)
