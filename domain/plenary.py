"""The aggregate of one plenary (rapat pleno): opened once, then closed."""

from dataclasses import dataclass

from domain.events import PlenaryClosed, PlenaryOpened


@dataclass(frozen=True, slots=True)
class Plenary:
    """The state of `plenary/<n>`; `contests` is empty before it was opened."""

    contests: tuple[str, ...] = ()
    is_open: bool = False
    is_closed: bool = False


def fold_plenary(plenary: Plenary, event: PlenaryOpened | PlenaryClosed) -> Plenary | None:
    """The state after `event`, or None if it cannot follow: opened twice, or closed while not open."""
    match event:
        case PlenaryOpened(contests=contests) if not plenary.is_open and not plenary.is_closed:
            return Plenary(contests, is_open=True)
        case PlenaryClosed() if plenary.is_open:
            return Plenary(plenary.contests, is_closed=True)
        case _:
            return None
