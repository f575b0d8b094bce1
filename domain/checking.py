"""The rules of the catalogue, made ready for one contest and run over its forms.

Rules of this module:

- An equation runs only where every row it reads is on the form and filled in: nil is not 0.
- A breach is named once per rule and row, in the order of the catalogue, then of the form.
- The quick answer ("nothing wrong") and the slow one (what is wrong) come from the same equations.
- P.206, P.207, P.209 and G.306 read more than the figures of one form and are functions of their own.

Checking is the hot path of verification, so all equations of a form are joined into one generated function: a sound
form takes a fifth to a third of the time of a loop over the equations, about 1 µs for 21 rows (CPython 3.11).
Generated code holds nothing but the catalogue's own expressions and positions of rows; text from data never enters it.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import itemgetter
from typing import Final, cast

from domain.contests import Contest, ContestOption, has_parties, option_rows
from domain.findings import Params, or_dash, params
from domain.profiles import COLUMNS, VOTER_GROUPS, Profile
from domain.rules import CATALOGUE, Rule
from domain.types import Figures, Record

MAX_ROWS_SHOWN: Final = 40
"""How many figures the parameter `rows` lists at most: a report stays readable and bounded."""


class Breach(Record, frozen=True):
    """A broken rule: its code, the row it is named at (None for the form as a whole), and parameters for its text."""

    code: str
    row: str | None
    params: Params


class _NotOnTheFormError(Exception):
    """An equation names a row or list that the form does not have."""


@dataclass(frozen=True, slots=True)
class _Instance:
    """One equation of a rule for one contest: `reads` are positions of rows, that of the finding first.

    `values` gives the parameters of a breach, in the order of their `names`.
    """

    rule: Rule
    row: str
    reads: tuple[int, ...]
    expression: str
    names: tuple[str, ...]
    values: Callable[[Figures], tuple[int | str, ...]]

    def breach(self, figures: Figures) -> Breach:
        return Breach(self.rule.code, self.row, tuple(zip(self.names, self.values(figures), strict=True)))


@dataclass(frozen=True, slots=True)
class _FormBlock:
    """A block of the form with the positions of its rows and the codes of the rules that read it."""

    first_row: str
    positions: tuple[int, ...]
    rules: str

    def is_empty(self, figures: Figures) -> bool:
        # Almost always the first row is filled in, and a generator is slow to start.
        return figures[self.positions[0]] is None and all(figures[at] is None for at in self.positions)


class FormCheck:
    """The form rules of one contest, ready to run; made by `form_check`, kept and used for every form of it."""

    __slots__ = ("_blocks", "_broken", "_contest", "_instances", "_is_sound", "_option_positions")

    def __init__(self, contest: Contest, profile: Profile) -> None:
        self._contest = contest
        self._instances = tuple(_instances(contest, profile))
        self._blocks = tuple(_blocks(contest, profile, self._instances))
        self._is_sound = _compile_sound(len(contest.rows), self._instances)
        self._broken = _compile_broken(len(contest.rows), self._instances)
        position = {row: index for index, row in enumerate(contest.rows)}
        self._option_positions = tuple(
            position[row] for row in option_rows(contest.options) if not row.endswith("_total")
        )

    def breaches(self, figures: Figures, *, abroad: bool = False) -> tuple[Breach, ...]:
        """Every broken equation (G and P) and every block not filled in (P.210); empty for a sound form.

        `figures` has one value per row of the contest, in its order.  The limit of voters (P.202) holds at home only.
        """
        if self._is_sound(figures):
            return ()
        found: dict[tuple[str, str], Breach] = {}
        for number in self._broken(figures):
            instance = self._instances[number]
            key = (instance.rule.code, instance.row)
            if key not in found and not (abroad and instance.rule.code in _DOMESTIC_ONLY):
                found[key] = instance.breach(figures)
        return (*found.values(), *self.unfilled(figures))

    def unfilled(self, figures: Figures) -> tuple[Breach, ...]:
        """P.210 for every block without any figure, where another block has one."""
        empty = [block for block in self._blocks if block.is_empty(figures)]
        if not empty or len(empty) == len(self._blocks):
            return ()
        return tuple(Breach("P.210", block.first_row, params(rules=block.rules or "-")) for block in empty)

    def ran(self, figures: Figures) -> tuple[tuple[str, str], ...]:
        """(code, row) of every rule that could be checked: all rows it reads are filled in."""
        able = (each for each in self._instances if None not in [figures[at] for at in each.reads])
        return tuple(dict.fromkeys((each.rule.code, each.row) for each in able))

    def votes(self, figures: Figures) -> Figures:
        """The votes of the options in ballot order, as `same_vector` reads them: of parties and of their candidates."""
        return tuple([figures[at] for at in self._option_positions])

    def words_breaches(self, figures: Figures, words: Figures) -> tuple[Breach, ...]:
        """G.306 where a number was entered in digits and in words and they differ; `words` is empty or one per row."""
        return tuple(
            Breach("G.306", row, params(left=word, right=digits))
            for row, digits, word in zip(self._contest.rows, figures, words, strict=False)
            if digits is not None and word is not None and digits != word
        )


def form_check(contest: Contest, profile: Profile) -> FormCheck:
    """The form rules of `contest`; building takes milliseconds, so keep it."""
    return FormCheck(contest, profile)


# --- rules that read more than the figures of one form ---------------------------------------------------------------


def signature_breaches(signed_kpps: int | None, signed_saksi: int | None, required: int) -> tuple[Breach, ...]:
    """P.209: fewer than `required` signatures of the KPPS, or no witness; a number not entered (None) is not judged."""
    too_few = signed_kpps is not None and signed_kpps < required
    if not too_few and signed_saksi != 0:
        return ()
    return (Breach("P.209", None, params(kpps=or_dash(signed_kpps), required=required, saksi=or_dash(signed_saksi))),)


def across_forms(forms: Sequence[tuple[Contest, Figures]]) -> tuple[tuple[str, Breach], ...]:
    """P.206 over the forms of one TPS: (contest id, breach), in the order given.

    Everybody at a TPS votes in every contest, except moved voters, who may get fewer ballots.  So a form may have fewer
    users (I.B.4) than the form with the most, but by no more than that form's moved voters who voted (I.B.2).
    """
    known = [(contest.id, users, moved) for contest, users, moved in _users(forms)]
    if not known:
        return ()
    top, most, moved = max(known, key=itemgetter(1))
    if moved is None:
        return ()
    return tuple(
        (contest, Breach("P.206", "pengguna_total_j", params(left=users, right=most, other=top, moved=moved)))
        for contest, users, _ in known
        if most - users > moved
    )


def same_vector(votes: Iterable[tuple[str, Figures]]) -> tuple[tuple[str, Breach], ...]:
    """P.207 over (TPS, votes of the options) of one kecamatan and contest: (TPS, breach), in the order of the codes.

    Every TPS of a group with the same votes is named, with the first other one; votes count with at least three options
    that are not 0 and none missing, as small numbers repeat by chance.
    """
    groups: dict[Figures, list[str]] = {}
    for tps, vector in votes:
        if None not in vector and sum(map(bool, vector)) >= _TELLING_OPTIONS:
            groups.setdefault(vector, []).append(tps)
    found: list[tuple[str, Breach]] = []
    for vector, stations in groups.items():
        if len(stations) > 1:
            stations.sort()
            shown = "-".join(str(figure) for figure in vector[:MAX_ROWS_SHOWN])
            for tps in stations:
                other = stations[1] if tps == stations[0] else stations[0]
                found.append((tps, Breach("P.207", None, params(votes=shown, other=other, count=len(stations)))))
    return tuple(sorted(found, key=itemgetter(0)))


_TELLING_OPTIONS: Final = 3


def _users(forms: Sequence[tuple[Contest, Figures]]) -> Iterator[tuple[Contest, int, int | None]]:
    for contest, figures in forms:
        by_row = dict(zip(contest.rows, figures, strict=True))
        users = by_row.get("pengguna_total_j")
        if users is not None:
            yield contest, users, by_row.get("pengguna_pindahan_j")


# --- from the catalogue to instances ---------------------------------------------------------------------------------


class _Positions(ast.NodeTransformer):
    """Turns names of rows into `v<position>`, lists into their rows, and notes which positions are read, in order."""

    def __init__(self, positions: Mapping[str, int], lists: Mapping[str, tuple[str, ...]]) -> None:
        self.positions = positions
        self.lists = lists
        self.reads: dict[int, None] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.lists:
            return ast.Tuple([self._row(row) for row in self._list(node.id)], ast.Load())
        return self._row(node.id)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function, argument = node.func, node.args[0]
        if not isinstance(function, ast.Name) or not isinstance(argument, ast.Name):
            raise TypeError(ast.unparse(node))
        rows = [self._row(row) for row in self._list(argument.id)]
        if function.id == "any":
            return ast.BoolOp(ast.Or(), rows) if len(rows) > 1 else rows[0]
        # A sum written out is quicker for a few options; for many it would nest as deeply as there are options.
        if len(rows) > _WRITTEN_OUT:
            return ast.Call(ast.Name("sum", ast.Load()), [ast.Tuple(rows, ast.Load())], [])
        return reduce(lambda left, right: ast.BinOp(left, ast.Add(), right), rows or [ast.Constant(0)])

    def _list(self, name: str) -> tuple[str, ...]:
        if name not in self.lists:
            raise _NotOnTheFormError
        return self.lists[name]

    def _row(self, row: str) -> ast.expr:
        if row not in self.positions:
            raise _NotOnTheFormError
        position = self.positions[row]
        self.reads[position] = None
        return ast.Name(f"v{position}", ast.Load())


_WRITTEN_OUT: Final = 16


def _instances(contest: Contest, profile: Profile) -> Iterator[_Instance]:
    positions = {row: index for index, row in enumerate(contest.rows)}
    fixed = {"limit": str(profile.voter_limit), "reserve": str(profile.reserve_permille)}
    for rule in CATALOGUE.values():
        for equation in rule.holds:
            for values, lists in _choices(equation, contest, profile):
                instance = _instance(rule, equation, fixed | values, positions, lists)
                if instance is not None:
                    yield instance


_DOMESTIC_ONLY: Final = frozenset({"P.202"})


def _choices(
    equation: str, contest: Contest, profile: Profile
) -> Iterator[tuple[dict[str, str], dict[str, tuple[str, ...]]]]:
    """What the placeholders of an equation stand for: one choice per column, group of voters or party."""
    lists = _lists(contest, profile)
    if "{k}" in equation:
        yield from (({"k": column}, lists) for column in COLUMNS)
    elif "{group}" in equation:
        yield from (({"group": group}, lists) for group in VOTER_GROUPS)
    elif "{party}" in equation:
        yield from _parties(contest, lists)
    else:
        yield {}, lists


def _parties(
    contest: Contest, lists: dict[str, tuple[str, ...]]
) -> Iterator[tuple[dict[str, str], dict[str, tuple[str, ...]]]]:
    if has_parties(contest.options):
        for party in _tops(contest):
            candidates = tuple(f"suara_{party.no}_{each.no}" for each in contest.options if each.parent == party.no)
            yield {"party": str(party.no)}, lists | {"calon": candidates}


def _tops(contest: Contest) -> tuple[ContestOption, ...]:
    return tuple(option for option in contest.options if option.parent is None)


def _lists(contest: Contest, profile: Profile) -> dict[str, tuple[str, ...]]:
    """The lists that equations may name; a list of which the form lacks a row is not there."""
    form = {block.section: block.rows for block in profile.blocks_for(contest.options)}
    ending = "_total" if has_parties(contest.options) else ""
    options = tuple(f"suara_{option.no}{ending}" for option in _tops(contest))
    lists = {
        "suara": options,
        "rivals": options if len(options) > 1 else (),
        "pengguna": form.get("I.B", ()),
        "surat_suara": form.get("II", ()),
        "hasil": (*options, *form.get("V", ())),
    }
    present = frozenset(contest.rows)
    return {name: rows for name, rows in lists.items() if rows and present.issuperset(rows)}


def _instance(
    rule: Rule,
    equation: str,
    values: Mapping[str, str],
    positions: Mapping[str, int],
    lists: Mapping[str, tuple[str, ...]],
) -> _Instance | None:
    tree = ast.parse(equation.format_map(values), mode="eval").body
    shown = dict(rule.shows) or _sides(tree)
    translate = _Positions(positions, lists)
    try:
        expression = ast.unparse(translate.visit(tree))
        values_of = {
            name: ast.unparse(_Positions(positions, lists).visit(ast.parse(text, mode="eval").body))
            for name, text in shown.items()
        }
    except _NotOnTheFormError:
        return None
    rows = tuple(positions)
    reads = tuple(translate.reads)
    values_of["rows"] = f"template % ({''.join(f'v{at}, ' for at in reads[1 : MAX_ROWS_SHOWN + 1])})"
    names = tuple(sorted(values_of))
    body = f"    return ({', '.join(values_of[name] for name in names)},)"
    function = _function(len(rows), body, template=_template([rows[at] for at in reads[1:]]))
    return _Instance(
        rule, rows[reads[0]], reads, expression, names, cast("Callable[[Figures], tuple[int | str, ...]]", function)
    )


def _template(rows: Sequence[str]) -> str:
    cells = [f"{row}=%d" for row in rows[:MAX_ROWS_SHOWN]]
    return ",".join([*cells, "..."] if len(rows) > MAX_ROWS_SHOWN else cells)


def _sides(tree: ast.expr) -> dict[str, str]:
    """The two sides of the first comparison."""
    first = next(node for node in ast.walk(tree) if isinstance(node, ast.Compare))
    return {"left": ast.unparse(first.left), "right": ast.unparse(first.comparators[0])}


def _blocks(contest: Contest, profile: Profile, instances: tuple[_Instance, ...]) -> Iterator[_FormBlock]:
    positions = {row: index for index, row in enumerate(contest.rows)}
    for block in profile.blocks_for(contest.options):
        here = tuple(positions[row] for row in block.rows if row in positions)
        if here:
            reading = {each.rule.code for each in instances if not set(here).isdisjoint(each.reads)}
            yield _FormBlock(contest.rows[here[0]], here, ", ".join(sorted(reading)))


# --- generated functions ---------------------------------------------------------------------------------------------


def _compile_sound(width: int, instances: tuple[_Instance, ...]) -> Callable[[Figures], bool]:
    """Whether every row is filled in and every equation holds, as one expression."""
    filled = " and ".join(f"v{at} is not None" for at in range(width))
    holds = "".join(f"\n        and ({each.expression})" for each in instances)
    return cast("Callable[[Figures], bool]", _function(width, f"    return bool({filled}{holds})"))


def _compile_broken(width: int, instances: tuple[_Instance, ...]) -> Callable[[Figures], list[int]]:
    """The numbers of the instances that run and do not hold."""
    lines = ["    broken = []"]
    for number, each in enumerate(instances):
        filled = " and ".join(f"v{at} is not None" for at in each.reads)
        lines.append(f"    if {filled} and not ({each.expression}):\n        broken.append({number})")
    return cast("Callable[[Figures], list[int]]", _function(width, "\n".join([*lines, "    return broken"])))


def _function(width: int, body: str, template: str = "") -> Callable[[Figures], object]:
    """A function of the figures; `template`, the only text it knows, is handed over beside the source, not in it."""
    unpacked = "".join(f"v{at}, " for at in range(width))
    scope: dict[str, object] = {"template": template}
    # The source is made of the catalogue's expressions and row positions alone (see the module's docstring).
    exec(f"def generated(figures):\n    {unpacked}= figures\n{body}\n", scope)  # noqa: S102
    return cast("Callable[[Figures], object]", scope["generated"])
