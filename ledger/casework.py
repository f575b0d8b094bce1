"""What a body needs for its next act, made from what its desk knows.

- What speaks against an act can be seen before anybody signs or logs it.
- A draft that is still in force is used again: preparing a D.Hasil a second time logs nothing twice.
- A handover names the body above; where the contest ends, nothing goes up.
- An arrival names the child's last handover as its published book shows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import level_of
from domain.authority import Appointed, role_wanted
from domain.bodies import Body
from domain.bookstate import BookState
from domain.election import DeclaredContest, Election
from domain.events import (
    ChildReceived,
    Column,
    Entry,
    Explanation,
    RecapitulationHandedOver,
    RecapitulationPart,
    TallyAbsent,
)
from domain.findings import Finding, Level, params
from domain.judging_forms import contest_of, form_findings, unknown, whole_findings
from domain.statements import CHasil, DHasil, Form, Role, Statement, Transcription
from domain.types import ZERO_HASH, Hash, PublicKey, Signature
from ledger.desk import DESK_FILE, Act, Desk
from ledger.drafting import child_parts, dhasil, station_parts
from ledger.errors import (
    ContestElsewhereError,
    FinalLevelError,
    InputMalformedError,
    NotAuthorizedError,
    NotCertifiedError,
    NotHandedOverError,
)
from ledger.records import decode_entry, encode_entry, entry_payload
from ledger.seats import said, shown
from ledger.signing import SIGNATURE_SIZE
from ledger.tracing import TracedBook
from ledger.viewing import contest_in

STAGING: Final = ".mirroring"
_UNSIGNED: Final = Signature(bytes(SIGNATURE_SIZE))


# ---------------------------------------------------------------- looking ahead


def preview(desk: Desk, act: Act, signer: PublicKey | None = None, *, ahead: Sequence[Act] = ()) -> list[Finding]:
    """What would be found at this act, and those `ahead` of it, if they were the next entries.

    They are signed by `signer` (default: one who may).
    """
    own = desk.entries()
    following = _unlogged_entries(desk, [*ahead, act], signer)
    findings = desk.examine([*own, *enumerate(following, start=len(own))]).result.findings
    return [each for each in findings if each.book == desk.origin and (each.index or 0) >= len(own)]


def _unlogged_entries(desk: Desk, acts: Sequence[Act], signer: PublicKey | None = None) -> list[Entry]:
    """The entries, unsigned, that these acts would be after what is stored."""
    entries = list(desk.entries())
    first = len(entries)
    for act in acts:
        entries.append((len(entries), _unsigned(desk, act, entries, signer or _signer(desk, act))))
    return [entry for _, entry in entries[first:]]


def _unsigned(desk: Desk, act: Act, before: Sequence[tuple[int, Entry]], signer: PublicKey) -> Entry:
    """The entry that `act` would be after those `before`."""
    last = next((entry for _, entry in reversed(before) if entry.stream == act.stream), None)
    payload = entry_payload(
        act.event,
        book=desk.origin,
        election=desk.election(),
        prev=last.hash if last else ZERO_HASH,
        seq=last.seq + 1 if last else 1,
        signer=signer,
        stream=act.stream,
        time=act.time,
    )
    return decode_entry(encode_entry(payload, _UNSIGNED)).entry


def _signer(desk: Desk, act: Act) -> PublicKey:
    """A key that may log this act here (operator or root) and was not revoked; any other where there is none."""
    authority = traced(desk).authority
    wanted = role_wanted(authority, act.event, act.stream.partition("/")[2])
    keys = sorted(
        authority.keys.values(), key=lambda key: (key.key in authority.revoked, key.role is not wanted, key.index)
    )
    return keys[0].key if keys else PublicKey(bytes(32))


def traced(desk: Desk) -> TracedBook:
    """The own book as authority sees it.  Raises `NotAuthorizedError`."""
    book = desk.examine().traced.books.get(desk.origin)
    if book is None:
        raise NotAuthorizedError(origin=desk.origin)
    return book


# ---------------------------------------------------------------- TPS


def findings_before_signing(
    election: Election, statement: Statement[CHasil], seats: Mapping[PublicKey, Appointed]
) -> list[Finding]:
    """What the rules find on a C.Hasil, form by form and together, as the PPK's book will find it.

    `seats` are the appointments known here; where KPPS are among them, a TPS without any is not known (G.101).
    """
    data, tps = statement.data, statement.subject
    stations = {seat.area for seat in seats.values() if seat.role is Role.KPPS_KETUA}
    found = [unknown(tps, None, "tps")] if stations and tps not in stations else []
    for form in data.forms:
        contest = contest_of(election.contests, tps, form)
        found += [contest] if isinstance(contest, Finding) else form_findings(contest, tps, form, {})
        if form.figures.count(None) == len(form.figures):
            gap = params(unit=tps, reason="blank")
            found.append(Finding("J.503", Level.OPEN, area=tps, contest=form.contest, params=gap))
    return found + whole_findings(election.contests, election.quorums.get("kpps", 0), tps, data)


def c_hasil(
    forms: Sequence[Form],
    *,
    generation: int = 1,
    signed_kpps: int | None = None,
    signed_saksi: int | None = None,
    is_transcription: bool = False,
) -> CHasil:
    """A C.Hasil of these forms, or their transcription from paper."""
    kind = Transcription if is_transcription else CHasil
    return kind(tuple(forms), generation, signed_kpps, signed_saksi, ())


def explanations(texts: Sequence[str], contests: Sequence[str]) -> tuple[Explanation, ...]:
    """Reasons written as `CODE:ROW=reason`, or `CODE:ROW@CONTEST=reason` where the form has several contests.

    Raises `InputMalformedError`.
    """
    given = []
    for text in texts:
        place, sign, reason = text.partition("=")
        code, colon, rest = place.partition(":")
        row, _, contest_id = rest.partition("@")
        contest_id = contest_id or (contests[0] if len(contests) == 1 else "")
        if not (sign and colon) or contest_id not in contests:
            raise InputMalformedError(what="explain", value=shown(text), reason="explain_form")
        given.append(Explanation(code, contest_id, said("explain", reason), row))
    return tuple(given)


def only_contest(election: Election, tps: str) -> str:
    """The one contest that is held at this TPS.  Raises `InputMalformedError` where there are several or none."""
    held = [name for name, each in sorted(election.contests.items()) if each.contest.covers(tps)]
    if len(held) != 1:
        raise InputMalformedError(what="contest", value=", ".join(held) or tps, reason="which" if held else "none_here")
    return held[0]


def absence(election: Election, tps: str, contests: Sequence[str], reason: str) -> TallyAbsent:
    """A TPS without a result in these contests (default: all that are held there)."""
    for contest_id in contests:
        contest_in(election, contest_id)
    held = (name for name, each in sorted(election.contests.items()) if each.contest.covers(tps))
    return TallyAbsent(tuple(contests) or tuple(held), said("reason", reason))


# ---------------------------------------------------------------- plenary


def next_plenary(state: BookState) -> int:
    """The number of a plenary that has not been opened yet."""
    return max((int(number) for number in state.plenaries if number.isdecimal()), default=0) + 1


# ---------------------------------------------------------------- recapitulation


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a D.Hasil, and those of them that still have to be logged."""

    contest: DeclaredContest
    parts: tuple[RecapitulationPart, ...]
    logged: dict[Hash, RecapitulationPart]

    @property
    def unlogged(self) -> tuple[RecapitulationPart, ...]:
        """The parts that are not in the book yet."""
        there = tuple(self.logged.values())
        return tuple(part for part in self.parts if part not in there)


def draft(desk: Desk, contest_id: str) -> Draft:
    """The parts of a D.Hasil as the book stands now.

    Raises `ContestNotDeclaredError`, `FinalLevelError`, `ContestElsewhereError`.
    """
    state = desk.state()
    declared = contest_in(state.election, contest_id)
    body = state.authority.body
    if level_of(body.area) not in declared.contest.levels:
        raise FinalLevelError(contest=contest_id, body=body.id)
    if not declared.contest.meets(body.area):
        raise ContestElsewhereError(contest=contest_id, body=body.id)
    if state.of_stations:
        parts = station_parts(state, declared)
    else:
        parts = child_parts(state, declared, desk.children(contest_id))
    recap = state.recaps.get(contest_id)
    logged = {leaf: part for leaf, part in recap.parts.items() if part in parts} if recap else {}
    return Draft(declared, tuple(parts), logged)


def d_hasil(desk: Desk, contest_id: str, ahead: Sequence[Act] = ()) -> DHasil:
    """The D.Hasil over the parts in the book, or `ahead`: the draft must be logged first, or be about to be."""
    found = draft(desk, contest_id)
    by_part = {part: leaf for leaf, part in found.logged.items()}
    by_part |= {entry.data: entry.hash for entry in _unlogged_entries(desk, ahead) if entry.data in found.parts}
    return dhasil(desk.state(), found.contest, [(by_part[part], part) for part in found.parts])


def columns_of(desk: Desk, statement: Statement[DHasil]) -> tuple[Column, ...] | None:
    """The columns of the parts that a D.Hasil lists, as they stand in the own book; None if one does not."""
    contest_id = statement.subject.partition("/")[2]
    recap = desk.state().recaps.get(contest_id)
    if recap is None or any(part not in recap.parts for part in statement.data.parts):
        return None
    return tuple(column for part in statement.data.parts for column in recap.parts[part].columns)


def columns_at(folder: Path, statement: Statement[DHasil]) -> tuple[Column, ...] | None:
    """As `columns_of`, for a folder that may be no desk."""
    if not (folder / DESK_FILE).is_file():
        return None
    with Desk.open(folder) as desk:
        return columns_of(desk, statement)


# ---------------------------------------------------------------- handing over


def handover(desk: Desk, contest_id: str) -> RecapitulationHandedOver:
    """The certificate in force goes to the body above.

    Raises `ContestNotDeclaredError`, `FinalLevelError`, `NotCertifiedError`.
    """
    state = desk.state()
    declared = contest_in(state.election, contest_id)
    body = state.authority.body
    if state.superior is None or declared.contest.final_level is level_of(body.area):
        raise FinalLevelError(contest=contest_id, body=body.id)
    recap = state.recaps.get(contest_id)
    if recap is None or recap.in_force is None:
        raise NotCertifiedError(contest=contest_id)
    return RecapitulationHandedOver(recap.in_force.leaf, state.superior)


def arrival(desk: Desk, contest_id: str, child: Body, box: str) -> ChildReceived:
    """The child's last handover as its published book in the archive shows it.

    Raises `ContestNotDeclaredError`, `NotAuthorizedError` for a body that is no child, `BookMissingError`,
    `NotHandedOverError`.
    """
    contest_in(desk.state().election, contest_id)
    origin = next((book.origin for book in traced(desk).children if book.body == child), None)
    if origin is None:
        raise NotAuthorizedError(origin=child.id)
    note = desk.note_of(origin)
    replayed = desk.children(contest_id).get(child.area)
    if replayed is None or not replayed.handed_over:
        raise NotHandedOverError(child=child.id, contest=contest_id)
    _, index, leaf = replayed.handed_over[-1]
    return ChildReceived(origin, said("box", box), child.area, index, leaf, note)
