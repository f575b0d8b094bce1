"""Help and usage errors, in the language of this run, from the catalogue.

Rules of this module:

- Help of a command is the text `help.<command>`, of a parameter `help.<command>.<parameter>`, or else
  `help.param.<parameter>`.
- Help is plain text, wrapped to the terminal, the same words in a pipe.
- A usage error is one sentence, and says which help to read.
"""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from typer.core import TyperCommand, TyperGroup

from ledger.texts import LANGUAGES, find, text

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer.exceptions import TyperException

PROGRAM: Final = "rekap"
_WIDEST: Final = 100
_NAME_COLUMN: Final = 26


def language() -> str:
    """The language of this run: `id` or `en`."""
    chosen = os.environ.get("REKAP_LANG", "")[:2].lower()
    if chosen in LANGUAGES:
        return chosen
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if locale[:2].lower() == "en" else "id"


class Command(TyperCommand):
    """A command whose help comes from the catalogue."""

    def get_help(self, ctx: "Context") -> str:
        """The whole help of this command."""
        return _help_of(self, ctx, ())


class Group(TyperGroup):
    """A command with subcommands whose help comes from the catalogue."""

    def get_help(self, ctx: "Context") -> str:
        """The whole help of this group."""
        return _help_of(self, ctx, self.list_commands(ctx))


def key_of(ctx: "Context") -> str:
    """The key of a command's help: `help`, `help.tally`, `help.tally.receive`."""
    return ".".join(["help", *_path(ctx)[1:]])


def parameter_key(command_key: str, name: str) -> str:
    """The key of a parameter's help: its own, or the one for parameters of this name."""
    own = f"{command_key}.{name}"
    return own if find(own) is not None else f"help.param.{name}"


def usage_text(error: "TyperException") -> str:
    """The sentence for a usage error, and where to read on."""
    kind = type(error).__name__
    ctx = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return error.message.rstrip()
    sentence = _usage_sentence(kind, error)
    where = " ".join(_path(ctx)) if ctx is not None else PROGRAM
    return f"{sentence}\n{_say('usage.see', command=where)}"


def _usage_sentence(kind: str, error: "TyperException") -> str:
    ctx = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    option = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        return _say("usage.option_near" if near else "usage.option", option=option, near=near)
    if kind == "MissingParameter" and param is not None:
        return _say("usage.missing", name=_name_of(param))
    if kind == "BadParameter" and param is not None and ctx is not None:
        wanted = _say(parameter_key(key_of(ctx), param.name))
        return _say("usage.value", name=_name_of(param), wanted=wanted)
    if kind == "BadOptionUsage":
        return _say("usage.option_value", option=option)
    if ctx is not None and isinstance(ctx.command, Group):
        return _say("usage.command", names=", ".join(ctx.command.list_commands(ctx)))
    return _say("usage.arguments")


def _say(key: str, /, **values: object) -> str:
    return text(key, language(), **values)


def _path(ctx: "Context") -> list[str]:
    """The names from the program down to the command of `ctx`."""
    names = []
    while ctx.parent is not None:
        names.append(ctx.info_name or "")
        ctx = ctx.parent
    return [PROGRAM, *reversed(names)]


def _name_of(param: object) -> str:
    opts: list[str] = getattr(param, "opts", [])
    return opts[-1] if opts and opts[-1].startswith("-") else _metavar(param)


def _metavar(param: object) -> str:
    return str(getattr(param, "metavar", None) or getattr(param, "name", "")).upper()


def _help_of(command: Command | Group, ctx: "Context", subcommands: Iterable[str]) -> str:
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    key = key_of(ctx)
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    needed = [_option(option) for option in options if getattr(option, "required", False)]
    usage = " ".join([*_path(ctx), *map(_argument, arguments), *needed, _say("usage.options")])
    parts = [f"{_say('usage.usage')}: {usage}{' ' + _say('usage.subcommand') if subcommands else ''}", ""]
    parts += [*_wrapped(_say(key), width), ""]
    parts += _table(_say("usage.commands"), [(name, _say(f"{key}.{name}")) for name in subcommands], width)
    parts += _table(
        _say("usage.arguments_title"), [(_argument(each), _param_help(key, each)) for each in arguments], width
    )
    parts += _table(_say("usage.options_title"), [(_option(each), _param_help(key, each)) for each in options], width)
    if key == "help":
        parts += [*_wrapped(_say("usage.footer"), width), ""]
    return "\n".join(parts).rstrip()


def _argument(param: object) -> str:
    name = _metavar(param) + ("..." if getattr(param, "nargs", 1) != 1 else "")
    return name if getattr(param, "required", False) else f"[{name}]"


def _option(param: object) -> str:
    opts = ", ".join(getattr(param, "opts", []))
    return opts if getattr(param, "is_flag", False) else f"{opts} {_metavar(param)}"


def _param_help(key: str, param: object) -> str:
    name = str(getattr(param, "name", ""))
    sentence = _say("help.param.help" if name == "help" else parameter_key(key, name))
    if getattr(param, "required", False) and getattr(param, "param_type_name", "") == "option":
        return f"{sentence} {_say('usage.required')}"
    default = getattr(param, "default", None)
    if isinstance(default, (int, str, os.PathLike)) and not isinstance(default, bool) and str(default):
        return f"{sentence} {_say('usage.default', value=default)}"
    return sentence


def _table(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    column = min(max(len(name) for name, _ in rows), _NAME_COLUMN) + 4
    lines = [f"{title}:"]
    for name, sentence in rows:
        wrapped = _wrapped(sentence, max(width - column, 20)) or [""]
        if len(name) > column - 4:
            lines.append(f"  {name}")
        else:
            lines.append(f"  {name:<{column - 2}}{wrapped.pop(0)}".rstrip())
        lines += [" " * column + line for line in wrapped]
    return [*lines, ""]


def program_path() -> str:
    """What a person types to run this program: its name, or its path as it was called where the name would not do."""
    called = sys.argv[0]
    if os.path.basename(called) != PROGRAM:  # noqa: PTH119 - a path object would drop a leading `./`
        return PROGRAM
    found = shutil.which(PROGRAM)
    return PROGRAM if found is not None and os.path.samefile(found, called) else called  # noqa: PTH121 - as above


def is_terminal() -> bool:
    """Whether messages are read on a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def _wrapped(sentence: str, width: int) -> list[str]:
    # An option is not cut in two at its hyphens.
    return textwrap.wrap(sentence, width, break_long_words=False, break_on_hyphens=False)
