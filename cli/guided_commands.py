"""What one would type for each step of the guided lesson, at the machine of whoever does it.

- Every line is a command of this program as its help has it.
- A line is wrapped before an option, behind a backslash, so that it can be pasted into a shell.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cli.frame import tr
from ledger.making.guided import Step
from ledger.making.guided_papers import CONTEST, OBJECTOR, OPTIONS, PPK, PRESENT, REFUSER, RULE, RULE_ROW, SLIP_ROW, TPS

_WIDTH: Final = 76
_ON: Final = " \\"
_OPERATOR: Final = ("--key", "operator.pem")
_OFFICIALS: Final = ("ketua", "anggota-3", "anggota-4")


def command_lines(command: Sequence[str]) -> list[str]:
    """One command as lines for a shell."""
    lines: list[str] = []
    for part in _parts(command):
        if lines and len(lines[-1]) + 1 + len(part) <= _WIDTH - len(_ON):
            lines[-1] += f" {part}"
        else:
            lines.append(f"    {part}" if lines else part)
    return [f"{line}{_ON}" for line in lines[:-1]] + lines[-1:]


def _parts(command: Sequence[str]) -> Iterator[str]:
    """What stays on one line: the command with its arguments, and each option with its value."""
    held: list[str] = []
    for word in ["rekap", *command]:
        if word.startswith("--") and held:
            yield shlex.join(held)
            held = []
        held.append(word)
    yield shlex.join(held)


def commands(step: Step, given: Mapping[str, object]) -> list[list[str]]:
    """The commands of a step; `given` holds what the class said: `reason`, `text`, `figure`, `raised`, `made`."""
    said = {name: str(value) for name, value in given.items()}
    reason, raised = said.get("reason", ""), said.get("raised", "0")
    changed = ["--figure", f"{SLIP_ROW}={said.get('figure', '0')}", "--reason", reason, "--paper", "plano-002.txt"]
    objected = ["--by", OBJECTOR, "--row", SLIP_ROW, "--text", said.get("text", "")]
    present = [word for who in PRESENT for word in ("--present", who)]
    arrived = ["--contest", CONTEST, "--child", PPK.id, "--box", tr("guided.box")]
    made = said.get("made", "0")
    return {
        Step.FORM: _form(),
        Step.ROOM: [
            ["plenary", "open", "--contest", CONTEST, *_OPERATOR],
            ["plenary", "attend", *present, *_OPERATOR],
        ],
        Step.RECEIVE: [_receive("001")],
        Step.MISTAKE: [_receive("002", "--explain", f"{RULE}:{RULE_ROW}={reason}"), _receive("003")],
        Step.OBJECT: [["objection", "raise", CONTEST, TPS[1], *objected, *_OPERATOR]],
        Step.CORRECT: [["tally", "correct", TPS[1], *changed, "--objection", raised, *_OPERATOR]],
        Step.ANSWER: [["objection", "resolve", raised, "--outcome", "accepted", "--entry", made, *_OPERATOR]],
        Step.CERTIFY: _certify(reason),
        Step.HANDOVER: [
            ["plenary", "close", *_OPERATOR],
            *(["recap", "deliver", CONTEST, "--to", f"saksi:{each.no}@{CONTEST}", *_OPERATOR] for each in OPTIONS),
            ["recap", "deliver", CONTEST, "--posted", *_OPERATOR],
            ["handoff", "give", CONTEST, *_OPERATOR, "--log-key", "log.pem"],
        ],
        Step.ABOVE: [["handoff", "receive", "ppk/archive", *arrived, *_OPERATOR]],
        Step.VERIFY: [],
    }[step]


def attempt() -> list[str]:
    """Receiving the form with the slip without a reason."""
    return _receive("002")


def _form() -> list[list[str]]:
    signers = [word for number in (1, 2, 3) for word in ("--signer", f"kpps-{number}.pem.pub")]
    return [
        ["tally", "type", TPS[0], *signers, "--out", "c-hasil-001.json"],
        *(["tally", "sign", "c-hasil-001.json", "--key", f"kpps-{number}.pem"] for number in (1, 2, 3)),
    ]


def _receive(number: str, *more: str) -> list[str]:
    carried = ["--box", f"K-{number}", "--carrier", "PPS"]
    return ["tally", "receive", f"c-hasil-{number}.json", *carried, *more, *_OPERATOR]


def _certify(reason: str) -> list[list[str]]:
    signers = [word for who in _OFFICIALS for word in ("--signer", f"{who}.pem.pub")]
    refused = ["--option", str(REFUSER), "--stance", "refused", "--reason", reason, "--dhasil", "d-hasil.json"]
    return [
        ["recap", "draft", CONTEST, *signers, "--out", "d-hasil.json", *_OPERATOR],
        *(["recap", "sign", "d-hasil.json", "--key", f"{who}.pem"] for who in _OFFICIALS),
        ["witness", "note", CONTEST, *refused, *_OPERATOR],
        ["recap", "certify", "d-hasil.json", *_OPERATOR],
    ]
