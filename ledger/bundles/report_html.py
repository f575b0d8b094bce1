"""The report of an evidence bundle: one HTML page that needs nothing else (`docs/bundle.md`).

- It is made from `explanation.json` alone, and the same document gives the same bytes: a reader can make it again.
- Nothing is fetched and nothing runs: no scripts, no fonts, no pictures from elsewhere; the page forbids them itself.
- Every text is escaped; every table has a caption and headings with a scope; every picture says in words what it shows.
- A practice election or a replica is marked at the top and at the end.
- A difference is called a difference: the page shows what changed and who signed it, not why.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ledger.bundles.bundle_document import (
    DifferenceTold,
    FindingTold,
    LevelTold,
    PassedTold,
    PlaceTold,
    RoomTold,
    RowTold,
    SeatTold,
    StepTold,
    Story,
)
from ledger.bundles.report_disputes import disputes
from ledger.bundles.report_picture import carried, change_of, is_of_figures, last_of, picture
from ledger.bundles.report_style import STYLE
from ledger.bundles.report_table import Cell, table
from ledger.bundles.report_words import Html, Words, element, html

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_COMMAND: Final = "bundle.check.command"


def page(story: Story, language: str) -> bytes:
    """The page of a story in a language."""
    return _Page(story, Words(language)).html.encode()


class _Page:
    def __init__(self, story: Story, words: Words) -> None:
        self._story = story
        self._words = words
        self._say = words.say

    @property
    def html(self) -> str:
        """The whole page."""
        story, say = self._story, self._say
        title = say("bundle.title", area=self._words.area(story.area), contest=self._words.contest(story.contest))
        head = (
            f'<!doctype html>\n<html lang="{self._words.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
            f"<title>{html(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        )
        top = element("header", *self._mark(), element("h1", title), *self._lead())
        main = element("main", *self._main())
        foot = element("footer", *self._mark(), element("p", say("bundle.difference_is")))
        return f"{head}{top}\n{main}\n{foot}\n</body>\n</html>\n"

    def _mark(self) -> Iterator[Html]:
        if self._story.election.kind != "official":
            yield element("p", self._say(f"mark.{self._story.election.kind}"), class_="mark")

    def _lead(self) -> Iterator[Html]:
        story, say = self._story, self._say
        election = story.election
        lead = say("bundle.lead", name=election.name, kind=say(f"kind.{election.kind}"))
        yield element("p", lead, class_="lead")
        yield element("p", say(f"bundle.status.{story.status}"), class_=f"status {story.status}")
        yield element("p", say("bundle.alone"), class_="soft")
        if len(story.rows) > 1:
            links = [element("li", element("a", self._label(row), href=f"#r{at}")) for at, row in enumerate(story.rows)]
            yield element("nav", element("ul", *links), aria_label=say("bundle.contents"))

    def _main(self) -> Iterator[Html]:
        story, say = self._story, self._say
        if story.findings:
            yield element("section", element("h2", say("bundle.findings")), self._findings())
        yield element("section", element("h2", say("bundle.summary")), self._summary())
        if story.disputes:
            yield element("section", element("h2", say("bundle.disputes")), *disputes(story.disputes, self._words))
        for at, row in enumerate(story.rows):
            yield element("section", *self._row(at, row))
        around = list(self._around(story.rows[0]))
        if around:
            yield element("section", element("h2", say("bundle.around")), *around)
        yield element("section", *self._proof())

    def _label(self, row: RowTold) -> str:
        return self._words.plain(row.label.id if self._words.language == "id" else row.label.en)

    # ------------------------------------------------------------ all rows

    def _summary(self) -> Html:
        words, say = self._words, self._say
        levels = self._story.rows[0].levels
        headings = [say("bundle.column.row"), words.area(self._story.area), *(words.body(each.book) for each in levels)]
        rows = []
        for row in self._story.rows:
            figures = [_figure_at(level) for level in row.levels]
            cells = [self._label(row), words.figure(row.figure), *map(words.figure, figures)]
            rows.append([*cells, self._first(row.first_difference) if row.first_difference else say("bundle.none")])
        numbers = range(1, len(levels) + 2)
        return table(say("bundle.summary.caption"), [*headings, say("bundle.column.first")], rows, numbers=set(numbers))

    def _first(self, place: PlaceTold) -> str:
        return "; ".join(self._difference(each) for each in place.differences)

    def _difference(self, each: DifferenceTold) -> str:
        words = self._words
        certified, given = words.figure(each.certified), words.figure(each.given)
        area, change = words.area(each.unit), words.signed(change_of(each))
        if not is_of_figures(each):
            return self._say(f"explain.differs.{each.what}", unit=area, certified=certified, given=given)
        return self._say("bundle.first", area=area, certified=certified, given=given, change=change)

    # ------------------------------------------------------------ one row

    def _row(self, at: int, row: RowTold) -> Iterator[Html]:
        words, say = self._words, self._say
        yield element("h2", self._label(row), id=f"r{at}")
        yield element("p", self._now(row), class_="big")
        if row.adjusted is not None:
            yield element("p", say("bundle.adjusted", figure=words.figure(row.adjusted)))
        drawn = element("figure", picture(row, self._story.area, words, f"p{at}"))
        yield element("div", drawn, element("div", *self._beside(row)), class_="two")
        yield self._certificates(row)
        yield from self._life(row)
        if row.children:
            yield self._children(row)

    def _now(self, row: RowTold) -> str:
        key = "bundle.now_missing" if row.missing and row.children else "bundle.now"
        return self._say(key, figure=self._words.figure(row.figure), missing=self._words.number(row.missing))

    def _beside(self, row: RowTold) -> Iterator[Html]:
        """Where what was certified differs from what is below it."""
        places = [place for place in (row.first_difference, *row.other_differences) if place is not None]
        for place in places:
            key = "bundle.column.first" if place is row.first_difference else "bundle.column.other"
            said = [element("p", self._difference(each)) for each in place.differences]
            head = f"{self._say(key)}: {self._words.body(place.book)}"
            yield element(
                "div", element("p", head, class_="alarm"), *said, self._words.entry(place.entry), class_="callout"
            )
        if not places:
            yield element("p", self._say("bundle.no_difference"))

    def _certificates(self, row: RowTold) -> Html:
        words, say = self._words, self._say
        rows: list[list[Cell]] = []
        for level in row.levels:
            for each in level.certificates:
                level_said = [element("p", words.body(level.book))]
                if each.unit is not None:
                    level_said.append(element("p", say("bundle.column_of", unit=words.area(each.unit)), class_="soft"))
                rows.append(
                    [
                        Html("".join(level_said)),
                        words.figure(each.column) if each.unit else "",
                        words.number(each.total),
                        say(f"explain.state.{each.state}"),
                        self._who(each.signers, say("bundle.logged", seat=words.seat(each.logged_by))),
                        words.entry(each.entry),
                    ]
                )
            if not level.certificates:
                rows.append([words.body(level.book), "", "", say("bundle.path.none"), "", ""])
        headings = [
            *(say(f"bundle.certificates.{each}") for each in ("level", "column", "total", "state")),
            say("bundle.life.who"),
            say("bundle.life.entry"),
        ]
        return table(say("bundle.certificates"), headings, rows, numbers={1, 2})

    def _life(self, row: RowTold) -> Iterator[Html]:
        steps = [*row.life, *(step for level in row.levels for step in level.adjustments)]
        if not steps:
            return
        say = self._say
        headings = [say(f"bundle.life.{each}") for each in ("what", "old", "new", "who", "ground", "entry")]
        yield table(say("bundle.life"), headings, list(map(self._step, steps)), numbers={1, 2})

    def _step(self, step: StepTold) -> list[Cell]:
        words, say = self._words, self._say
        what = [element("p", say(f"bundle.kind.{step.kind}"))]
        if step.unit != self._story.area:
            what.append(element("p", words.area(step.unit)))
        if not step.counts:
            what.append(element("p", say("bundle.not_counted"), class_="alarm"))
        what.append(element("p", say("bundle.claimed", time=words.time(step.time)), class_="soft"))
        logged = say("bundle.logged", seat=words.seat(step.logged_by))
        return [
            Html("".join(what)),
            words.figure(step.old),
            words.figure(step.new),
            self._who(step.signers, logged),
            Html("".join(self._ground(step))),
            words.entry(step.entry),
        ]

    def _who(self, signers: Sequence[SeatTold], logged: str) -> Html:
        signed = [element("p", self._say("bundle.signed", seats=self._words.seats(signers)))] if signers else []
        return Html("".join([*signed, element("p", logged)]))

    def _ground(self, step: StepTold) -> Iterator[Html]:
        words, say = self._words, self._say
        if step.reason:
            yield element("p", say("bundle.reason", reason=words.word(step.reason)))
        if step.basis:
            yield element("p", say("bundle.basis", basis=words.word(step.basis)))
        if step.box or step.carrier:
            yield element("p", say("bundle.box", box=step.box, carrier=step.carrier))
        if step.order is not None:
            yield element("p", say("bundle.order", index=step.order.index))
        if step.objection is not None:
            yield element("p", say("bundle.cited_objection", index=step.objection.index))
        yield from self._room(step.room)
        for paper in step.papers:
            yield Html(element("p", say("bundle.paper")) + element("code", paper, class_="hash"))
        if step.findings:
            yield element("p", ", ".join(sorted(set(step.findings))), class_="alarm")

    def _room(self, room: RoomTold) -> Iterator[Html]:
        if room.plenary is not None:
            present = self._words.people(room.present) or self._say("bundle.nobody")
            yield element("p", self._say("bundle.room", plenary=room.plenary, present=present))

    def _children(self, row: RowTold) -> Html:
        words, say = self._words, self._say
        headings = [say(f"bundle.children.{each}") for each in ("area", "figure", "certified")]
        rows = [
            [words.area(each.area), words.figure(each.figure), words.figure(each.certified)] for each in row.children
        ]
        return table(say("bundle.children"), headings, rows, numbers={1, 2})

    # ------------------------------------------------------------ around the number

    def _around(self, row: RowTold) -> Iterator[Html]:
        """Objections, handovers and positions: the same for every row."""
        words, say = self._words, self._say
        objections = [*row.objections, *(each for level in row.levels for each in level.objections)]
        if objections:
            headings = [say(f"bundle.objections.{each}") for each in ("by", "unit", "text", "answer")]
            yield table(
                say("bundle.objections"),
                [*headings, say("bundle.life.entry")],
                [
                    [
                        words.people([each.by]),
                        words.area(each.unit),
                        Html(element("p", words.plain(each.text)) + "".join(self._room(each.room))),
                        say("bundle.unanswered")
                        if each.answered is None
                        else f"{say(f'objection.status.{each.outcome}', reason=each.reason)}",
                        words.entry(each.entry),
                    ]
                    for each in objections
                ],
            )
        passed = [cells for level in row.levels for cells in self._passed(level)]
        if passed:
            headings = [say(f"bundle.passed.{each}") for each in ("what", "names")]
            yield table(say("bundle.passed"), [*headings, say("bundle.life.entry")], passed)
        positions = [(level, each) for level in row.levels for each in level.positions]
        if positions:
            headings = [say(f"bundle.saksi.{each}") for each in ("who", "stance")]
            yield table(
                say("bundle.saksi"),
                [*headings, say("bundle.life.entry")],
                [
                    [
                        say("bundle.saksi.option", body=words.body(level.book), option=each.option),
                        say(f"bundle.stance.{each.stance}", reason=each.reason),
                        words.entry(each.entry),
                    ]
                    for level, each in positions
                ],
            )

    def _passed(self, level: LevelTold) -> Iterator[list[Cell]]:
        words, say = self._words, self._say
        body = words.body(level.book)

        def cells(said: str, each: PassedTold) -> list[Cell]:
            return [said, words.entry(each.other) if each.other else "", words.entry(each.entry)]

        for each in level.arrivals:
            yield cells(say("bundle.arrived", body=body, area=words.area(each.area), box=each.box or "-"), each)
        yield from (
            cells(say("bundle.handed_over", body=body, to=words.body_id(each.area)), each) for each in level.handed_over
        )

    # ------------------------------------------------------------ findings and proof

    def _findings(self) -> Html:
        headings = [self._say(f"bundle.findings.{each}") for each in ("code", "where", "text")]
        return table(self._say("bundle.findings.caption"), headings, list(map(self._finding, self._story.findings)))

    def _proof(self) -> Iterator[Html]:
        story, words, say = self._story, self._words, self._say
        yield element("h2", say("bundle.proof"))
        yield element("p", say("bundle.proof.text", signatures=words.number(story.signatures)))
        headings = [say(f"bundle.books.{each}") for each in ("book", "size", "here", "root")]
        rows = [
            [
                Html(element("p", words.body(book.origin)) + element("code", book.origin, class_="hash")),
                words.number(book.size),
                words.number(book.entries),
                element("code", book.root, class_="hash"),
            ]
            for book in story.books
        ]
        yield table(say("bundle.books"), headings, rows, numbers={1, 2})
        if story.documents:
            yield element("h3", say("bundle.documents"))
            yield element("ul", *(element("li", element("code", each, class_="hash")) for each in story.documents))
        yield element("p", say("bundle.check"))
        yield element("pre", say(_COMMAND))
        yield element("p", say("bundle.check.trust"))
        yield element("pre", f"election {story.election.hash}")
        yield element("h3", say("bundle.limits"))
        limits = ("later", "tail", "others", "intent")
        yield element("ul", *(element("li", say(f"bundle.limits.{each}")) for each in limits))

    def _finding(self, finding: FindingTold) -> list[Cell]:
        words = self._words
        parts = [words.area(finding.area)] if finding.area else []
        if finding.book is not None:
            parts.append(words.body(finding.book))
        if finding.index is not None:
            parts.append(self._say("bundle.entry", index=finding.index))
        said = finding.text.id if words.language == "id" else finding.text.en
        return [finding.code, ", ".join(parts), said]


def _figure_at(level: LevelTold) -> int | None:
    last = last_of(level)
    return None if last is None else carried(last)
