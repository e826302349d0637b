"""What stays together on a page."""

from msgspec import Struct

from studyapp.ui.printing.blocks import Block


class Group(Struct, frozen=True):
    """Blocks that are on one page, unless there is none on which they would fit.

    ``number`` is that of the question, 0 for what is none. ``above`` is the room before the
    group, which it does not need at the top of a page. What is ``with_next`` never stands
    last on a page.
    """

    blocks: tuple[Block, ...]
    number: int = 0
    above: float = 0.0
    with_next: bool = False

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks)
