"""The picture of the path of a number, as SVG inside of a page: one box per level, from the TPS on.

- It says nothing that the tables beside it do not say; its title and description tell it in words.
- What a level certified is joined to the level below by a line: whole where it is the same, broken and named where not.
- Every line of text fits the width of a phone.
"""

from collections.abc import Iterator
from typing import Final

from ledger.bundles.bundle_document import CertificateTold, DifferenceTold, LevelTold, RowTold, StepTold
from ledger.bundles.report_words import Html, Words, html

_WIDTH: Final = 360
_LEFT: Final = 18
_LINE: Final = 20
_GAP: Final = 46
_MOST_STEPS: Final = 8
_LONGEST: Final = 46
_NOT_CURRENT: Final = ("stale", "left_out", "rests_on_stale")

Line = tuple[str, str]
"""A class and a text."""


def picture(row: RowTold, area: str, words: Words, ident: str) -> Html:
    """The picture of one row's number; `ident` keeps the names of its parts apart from those of other pictures."""
    parts: list[str] = []
    top = _box(parts, 4, _station_lines(row, area, words), is_first=False)
    for level in row.levels:
        is_first = row.first_difference is not None and row.first_difference.book == level.book
        _edge(parts, top, level, words)
        top = _box(parts, top + _GAP, list(_level_lines(level, words)), is_first=is_first)
    title, description = html(words.say("bundle.path")), html(_description(row, area, words))
    return Html(
        f'<svg viewBox="0 0 {_WIDTH} {top + 6}" role="img" aria-labelledby="{ident}-t {ident}-d"'
        f' xmlns="http://www.w3.org/2000/svg"><title id="{ident}-t">{title}</title>'
        f'<desc id="{ident}-d">{description}</desc>{"".join(parts)}</svg>'
    )


def last_of(level: LevelTold) -> CertificateTold | None:
    """The certificate of a level that is in force."""
    return level.certificates[-1] if level.certificates else None


def carried(certificate: CertificateTold) -> int | None:
    """The figure by which a certificate carries the number: its column, or where there is none its total."""
    return certificate.total if certificate.unit is None else certificate.column


def is_of_figures(difference: DifferenceTold) -> bool:
    """Whether it is the figures that differ, not how many columns there are, or how many TPS lack the row."""
    return difference.what in ("column", "total")


def change_of(difference: DifferenceTold) -> int:
    """By how much what was certified is more than what those below give."""
    return (difference.certified or 0) - (difference.given or 0)


def _station_lines(row: RowTold, area: str, words: Words) -> list[Line]:
    lines = [("title", words.area(area)), ("figure", words.figure(row.figure))]
    steps = row.life if len(row.life) <= _MOST_STEPS else [*row.life[:2], *row.life[2 - _MOST_STEPS :]]
    return [*lines, *(_step_line(step, words) for step in steps)]


def _step_line(step: StepTold, words: Words) -> Line:
    said = words.say(f"bundle.short.{step.kind}", old=words.figure(step.old), new=words.figure(step.new))
    return "small", said if step.counts else f"{said} ({words.say('bundle.not_counted')})"


def _level_lines(level: LevelTold, words: Words) -> Iterator[Line]:
    yield "title", words.body(level.book)
    last = last_of(level)
    if last is None:
        yield "small", words.say("bundle.path.none")
    else:
        yield "figure", words.figure(carried(last))
        if last.unit is not None:
            column = words.figure(last.column)
            yield "small", words.say("bundle.path.column", unit=words.area(last.unit), figure=column)
            yield "small", words.say("bundle.path.total", figure=words.number(last.total))
    for older in level.certificates[:-1]:
        yield "small", words.say("bundle.path.older", figure=words.figure(carried(older)))
    for step in level.adjustments:
        yield _step_line(step, words)
    if last is not None and last.state in _NOT_CURRENT:
        yield "bad", words.say(f"bundle.path.{last.state}")
    for difference in level.differences:
        if difference.what == "total":
            given, change = words.figure(difference.given), words.signed(change_of(difference))
            yield "bad", words.say("bundle.path.total_differs", given=given, change=change)


def _box(parts: list[str], top: int, lines: list[Line], *, is_first: bool) -> int:
    """Draw a box with these lines; gives where it ends."""
    heights = [_LINE + 8 if kind == "figure" else _LINE for kind, _ in lines]
    height = sum(heights) + 14
    mark = " first" if is_first else ""
    parts.append(f'<rect class="box{mark}" x="2" y="{top}" width="{_WIDTH - 4}" height="{height}" rx="6"/>')
    at = top + 4
    for (kind, said), step in zip(lines, heights, strict=True):
        at += step
        shown = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        parts.append(f'<text class="{kind}" x="{_LEFT}" y="{at}">{html(shown)}</text>')
    return top + height


def _edge(parts: list[str], top: int, level: LevelTold, words: Words) -> None:
    """The line from what ends at `top` to the box of a level."""
    middle, end = 48, top + _GAP
    column = next((each for each in level.differences if each.what == "column"), None)
    last = last_of(level)
    mark = " bad" if column is not None else ""
    parts.append(f'<path class="edge{mark}" d="M{middle} {top}V{end - 7}"/>')
    parts.append(f'<path class="tip{mark}" d="M{middle - 5} {end - 9}h10l-5 8z"/>')
    if column is not None:
        said = words.say("bundle.path.differs", change=words.signed(change_of(column)))
        parts.append(f'<text class="bad" x="{middle + 16}" y="{top + 28}">{html(said)}</text>')
    elif last is not None:
        said = words.say("bundle.path.carries", figure=words.figure(carried(last)))
        parts.append(f'<text class="small" x="{middle + 16}" y="{top + 28}">{html(said)}</text>')


def _description(row: RowTold, area: str, words: Words) -> str:
    levels = []
    for level in row.levels:
        last = last_of(level)
        figure = words.say("bundle.path.none") if last is None else words.figure(carried(last))
        levels.append(f"{words.body(level.book)}: {figure}")
    first = row.first_difference
    said = words.say("bundle.no_difference")
    if first is not None:
        listed = ", ".join(words.signed(change_of(each)) for each in first.differences if is_of_figures(each))
        said = f"{words.say('bundle.column.first')}: {words.area(first.area)}" + (f" ({listed})" if listed else "")
    return f"{words.area(area)}: {words.figure(row.figure)}; {'; '.join(levels)}. {said}"
