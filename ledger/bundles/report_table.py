"""Tables of a report.

- A table has a caption, and headings with a scope; the first cells name their rows.
- The roles are said again because the style of a phone takes the boxes of a table apart.
"""

from collections.abc import Iterable, Sequence

from ledger.bundles.report_words import Html, element

Cell = str


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    numbers: Iterable[int] = (),
    is_even: bool = False,
) -> Html:
    """A table whose first cells name their rows; `numbers` are the columns of figures.

    The columns of an even table keep their widths, whatever somebody wrote into one of them.
    """
    right = frozenset(numbers)
    style = [{"class_": "n"} if at in right else {} for at in range(len(headings))]
    head = [element("th", said, scope="col", role="columnheader", **style[at]) for at, said in enumerate(headings)]
    body = []
    for row in rows:
        first, *others = row
        cells = [element("th", first, scope="row", role="rowheader")]
        for at, cell in enumerate(others, start=1):
            cells.append(element("td", cell, role="cell", data_label=headings[at], **style[at]))
        body.append(element("tr", *cells, role="row"))
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head, role="row"), role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        role="table",
        **({"class_": "even"} if is_even else {}),
    )
