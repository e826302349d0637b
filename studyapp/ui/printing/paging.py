"""Groups of blocks on pages: nothing is broken that fits on a page."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtGui import QPainter

from studyapp.ui.printing.blocks import Block, cut
from studyapp.ui.printing.groups import Group

# What sums of lengths may be off by.
_SLACK = 0.01


class Placed(Struct, frozen=True):
    """A block and where it stands below the top of the page's text; ``number`` of its question."""

    block: Block
    top: float
    number: int = 0


class Page(Struct, frozen=True):
    """What stands on a page; a foot stands below it."""

    placed: tuple[Placed, ...]
    foot: Block = Block(0.0)

    @property
    def text(self) -> str:
        """Its words, line by line."""
        blocks = [*(each.block for each in self.placed), self.foot]
        return "\n".join(filter(None, (block.text for block in blocks)))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The questions of which something stands on the page."""
        return tuple(dict.fromkeys(each.number for each in self.placed if each.number))


def paginated(head: Block, groups: Sequence[Group], height: float) -> list[Page]:
    """The groups on pages of this height, the first of which begins with the head."""
    filling = _Filling(head, height)
    for at, group in enumerate(groups):
        filling.add(group, _needed(groups, at, height))
    return filling.pages()


def draw_at(painter: QPainter, x: float, y: float, block: Block) -> None:
    """Draw the block with its top left corner at this place."""
    painter.save()
    painter.translate(x, y)
    block.draw(painter)
    painter.restore()


def _needed(groups: Sequence[Group], at: int, height: float) -> float:
    """The room for the group and for what must follow it on the page."""
    needed = groups[at].height
    while groups[at].with_next and at + 1 < len(groups):
        at += 1
        more = groups[at].above + groups[at].height
        if needed + more > height:
            break
        needed += more
    return needed


class _Filling:
    """Pages on their way."""

    def __init__(self, head: Block, height: float) -> None:
        self._height = height
        self._pages: list[list[Placed]] = [[Placed(head, 0.0)] if head.marks else []]
        self._y = head.height

    def pages(self) -> list[Page]:
        return [Page(tuple(placed)) for placed in self._pages]

    def add(self, group: Group, needed: float) -> None:
        above = group.above if self._pages[-1] else 0.0
        if group.height > self._height + _SLACK:
            self._add_long(group, above)
            return
        if self._y + above + needed > self._height + _SLACK:
            self._turn()
            above = 0.0
        self._y += above
        for block in group.blocks:
            self._put(block, group.number)

    def _add_long(self, group: Group, above: float) -> None:
        """What is longer than a page begins where there is room for more than its beginning."""
        begin = above + sum(block.height for block in group.blocks[:2])
        if self._y + begin <= self._height:
            self._y += above
        elif self._pages[-1]:
            self._turn()
        for block in group.blocks:
            self._put_long(block, group.number)

    def _put_long(self, block: Block, number: int) -> None:
        if block.height > self._height - self._y and block.height <= self._height:
            self._turn()
        while self._y + block.height > self._height:
            parts = cut(block, self._height - self._y)
            if parts is None and not self._pages[-1]:
                break  # one mark is higher than a page
            if parts is not None:
                self._put(parts[0], number)
                block = parts[1]
            self._turn()
        self._put(block, number)

    def _put(self, block: Block, number: int) -> None:
        self._pages[-1].append(Placed(block, self._y, number))
        self._y += block.height

    def _turn(self) -> None:
        self._pages.append([])
        self._y = 0.0
