"""A small model of what bodies may log, written from `docs/format.md` alone: plain data, no code of the domain.

Rules of this module:

- `Shadow.allows` says whether a body may log an act now; `Shadow.log` takes one that it may.
- An act that the model does not know of is a mistake of the test, never "refused".
"""

from tests.domain.shadow_acts import (
    AREA_LENGTHS,
    BASES,
    LARGEST,
    OPTIONS,
    ORDERS,
    ROLES,
    ROWS,
    Act,
    Adjusted,
    Column,
    Sheet,
    Sums,
    broken_rules,
    gaps,
    inside,
    is_quorum,
    moved,
    summed,
    unchanged,
)
from tests.domain.shadow_book import ShadowBook, seats


class Shadow(ShadowBook):
    """One body's book, and what may be added to it."""

    def allows(self, act: Act) -> bool:
        """Whether this act may be logged now."""
        may = {
            "receive": self._may_receive,
            "absent": self._may_be_absent,
            "correct": self._may_correct,
            "open": self._may_open,
            "suspend": lambda act: self._phase(act) == "open",
            "resume": lambda act: self._phase(act) == "suspended",
            "close": lambda act: self._phase(act) in {"open", "suspended"},
            "attend": lambda act: self._phase(act) == "open" and self._is_attending(act),
            "mandate": self._may_mandate,
            "part": self._may_draft,
            "certify": self._may_certify,
            "hand over": self._may_hand_over,
            "arrive": self._may_arrive,
            "raise": self._may_raise,
            "resolve": self._may_resolve,
            "witness": self._may_witness,
            "deliver": self._may_deliver,
            "reopen": self._may_reopen,
            "register": self._may_register,
            "execute": lambda act: act["id"] in self.orders,
            "adjust": self._may_adjust,
        }[act["kind"]]
        return act["signer"] == f"operator {self.body}" and may(act)

    def _attends(self, contest: str, attendance: str) -> bool:
        """Whether that is who is in the room."""
        rooms = [each for each in self.plenaries.values() if each.phase == "open" and contest in each.contests]
        return attendance in {each.attendance for each in rooms}

    def _phase(self, act: Act) -> str:
        plenary = self.plenaries.get(act["plenary"])
        return plenary.phase if plenary else "announced"

    def _is_attending(self, act: Act) -> bool:
        """Whether somebody like that may be in the room."""
        return act["role"] in ROLES and (act["role"] != "saksi" or act["number"] in OPTIONS)

    def _objected(self, contest: str, unit: str, objection: str) -> bool:
        """Whether nothing is cited, or an objection of this contest about the unit, that nobody dismissed."""
        if not objection:
            return True
        found = self.objections.get(objection)
        if found is None or found.contest != contest or found.outcome in {"rejected", "withdrawn"}:
            return False
        return inside(found.unit, unit) or inside(unit, found.unit)

    def _is_ordered(self, order: str, what: str, area: str, contest: str) -> bool:
        """Whether this order is registered, of this kind (or any) and covers the area and contest."""
        found = self.orders.get(self.registered.get(order, ""))
        if found is None or (what and found["what"] != what):
            return False
        areas, contests = found["areas"], found["contests"]
        near = not areas or any(inside(each, area) or inside(area, each) for each in areas)
        return near and (not contests or contest in contests)

    # ---------------------------------------------------------------- TPS

    def _may_receive(self, act: Act) -> bool:
        tps, generation = act["unit"], act["generation"]
        officials = [f"kpps_anggota {tps} {person}" for person in (2, 3, 4)]
        if tps not in self.units or not is_quorum(act["signers"], f"kpps_ketua {tps}", officials):
            return False
        if any(name not in self.areas or not inside(self.areas[name], tps) for name in act["forms"]):
            return False
        if any(heard.statement == act["statement"] for heard in self.heard):
            return False
        if (act["order"] and act["order"] not in self.registered) or generation < 1:
            return False
        return all(self._may_take(act, contest, sheet) for contest, sheet in act["forms"].items())

    def _may_take(self, act: Act, contest: str, sheet: Sheet) -> bool:
        """Whether one form of a C.Hasil may be received."""
        tps, generation = act["unit"], act["generation"]
        before = self.generation(tps, contest)
        if max(filter(None, sheet.values()), default=0) > LARGEST:
            return False
        in_time = self.may_change(contest) if generation > max(before, 1) else self.in_session(contest)
        if (generation > 1 or before) and not in_time:
            return False
        if generation <= before:
            return True  # kept, and sets nothing
        if generation > before + 1 or (generation > 1 and not self._may_vote_again(tps, contest, act["order"])):
            return False
        return broken_rules(sheet) <= self._reasons(act, contest)

    def _may_vote_again(self, tps: str, contest: str, order: str) -> bool:
        """Whether an order is there for a revote, and this TPS did not vote on it yet."""
        votes = [heard for heard in self.heard if heard.tps == tps and heard.generation > 1]
        if any(heard.order == order and contest in heard.contests for heard in votes):
            return False
        return self._is_ordered(order, "revote", tps, contest)

    def equivocates(self, act: Act) -> bool:
        """Whether another C.Hasil of this TPS, generation and one of its contests is there, and is not replaced."""
        return act["kind"] == "receive" and any(
            heard.tps == act["unit"]
            and heard.generation == act["generation"]
            and not set(heard.contests).isdisjoint(act["forms"])
            and heard.statement not in act["replaces"]
            for heard in self.heard
        )

    def _may_be_absent(self, act: Act) -> bool:
        tps = act["unit"]
        for contest in act["contests"]:
            if contest not in self.areas or not inside(self.areas[contest], tps) or not self.may_change(contest):
                return False
            before = self.in_force(tps, contest)
            if before is not None and before.sheet is not None:
                return False
        return tps in self.units and act["reason"] != ""

    def _may_correct(self, act: Act) -> bool:
        tps, contest = act["unit"], act["contest"]
        if contest not in self.areas or not self._may_change(act):
            return False
        before = self.in_force(tps, contest)
        if before is None or before.sheet is None:
            return False
        if (act["generation"], act["source"]) != (before.generation, before.source):
            return False
        sheet = before.sheet
        if not self._are_cells(act) or any(sheet[row] != old for row, old, _ in act["cells"]):
            return False
        after = sheet | {row: new for row, _, new in act["cells"]}
        if max(filter(None, after.values()), default=0) > LARGEST:
            return False
        held = before.reasons & unchanged(sheet, after)
        return broken_rules(after) <= held | self._reasons(act, contest)

    def _may_change(self, act: Act) -> bool:
        """Whether the room is as it must be where figures are changed."""
        contest = act["contest"]
        attended = self._attends(contest, act["attendance"])
        return self.may_change(contest) and attended and self._objected(contest, act["unit"], act["objection"])

    def _are_cells(self, act: Act) -> bool:
        """Whether the cells are a correction or a recount at all."""
        named = [row for row, _, _ in act["cells"]]
        if not named or len(set(named)) < len(named) or not set(named) <= set(ROWS):
            return False
        if act["whole"]:
            return set(named) == set(ROWS) and all(new is not None for _, _, new in act["cells"])
        return all(old != new for _, old, new in act["cells"])

    # ---------------------------------------------------------------- the room

    def _may_open(self, act: Act) -> bool:
        known = act["contests"] and all(contest in self.areas for contest in act["contests"])
        if act["area"] != self.area or not known or self._phase(act) != "announced":
            return False
        taken = {each for plenary in self.plenaries.values() if plenary.phase != "closed" for each in plenary.contests}
        return not any(contest in taken or self.contests[contest].is_final for contest in act["contests"])

    def _may_mandate(self, act: Act) -> bool:
        here = self._phase(act) == "open" and act["area"] == self.area
        known = all(contest in self.areas for contest in act["contests"])
        if act["key"] in act["signers"] or any(self.seats.get(key, seat) != seat for key, seat in seats(act).items()):
            return False
        return here and known and act["option"] in OPTIONS and act["signers"] == (f"peserta {act['option']}",)

    def _may_raise(self, act: Act) -> bool:
        contest, unit = act["contest"], act["unit"]
        is_area = unit.isdigit() and len(unit) in AREA_LENGTHS and inside(self.area, unit)
        around = any(inside(unit, each) for each in self.units)
        is_there = unit == self.area or around or any(inside(child, unit) for child in self.children)
        known = contest in self.areas and is_area and is_there and set(act["rows"]) <= set(ROWS)
        return known and self.in_session(contest) and self._is_attending(act) and act["reason"] != ""

    def _may_resolve(self, act: Act) -> bool:
        contest, found = act["contest"], self.objections.get(act["objection"])
        if found is None or found.contest != contest or found.outcome is not None or not self.in_session(contest):
            return False
        for entry in act["entries"]:
            place, unit = self.changes.get((entry, contest), (-1, ""))
            if place < found.place or not (inside(unit, found.unit) or inside(found.unit, unit)):
                return False
        if act["outcome"] == "rejected" and not act["reason"]:
            return False
        known = act["outcome"] in {"accepted", "rejected", "withdrawn"}
        return known and (act["outcome"] == "accepted") == bool(act["entries"])

    def _may_witness(self, act: Act) -> bool:
        contest, option, stance = act["contest"], act["option"], act["stance"]
        if contest not in self.areas or option not in OPTIONS or stance not in {"signed", "refused", "absent"}:
            return False
        if (stance == "refused" and not act["reason"]) or (stance == "absent" and act["positions"]):
            return False
        for said in act["positions"]:
            if (said["option"], said["stance"], said["reason"]) != (option, stance, act["reason"]):
                return False
            if not any(key == said["key"] and of == option and contest in names for key, of, names in self.mandates):
                return False
            if said in self.contests[contest].positions:
                return False
        return len(act["positions"]) <= 1

    def _may_deliver(self, act: Act) -> bool:
        certificates = self.contests[act["contest"]].certificates if act["contest"] in self.areas else []
        if act["certificate"] not in {each.name for each in certificates} or not self._is_attending(act):
            return False
        return act["how"] == "handed" or (act["how"] == "posted" and (act["role"], act["number"]) == ("masyarakat", 0))

    def _may_reopen(self, act: Act) -> bool:
        contest = act["contest"]
        if contest not in self.areas or not self.contests[contest].is_final:
            return False
        if act["order"] in self.contests[contest].reopened_on:
            return False
        return self._is_ordered(act["order"], "", self.area, contest)

    def _may_register(self, act: Act) -> bool:
        areas = all(area.isdigit() and len(area) in AREA_LENGTHS and inside(self.area, area) for area in act["areas"])
        known = set(act["contests"]) <= set(self.areas)
        return act["id"] not in self.orders and act["what"] in ORDERS and areas and known

    # ---------------------------------------------------------------- recapitulation

    def _may_draft(self, act: Act) -> bool:
        contest, area = act["contest"], act["unit"]
        if not self._is_held_here(contest) or not self.may_change(contest) or not inside(self.area, area):
            return False
        units = self.expected(contest)
        return all(
            column["unit"] in units and inside(area, column["unit"]) and self._fits(contest, column)
            for column in act["columns"]
        )

    def _is_held_here(self, contest: str) -> bool:
        """Whether the contest has voters in the area of the body."""
        held = self.areas.get(contest)
        return held is not None and (inside(held, self.area) or inside(self.area, held))

    def _fits(self, contest: str, column: Column) -> bool:
        """Whether a column of a TPS is what the entry that it cites set; above, whether it has no gap."""
        if not self.of_stations:
            return None not in column["figures"].values()
        for found in self.figures.get((column["unit"], contest), ()):
            if column["sources"] == (found.source,):
                return column["figures"] == (found.sheet or dict.fromkeys(ROWS))
        return False

    def _may_certify(self, act: Act) -> bool:
        contest = act["contest"]
        officials = [f"anggota {self.body} {person}" for person in (2, 3, 4, 5)]
        if not self._is_held_here(contest) or not is_quorum(act["signers"], f"ketua {self.body}", officials):
            return False
        parts = self.contests[contest].parts
        if not self.may_change(contest) or not set(act["parts"]) <= set(parts):
            return False
        columns = [column for part in act["parts"] for column in parts[part]]
        if act["totals"] != summed(columns, of_stations=self.of_stations):
            return False
        if sorted(column["unit"] for column in columns) != sorted(self.expected(contest)):
            return False
        if self._contradicts(contest, columns, act["totals"]):
            return False
        return all(self._is_current(contest, column) for column in columns)

    def _contradicts(self, contest: str, columns: list[Column], totals: Sums) -> bool:
        """Whether the certificate in force is from the same sources, and says otherwise."""
        before = self.contests[contest].certificates[-1:]
        sources = sorted((column["unit"], column["sources"]) for column in columns)
        same = [sorted((column["unit"], column["sources"]) for column in each.columns) == sources for each in before]
        return any(same) and before[0].totals != totals

    def _is_current(self, contest: str, column: Column) -> bool:
        """Whether a column of a D.Hasil has what is in force."""
        if self.of_stations:
            found = self.in_force(column["unit"], contest)
            return found is not None and column["sources"] == (found.source,) and self._fits(contest, column)
        now = self.current_column(contest, column["unit"])
        return now is not None and column == now

    def _may_hand_over(self, act: Act) -> bool:
        certificates = self.contests[act["contest"]].certificates if act["contest"] in self.areas else []
        in_force = certificates[-1].name if certificates else None
        is_final = in_force is not None and self.contests[act["contest"]].is_final
        return is_final and act["certificate"] == in_force and act["to"] == self.superior

    def _may_arrive(self, act: Act) -> bool:
        contest, child = act["contest"], act["child"]
        if contest not in self.areas or child not in self.children:
            return False
        arrived = self.contests[contest].arrived.get(child)
        return arrived is None or (self.may_change(contest) and act["handover"] not in arrived)

    def _may_adjust(self, act: Act) -> bool:
        contest, child, unit = act["contest"], act["child"], act["unit"]
        if contest not in self.areas or child not in self.children or not inside(child, unit):
            return False
        arrived = self.arrived_certificate(contest, child)
        if not self._may_change(act) or act["basis"] not in BASES or arrived is None or not self._are_cells(act):
            return False
        made = self.contests[contest].adjusted.get(child, [])
        if act["source"] != (made[-1].name if made else arrived.name):
            return False
        after = moved(arrived.totals, [*made, Adjusted("", unit, act["cells"])])
        return min(min(sums) for sums in after.values()) >= 0 and self._may_move(act)

    def _may_move(self, act: Act) -> bool:
        """Whether the cells of an adjustment begin with what is in force of the unit."""
        now = self.known(act["contest"], act["child"], act["unit"])
        is_tps = len(act["unit"]) == len("1609012001001")
        if now is None or (act["whole"] and not is_tps):
            return False
        for row, old, new in act["cells"]:
            total, lacking = now[row]
            if old != (None if is_tps and lacking else total):
                return False
            if (new is None and not is_tps) or (is_tps and (new or 0) > LARGEST):
                return False
        return self._adds_up(act)

    def _adds_up(self, act: Act) -> bool:
        """Whether the unit's figures add up after the change, or are as far from it as they were without changes."""
        contest, child, unit = act["contest"], act["child"], act["unit"]
        made = self.contests[contest].adjusted.get(child, [])
        earlier = self.known(contest, child, unit, [each for each in made if each.unit != unit])
        later = self.known(contest, child, unit, [*made, Adjusted("", unit, act["cells"])])
        assert earlier is not None
        assert later is not None
        before, after = _sheet(earlier, unit), _sheet(later, unit)
        if len(unit) == len("1609012001001"):
            return broken_rules(after) <= unchanged(before, after)
        was = {place: stands - should for place, (stands, should) in gaps(before).items()}
        return all(was.get(place) == stands - should for place, (stands, should) in gaps(after).items())


def _sheet(sums: Sums, unit: str) -> Sheet:
    """The figures of a unit; of a TPS with what is not filled."""
    is_tps = len(unit) == len("1609012001001")
    return {row: None if is_tps and lacking else total for row, (total, lacking) in sums.items()}
