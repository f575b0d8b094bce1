"""Words of a report: texts of the catalogue, areas, bodies, seats and figures; and how they come into HTML.

- Every text is escaped where it comes into the page, once: a name from a foreign file is never markup.  Only what was
  made as `Html` goes in as it is.
- Numbers are grouped as the language writes them; a figure that is not filled in is a dash.
- A claimed time is written in WIB, with its zone, as everywhere (`ledger.claimed_time`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from domain.areas import is_area, level_of
from domain.bodies import Body, body_name, body_of_origin, parse_body
from ledger.bundles.bundle_document import EntryTold, PersonTold, SeatTold
from ledger.claimed_time import shown_time
from ledger.texts import find, printable, seat_key, text

DASH: Final = "–"  # noqa: RUF001 - a dash


class Html(str):
    """Markup that is ready; every other text is escaped."""

    __slots__ = ()


def html(value: str) -> Html:
    """A text as it stands in the page."""
    return value if isinstance(value, Html) else Html(escape(value))


def element(name: str, *inside: str, **attributes: str) -> Html:
    """An element; a `_` in the name of an attribute is a `-`, one at its end is dropped."""
    named = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{named}>{''.join(map(html, inside))}</{name}>")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str

    def say(self, key: str, /, **values: object) -> str:
        """The text under `key`, filled in."""
        return text(key, self.language, **values)

    def plain(self, value: str) -> str:
        """What somebody wrote, printable."""
        return printable(value)

    def number(self, value: int) -> str:
        """A whole number, grouped."""
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.language == "id" else grouped

    def figure(self, value: int | None) -> str:
        """A figure; a dash where nothing was filled in or nothing is known."""
        return DASH if value is None else self.number(value)

    def signed(self, value: int) -> str:
        """A difference with its sign."""
        return f"{'+' if value > 0 else '−'}{self.number(abs(value))}"  # noqa: RUF001 - a minus sign

    def area(self, area: str) -> str:
        """An area as people say it."""
        return self.say(f"area.{level_of(area)}", area=area) if is_area(area) else self.plain(area)

    def contest(self, contest: str) -> str:
        """A contest by what is voted on, with the name that commands take."""
        key = f"contest.{contest.partition('-')[0]}"
        return self.plain(contest) if find(key) is None else f"{self.say(key)} ({contest})"

    def body(self, origin: str) -> str:
        """A book's body as people say it."""
        body = body_of_origin(origin)
        return self.plain(origin) if body is None else self._named(body)

    def body_id(self, name: str) -> str:
        """The body with the id `name`, `ppk-160901`, as people say it."""
        body = parse_body(name)
        return self.plain(name) if body is None else self._named(body)

    def _named(self, body: Body) -> str:
        name = body_name(body).lower()
        has_levels = str(body.kind) in {"kpu", "bawaslu"}
        return self.say(f"body.{name}.{level_of(body.area)}" if has_levels else f"body.{name}", area=body.area)

    def word(self, name: str) -> str:
        """A name of ours as people say it; what somebody wrote, as it stands."""
        return self.say(f"word.{name}") if find(f"word.{name}") is not None else self.plain(name)

    def seat(self, seat: SeatTold) -> str:
        """A signer by role and seat."""
        key = seat_key(seat.role)
        said = self.plain(seat.role) if find(key) is None else self.say(key)
        return f"{said} {seat.person}" if seat.person else said

    def seats(self, seats: Iterable[SeatTold]) -> str:
        """Signers, joined."""
        return ", ".join(map(self.seat, seats))

    def people(self, people: Iterable[PersonTold]) -> str:
        """Those who were there, joined."""
        return ", ".join(f"{self.word(each.role)} {each.no}" if each.no else self.word(each.role) for each in people)

    def time(self, claimed: int) -> str:
        """A claimed time."""
        return shown_time(claimed)

    def entry(self, entry: EntryTold) -> Html:
        """An entry by body, index and hash."""
        where = f"{self.say('bundle.entry', index=entry.index)}, {self.body(entry.book)}"
        return Html(element("p", where) + element("code", entry.hash, class_="hash"))
