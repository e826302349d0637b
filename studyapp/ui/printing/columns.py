"""Short rows in two columns, page by page."""

from collections.abc import Callable, Iterator, Sequence

from studyapp.ui.printing.blocks import Block, beside, moved, stacked


def in_two_columns(
    rows: Sequence[Block], right: float, height_of: Callable[[int], float]
) -> Iterator[Block]:
    """A block for each page: first the left column is filled, then that at ``right``.

    ``height_of`` tells how much room there is on which of the pages, from 0. On the last
    one both columns are as long as each other.
    """
    rest = list(rows)
    page = 0
    while rest:
        room = height_of(page)
        left = max(1, _fitting(rest, room))
        both = left + _fitting(rest[left:], room)
        if both == len(rest):
            left = _half(rest)
        yield beside(stacked(rest[:left]), moved(stacked(rest[left:both]), right))
        rest = rest[both:]
        page += 1


def _fitting(rows: Sequence[Block], room: float) -> int:
    """How many of the rows fit."""
    used = 0.0
    for number, row in enumerate(rows):
        used += row.height
        if used > room:
            return number
    return len(rows)


def _half(rows: Sequence[Block]) -> int:
    """How many rows make the left column at least as long as the right one."""
    whole = sum(row.height for row in rows)
    used = 0.0
    for number, row in enumerate(rows, start=1):
        used += row.height
        if 2 * used >= whole:
            return number
    return len(rows)
