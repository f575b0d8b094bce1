"""Random plenaries of a PPK and of a KPU Kabupaten, against the shadow (`tests.domain.shadow`).

- No act that may not be logged is taken, and none that may be is refused.
- A refused act changes nothing.
- What is in force, objected, certified and handed over is what the shadow has, and so are the rebuilt totals; also
  where the kecamatan certified something else than their C.Hasil say.
- Everything logged, replayed from the first entry on, gives the same state again.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from domain.bookstate import BookState
from domain.deciding import totals_of
from domain.events import ChildReceived, Entry
from domain.findings import Finding
from domain.joining import join
from domain.judging_recap import closing_findings
from domain.nodes import ContestReplay, Node
from domain.orders import Order
from domain.plenary import Plenary
from domain.recap import Recap
from domain.replaying import blocking, judge, step
from domain.statements import Statement, StatementData
from domain.tally import Result, Tally
from domain.totals import totals_of_stations
from domain.types import Figures, Hash, PublicKey
from tests.domain import stories
from tests.domain.dice import CONTESTS, Dice
from tests.domain.playing import certificate, go_on, play
from tests.domain.saying import Names, Speaker
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import ROWS, Act, Column
from tests.domain.stories import KAB, PPK, THE_ELECTION, Book

D = TypeVar("D", bound=StatementData)
STATIONS: Final = ("1609012001001", "1609012001002", "1609012002001")
OTHER_STATIONS: Final = ("1609022001001",)
LATE: Final = "1609012002009"
"""A TPS that was registered behind what these books have seen."""
HELD_IN: Final = {"ppwp": "0", "bupati-1609": "1609", "dprd_kabko-1609-1": "160901"}
DICE: Final = st.binary(min_size=16, max_size=16)


class Said:
    """Statements and names as in `tests.domain.stories`: nothing is signed."""

    def said(self, data: D, subject: str, signers: Sequence[str], replaces: tuple[Hash, ...]) -> Statement[D]:
        """The statement of these keys."""
        return stories.said(data, subject, signers, replaces=replaces)

    def key(self, name: str) -> PublicKey:
        """The key of that name."""
        return stories.key(name)

    def declared(self, contest: str) -> Hash:
        """The leaf hash of a contest's declaration."""
        found = THE_ELECTION.contests.get(contest)
        return found.declared if found else stories.digest(contest)

    def arrival(self, child: str, contest: str, handover: str, leaf: Hash) -> ChildReceived:
        """The arrival of a handover; that it stands in the child's book is the ledger's to check."""
        return stories.arrival(child, book=f"{contest}/{handover}", leaf=leaf)


class Hall:
    """A body's book beside its shadow."""

    def __init__(self, body: str, units: Sequence[str], superior: str, names: Names, *below: "Hall") -> None:
        """An empty book."""
        self.names, self.below = names, below
        self.shadow: Shadow
        self.book = Book(body, {**dict.fromkeys(units, 5), **({} if below else {LATE: 500})}, superior)
        children = {hall.shadow.area: hall.shadow for hall in below}
        self.shadow = Shadow(body, units, HELD_IN, superior, children)
        self.speaker = Speaker(self.shadow, names, Said())
        self.forced: set[int] = set()

    def attempt(self, act: Act) -> bool:
        """Log an act as a desk would: only if nothing stands against it.  Says whether it was logged."""
        stream, event = self.speaker.event(act)
        entry = self.book.entry(stream, event, act["signer"])
        before = snapshot(self.book.state)
        found = self.judged(entry)
        refused = blocking(found)
        expected = self.shadow.allows(act)
        assert (not refused) == expected, f"{act}\nfound: {[(each.code, each.params) for each in refused]}"
        if not expected:
            assert snapshot(self.book.state) == before
            return False
        assert ("J.506" in {each.code for each in found}) == self.shadow.equivocates(act), act
        self.take(entry, act)
        return True

    def take(self, entry: Entry, act: Act) -> str:
        """Keep an act that was logged; gives the name of its entry."""
        name = f"{self.shadow.body} entry {len(self.book.entries)}"
        self.book.entries.append((len(self.book.entries), entry))
        self.names.leaves[name] = entry.hash
        self.shadow.log(name, act)
        self.compare()
        return name

    def force(self, act: Act) -> str:
        """Log an act that no desk would have taken."""
        entry = self.book.entry(*self.speaker.event(act), act["signer"])
        self.forced.add(len(self.book.entries))
        step(self.book.state, len(self.book.entries), entry)
        return self.take(entry, act)

    def judged(self, entry: Entry) -> list[Finding]:
        """What is found at this entry; the state is changed unless the act is refused."""
        state, index = self.book.state, len(self.book.entries)
        kept = snapshot(state)
        found, changed = judge(state, index, entry)
        if changed is None:
            return found
        state.put(entry.stream, changed)
        for tally in [changed] if isinstance(changed, Tally) else []:
            new = [result for results in tally.results.values() for result in results if result.source == entry.hash]
            found += [finding for result in new for finding in result.findings]
        if isinstance(changed, Recap):
            found += self.closing(entry.subject, index)
        if blocking(found):
            state.tallies, state.plenaries, state.recaps, state.orders = kept
        return found

    def closing(self, contest: str, index: int) -> list[Finding]:
        """What is found at entry `index` once the books are joined."""
        declared, state = THE_ELECTION.contests[contest], self.book.state
        if self.below:
            return [finding for finding in join(self.node(contest), declared) if (finding.index or 0) >= index]
        certified = state.recaps[contest].in_force
        if certified is None or certified.index < index:
            return []
        return [finding for finding in closing_findings(state, declared) if finding.stream is None]

    def node(self, contest: str) -> Node:
        """The book in the tree of books."""
        state, area = self.book.state, self.shadow.area
        recap, declared = state.recaps.get(contest, Recap()), THE_ELECTION.contests[contest]
        stations: dict[str, Figures | None] = {}
        for tps in state.expected_units(declared) if state.of_stations else ():
            result = state.result_of(tps, contest)
            stations[tps] = result.figures if result else None
        replay = ContestReplay(
            recap.certificates,
            recap.handed_over,
            recap.received,
            recap.arrivals,
            totals=totals_of_stations(stations.values(), declared.width) if state.of_stations else None,
            stations=stations,
            adjustments=recap.adjustments,
            made=recap.made,
        )
        children = [hall.node(contest) for hall in self.below]
        return Node(self.shadow.body, area, {contest: replay}, state.of_stations, (), children)

    # ---------------------------------------------------------------- comparing

    def compare(self) -> None:
        """The state of the book is what the shadow has."""
        state, shadow, leaf = self.book.state, self.shadow, self.names.leaf
        phases = {number: str(each.phase) for number, each in state.plenaries.items()}
        assert phases == {number: each.phase for number, each in shadow.plenaries.items()}
        results = {
            (tps, contest): [shown(each) for each in results]
            for tps, tally in state.tallies.items()
            for contest, results in tally.results.items()
        }
        assert results == {
            place: [(each.sheet, each.generation, leaf(each.source), each.reasons) for each in listed]
            for place, listed in shadow.figures.items()
        }
        for contest in CONTESTS:
            self.compare_recap(state.recaps.get(contest, Recap()), contest)
            self.compare_totals(contest)
        assert state.orders.keys() == shadow.orders.keys()

    def compare_totals(self, contest: str) -> None:
        """The rebuilt totals above the PPK are what the TPS give, as the changes have set it."""
        changes = self.shadow.contests[contest].adjusted
        given = [self.shadow.given(contest, child, child, changes.get(child, [])) for child in self.shadow.children]
        there = [each for each in given if each is not None]
        if self.below and there:
            found = totals_of(self.node(contest), THE_ELECTION.contests[contest])[self.shadow.area]
            expected = {row: tuple(map(sum, zip(*(each[row] for each in there), strict=True))) for row in ROWS}
            assert dict(zip(ROWS, zip(found.sums, found.missing, strict=True), strict=True)) == expected

    def compare_recap(self, recap: Recap, contest: str) -> None:
        """The same for one contest."""
        shadow, leaf = self.shadow.contests[contest], self.names.leaf
        certificates = [
            (each.leaf, dict(zip(ROWS, zip(each.totals.sums, each.totals.missing, strict=True), strict=True)))
            for each in recap.certificates
        ]
        assert certificates == [(leaf(each.name), each.totals) for each in shadow.certificates]
        assert recap.is_final == shadow.is_final
        assert [handed[0] for handed in recap.handed_over] == [leaf(name) for name in shadow.handed_over.values()]
        objections = {
            name: each.resolved.outcome if each.resolved is not None else None
            for name, each in recap.objections.items()
        }
        raised = self.shadow.objections.items()
        assert objections == {leaf(name): each.outcome for name, each in raised if each.contest == contest}
        adjusted = {child: [each.leaf for each in made] for child, made in recap.adjustments.items()}
        assert adjusted == {child: [leaf(each.name) for each in made] for child, made in shadow.adjusted.items()}
        arrived = {child: arrival.leaf for child, (_, arrival) in recap.received.items()}
        assert arrived == {child: leaf(names[-1]) for child, names in shadow.arrived.items()}
        assert [(each.option, each.stance) for _, each in recap.witnesses] == shadow.witnesses
        assert [(each.certificate, each.how) for _, each in recap.copies] == [
            (leaf(name), how) for name, how in shadow.copies
        ]

    def replay(self) -> None:
        """The entries from the first on lead to the same state."""
        was = self.book.state
        again = BookState(was.authority, THE_ELECTION, was.units, was.superior, was.limit)
        for index, entry in self.book.entries:
            assert not blocking(step(again, index, entry)) or index in self.forced
        assert snapshot(again) == snapshot(was)


Aggregates = tuple[dict[str, Tally], dict[str, Plenary], dict[str, Recap], dict[str, Order]]


def snapshot(state: BookState) -> Aggregates:
    """The aggregates of a book; they are immutable themselves."""
    return dict(state.tallies), dict(state.plenaries), dict(state.recaps), dict(state.orders)


def shown(result: Result) -> tuple[object, ...]:
    """A result as the shadow keeps it."""
    sheet = dict(zip(ROWS, result.figures, strict=True)) if result.figures is not None else None
    broken = {(finding.code, finding.row) for finding in result.findings if finding.code.startswith("G")}
    return sheet, result.generation, result.source, broken


class PpkPlenary(RuleBasedStateMachine):
    """A PPK of three TPS in two desa, with three contests."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = Hall(PPK, STATIONS, KAB, Names())

    @rule(dice=DICE)
    def somebody_tries_something(self, dice: bytes) -> None:
        """Any act."""
        self.hall.attempt(play(self.hall.shadow, Dice(dice)))

    def teardown(self) -> None:
        """Replay the book."""
        self.hall.replay()


class KabupatenPlenary(RuleBasedStateMachine):
    """A KPU Kabupaten with two kecamatan that have certified and handed over, and may go on."""

    is_honest = True

    def __init__(self) -> None:
        super().__init__()
        names = Names()
        self.below = (Hall(PPK, STATIONS[:2], KAB, names), Hall("ppk-160902", OTHER_STATIONS, KAB, names))
        self.hall = Hall(KAB, [hall.shadow.area for hall in self.below], "kpu-16", names, *self.below)
        for hall in self.below:
            for contest in range(len(CONTESTS)):
                finish(hall, contest, is_honest=self.is_honest)

    @rule(dice=DICE)
    def somebody_tries_something(self, dice: bytes) -> None:
        """Any act at the kabupaten."""
        self.hall.attempt(play(self.hall.shadow, Dice(dice)))

    @rule(dice=DICE)
    def somebody_else_tries_something(self, dice: bytes) -> None:
        """As often again: the kabupaten is what this is about."""
        self.hall.attempt(play(self.hall.shadow, Dice(dice)))

    @rule(dice=DICE, other=st.booleans())
    def below_somebody_tries_something(self, dice: bytes, *, other: bool) -> None:
        """Any act in a kecamatan."""
        hall = self.below[other]
        hall.attempt(play(hall.shadow, Dice(dice)))

    def teardown(self) -> None:
        """Replay the books."""
        for hall in (self.hall, *self.below):
            hall.replay()


class WrongKecamatanPlenary(KabupatenPlenary):
    """The same, where both kecamatan certified something else than their C.Hasil say."""

    is_honest = False


def finish(hall: Hall, contest: int, *, is_honest: bool) -> None:
    """Recapitulate a contest to its handover, as far as it is held there."""
    known = hall.shadow.contests[CONTESTS[contest]]
    while hall.shadow.expected(CONTESTS[contest]) and not known.handed_over:
        act = go_on(hall.shadow, Dice(bytes([contest])))
        if is_honest or act["kind"] != "certify":
            assert hall.attempt(act)
        else:
            hall.force(wrong_certificate(hall, act))


def wrong_certificate(hall: Hall, act: Act) -> Act:
    """The certificate with two votes of the first TPS given to the other paslon, and one more from nowhere."""
    first, *others = act["parts"]
    column, *columns = hall.shadow.contests[act["contest"]].parts[first]
    figures = column["figures"] | {row: (column["figures"][row] or 0) + 1 for row in ("suara_sah", "suara_total")}
    figures |= {"suara_1": (figures["suara_1"] or 0) + 3, "suara_2": max((figures["suara_2"] or 0) - 2, 0)}
    wrong = Column(unit=column["unit"], figures=figures, missing=column["missing"], sources=column["sources"])
    drafted = Act(
        kind="part",
        contest=act["contest"],
        unit=column["unit"][:10],
        columns=(wrong, *columns),
        signer=act["signer"],
    )
    parts = (hall.force(drafted), *others)
    return certificate(hall.shadow, act["contest"], parts) | Act(signer=act["signer"])


MACHINES: Final = (PpkPlenary, KabupatenPlenary, WrongKecamatanPlenary)


STORIES_ONLY: Final = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a failing story shorter takes minutes: that is left to `make soak`."""


def run(machine: type[RuleBasedStateMachine], runs: int, phases: Sequence[Phase] = tuple(Phase)) -> None:
    """Play so many plenaries of up to a hundred acts."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    wanted = settings(max_examples=runs, stateful_step_count=100, suppress_health_check=checks, phases=phases)
    run_state_machine_as_test(machine, settings=wanted)


@pytest.mark.parametrize("machine", MACHINES)
def test_no_wrong_act_is_taken_and_no_right_one_refused(machine: type[RuleBasedStateMachine]) -> None:
    run(machine, 200, STORIES_ONLY)


@pytest.mark.soak
@pytest.mark.parametrize("machine", MACHINES)
def test_no_wrong_act_is_taken_and_no_right_one_refused_in_many_plenaries(
    machine: type[RuleBasedStateMachine],
) -> None:
    run(machine, 20_000)
