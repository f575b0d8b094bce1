"""Which commands there are.  A command is loaded when it is asked for.

Rules of this module:

- A command is one row of `COMMANDS` and one module `cli.<name>` with an `app` (`cli.importing` for `import`).
- `rekap --help` loads no command, no ledger and no domain.
"""

import importlib
from typing import TYPE_CHECKING, Final

import typer

from cli.frame import run
from cli.helping import PROGRAM, Group

if TYPE_CHECKING:
    from typer._click.core import Command, Context

COMMANDS: Final = (
    "demo",
    "simulate",
    "import",
    "verify",
    "replay",
    "explain",
    "timeline",
    "export",
    "diff",
    "rules",
    "election",
    "key",
    "body",
    "region",
    "tally",
    "plenary",
    "objection",
    "recap",
    "witness",
    "order",
    "handoff",
    "copy",
    "dispute",
    "log",
)
"""The commands in the order of the help; the module of `module_of` has the `app`."""

_MODULES: Final = {"import": "importing"}
"""The modules of commands whose names Python keeps for itself."""


class Program(Group):
    """The top of the command line: loads the module of a command on demand."""

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002 - as its base
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002
        """The command of that name, loaded now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(module_of(cmd_name))
        loaded: Command = typer.main.get_command(module.app)
        loaded.name = cmd_name
        return loaded


def module_of(command: str) -> str:
    """The module of a command."""
    return f"cli.{_MODULES.get(command, command)}"


def invoke(args: list[str]) -> int:
    """Runs the program with `args` and gives its exit code."""
    program = Program(name=PROGRAM, no_args_is_help=True, rich_markup_mode=None)
    return run(lambda: _invoke(program, args))


def _invoke(program: Program, args: list[str]) -> None:
    # Not `program.main`: it would end the process itself, and with 1 where nobody reads the output.
    with program.make_context(PROGRAM, args) as ctx:
        program.invoke(ctx)
