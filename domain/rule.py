"""What a rule is: a row of the catalogue, with its equations, texts and basis.

How an equation is written: `{k}` stands for each of the columns l, p, j; `{group}` for each group of voters of the
form; `{party}` for each party; `{limit}` and `{reserve}` for numbers of the profile.  `suara` is the list of the
options' votes (for parties: their totals), `rivals` the same where there are at least two, `calon` the candidates of
`{party}`;
`pengguna`, `surat_suara` and `hasil` are all rows of block I.B, of block II, and of blocks IV and V.  `sum(list)` adds,
`any(list)` says that some figure is not 0.  What is named that a form does not have makes the rule not apply to it.

Parameters of every rule with an equation: `left` and `right`, the two sides of its first comparison unless `shows` says
otherwise, and `rows`, the figures read beside the finding's own row, as `name=figure` with commas between.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.profiles import Text


class RuleKind(StrEnum):
    """What a broken rule means."""

    GALAT = "G"
    PERINGATAN = "P"
    JENJANG = "J"
    SENGKETA = "S"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the catalogue.

    Attributes:
        code: `G.301`; the same for ever, a dropped one is not used again.
        text: what is wrong, with parameters.
        remedy: what usually causes it and what to do.
        holds: the equations; each holds for a sound form.  Empty for a procedure.
        shows: parameters instead of `left` and `right`: name and expression.
        needs: the parameters a procedure gives.
        basis: the regulation, or the place on the form where the arithmetic is printed.
    """

    code: str
    text: Text
    remedy: Text
    holds: tuple[str, ...] = ()
    shows: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    basis: str | None = None

    @property
    def kind(self) -> RuleKind:
        """G, P, J or S: the letter of the code."""
        return RuleKind(self.code[0])

    @property
    def params(self) -> frozenset[str]:
        """The names of the parameters that a finding of this rule carries."""
        if not self.holds:
            return frozenset(self.needs)
        shown = tuple(name for name, _ in self.shows) or ("left", "right")
        return frozenset((*shown, "rows"))
