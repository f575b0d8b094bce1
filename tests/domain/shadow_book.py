"""What a body has on record, as the shadow (`tests.domain.shadow`) keeps it.

Rules of this module:

- An act is taken as it is; whether it may be logged is asked before.
- Figures, certificates and changes stay, the last one is in force.
"""

from collections.abc import Iterable, Mapping, Sequence

from tests.domain.shadow_acts import (
    ROWS,
    Act,
    Adjusted,
    Certificate,
    Column,
    Contest,
    Figures,
    Heard,
    Objection,
    Plenary,
    Sheet,
    Sums,
    broken_rules,
    inside,
    moved,
    unchanged,
)


class ShadowBook:
    """One body's book, as the model sees it."""

    def __init__(
        self,
        body: str,
        units: Iterable[str],
        contests: Mapping[str, str],
        superior: str,
        children: Mapping[str, "ShadowBook"] | None = None,
    ) -> None:
        """A body whose units are these (TPS, or the areas of `children`); `contests` by the area they are held in."""
        self.body, self.area = body, body.partition("-")[2]
        self.units, self.areas, self.superior = tuple(units), dict(contests), superior
        self.children = dict(children or {})
        self.size = 0
        self.plenaries: dict[str, Plenary] = {}
        self.figures: dict[tuple[str, str], list[Figures]] = {}
        self.heard: list[Heard] = []
        self.objections: dict[str, Objection] = {}
        self.changes: dict[tuple[str, str], tuple[int, str]] = {}
        self.orders: dict[str, Act] = {}
        self.registered: dict[str, str] = {}
        self.attended: list[str] = []
        self.seats: dict[str, tuple[str, int]] = {}
        self.mandates: list[tuple[str, int, tuple[str, ...]]] = []
        self.contests = {name: Contest() for name in contests}

    @property
    def of_stations(self) -> bool:
        """Whether the units are TPS."""
        return not self.children

    def expected(self, contest: str) -> list[str]:
        """The units that a D.Hasil of this contest must have."""
        area = self.areas[contest]
        return [unit for unit in self.units if inside(area, unit) or inside(unit, area)]

    def in_force(self, tps: str, contest: str) -> Figures | None:
        """What counts for a TPS."""
        found = self.figures.get((tps, contest))
        return found[-1] if found else None

    def in_session(self, contest: str) -> bool:
        """Whether a plenary of this contest is open."""
        return any(each.phase == "open" and contest in each.contests for each in self.plenaries.values())

    def may_change(self, contest: str) -> bool:
        """Whether figures and D.Hasil of this contest may change now."""
        return self.in_session(contest) and not self.contests[contest].is_final

    def generation(self, tps: str, contest: str) -> int:
        """The last vote of a TPS that was heard of."""
        return max((each.generation for each in self.heard if each.tps == tps and contest in each.contests), default=0)

    def _reasons(self, act: Act, contest: str) -> set[tuple[str, str]]:
        return {(code, row) for code, named, row in act["reasons"] if named == contest}

    def arrived_certificate(self, contest: str, child: str) -> Certificate | None:
        """The child's certificate that was received last."""
        handovers = self.contests[contest].arrived.get(child)
        if not handovers:
            return None
        theirs = self.children[child].contests[contest]
        return next(each for each in theirs.certificates if each.name == theirs.handed_over[handovers[-1]])

    def current_column(self, contest: str, child: str) -> Column | None:
        """The child's certificate in force, which must have arrived, moved by what was changed here."""
        arrived = self.arrived_certificate(contest, child)
        if arrived is None or arrived is not self.children[child].contests[contest].certificates[-1]:
            return None
        made = self.contests[contest].adjusted.get(child, [])
        sums = moved(arrived.totals, made)
        return Column(
            unit=child,
            figures={row: total for row, (total, _) in sums.items()},
            missing={row: lacking for row, (_, lacking) in sums.items()},
            sources=(arrived.name, *(each.name for each in made)),
        )

    def known(self, contest: str, child: str, unit: str, made: Sequence[Adjusted] | None = None) -> Sums | None:
        """The figures of a unit below that count here: as the D.Hasil that arrived prints them, moved by what was said.

        Where it prints nothing of the unit, and in the rows in which a larger unit around it was decided, they are
        those that the TPS give.  `made` are the changes, if not those on record.
        """
        changes = self.contests[contest].adjusted.get(child, []) if made is None else made
        given = self.given(contest, child, unit, changes)
        printed = self._printed(contest, child, unit)
        if given is None or printed is None:
            return given
        after = moved(printed, (each for each in changes if inside(unit, each.unit)))
        around = [each for each in changes if each.unit != unit and inside(each.unit, unit)]
        whole = {row for each in around for row, _, _ in each.cells}
        return {row: (given if row in whole else after)[row] for row in ROWS}

    def _printed(self, contest: str, child: str, unit: str) -> Sums | None:
        """What the child's certificate that arrived says of a unit."""
        arrived = self.arrived_certificate(contest, child)
        if arrived is None or unit == child:
            return arrived.totals if arrived else None
        sheets = [column["figures"] for column in arrived.columns if inside(unit, column["unit"])]
        return _added(sheets) if sheets else None

    def given(self, contest: str, child: str, unit: str, made: Sequence[Adjusted]) -> Sums | None:
        """What the TPS of a unit give, once every change has set what it names; None where there are none."""
        below = self.children[child]
        known: dict[str, Sums] = {}
        for each in {unit, *(change.unit for change in made)}:
            found = [below.in_force(tps, contest) for tps in below.expected(contest) if inside(each, tps)]
            if found:
                known[each] = _added([(one.sheet if one else None) or dict.fromkeys(ROWS) for one in found])
        for change in made:
            for row, _, new in change.cells:
                total, lacking = known[change.unit][row]
                is_tps = len(change.unit) == len("1609012001001")
                votes, gaps = (new or 0) - total, (new is None) - lacking if is_tps else 0
                for around, sums in known.items():
                    if inside(around, change.unit):
                        was, gone = sums[row]
                        sums[row] = (was + votes, gone + gaps)
        return known.get(unit)

    # ---------------------------------------------------------------- logging

    def log(self, name: str, act: Act) -> None:
        """Take an act that is allowed, as the entry of this name."""
        kind = act["kind"]
        if kind in {"open", "suspend", "resume", "close", "attend", "mandate"}:
            self._log_in_plenary(name, act)
        elif kind in {"receive", "absent", "correct"}:
            self._log_of_station(name, act)
        elif kind == "register":
            self.orders[act["id"]] = act
            self.registered[name] = act["id"]
        elif kind != "execute":
            self._log_of_contest(name, act)
        self.size += 1

    def _log_in_plenary(self, name: str, act: Act) -> None:
        if act["kind"] == "open":
            self.plenaries[act["plenary"]] = Plenary(act["contests"])
        plenary = self.plenaries[act["plenary"]]
        plenary.phase = {"suspend": "suspended", "close": "closed"}.get(act["kind"], "open")
        if act["kind"] == "attend":
            plenary.attendance = name
            self.attended.append(name)
        if act["kind"] == "resume":
            plenary.attendance = None
        if act["kind"] == "mandate":
            self.seats |= seats(act)
            self.mandates.append((act["key"], act["option"], act["contests"]))

    def _log_of_station(self, name: str, act: Act) -> None:
        tps = act["unit"]
        if act["kind"] == "correct":
            before = self.in_force(tps, act["contest"])
            assert before is not None
            assert before.sheet is not None
            sheet = before.sheet | {row: new for row, _, new in act["cells"]}
            held = before.reasons & unchanged(before.sheet, sheet)
            reasons = (held | self._reasons(act, act["contest"])) & broken_rules(sheet)
            self.figures[tps, act["contest"]].append(Figures(sheet, before.generation, name, reasons))
            self.changes[name, act["contest"]] = (self.size, tps)
        elif act["kind"] == "absent":
            for contest in act["contests"]:
                self.figures.setdefault((tps, contest), []).append(Figures(None, self.generation(tps, contest), name))
        else:
            for contest, sheet in act["forms"].items():
                if act["generation"] > self.generation(tps, contest):
                    reasons = self._reasons(act, contest) & broken_rules(sheet)
                    found = Figures(sheet, act["generation"], name, reasons)
                    self.figures.setdefault((tps, contest), []).append(found)
                    if act["generation"] > 1:
                        self.changes[name, contest] = (self.size, tps)
            heard = Heard(tps, tuple(act["forms"]), act["generation"], act["statement"], act["order"])
            self.heard.append(heard)

    def _log_of_contest(self, name: str, act: Act) -> None:
        contest = self.contests[act["contest"]]
        match act["kind"]:
            case "part":
                contest.parts[name] = act["columns"]
            case "certify":
                columns = tuple(column for part in act["parts"] for column in contest.parts[part])
                contest.certificates.append(Certificate(name, act["totals"], columns))
                contest.is_reopened = False
            case "hand over":
                contest.handed_over[name] = act["certificate"]
            case "raise":
                self.objections[name] = Objection(act["contest"], self.size, act["unit"])
            case "resolve":
                self.objections[act["objection"]].outcome = act["outcome"]
            case "witness":
                contest.witnesses.append((act["option"], act["stance"]))
                contest.positions += act["positions"]
            case "deliver":
                contest.copies.append((act["certificate"], act["how"]))
            case "reopen":
                contest.is_reopened = True
                contest.reopened_on.append(act["order"])
            case _:
                self._log_of_child(name, act, contest)

    def _log_of_child(self, name: str, act: Act, contest: Contest) -> None:
        if act["kind"] == "arrive":
            contest.arrived.setdefault(act["child"], []).append(act["handover"])
            contest.adjusted.pop(act["child"], None)
        else:
            assert act["kind"] == "adjust"
            contest.adjusted.setdefault(act["child"], []).append(Adjusted(name, act["unit"], act["cells"]))
            self.changes[name, act["contest"]] = (self.size, act["unit"])


def _added(sheets: Sequence[Sheet]) -> Sums:
    """The sums over some TPS."""
    return {
        row: (sum(sheet[row] or 0 for sheet in sheets), sum(sheet[row] is None for sheet in sheets)) for row in ROWS
    }


def seats(act: Act) -> dict[str, tuple[str, int]]:
    """Whose the keys of a mandate are; there is one saksi per option."""
    return {**dict.fromkeys(act["signers"], ("peserta", act["option"])), act["key"]: ("saksi", act["option"])}
