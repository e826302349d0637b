"""What is drawn on a page: marks, and blocks of them that stay together."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTextLayout

from studyapp.ui.printing.sheet import BLACK, PALE, POINT

HAIRLINE = 0.5 * POINT


class TextLine(Struct, frozen=True):
    """One line of a laid-out text; ``base`` is the distance from its top to the base line."""

    layout: QTextLayout
    number: int
    x: float
    top: float
    height: float
    base: float
    ink: QColor

    @property
    def text(self) -> str:
        line = self.layout.lineAt(self.number)
        units = self.layout.text().encode("utf-16-le", "surrogatepass")
        part = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
        return part.decode("utf-16-le", "replace").replace("\u2028", "")

    def draw(self, painter: QPainter) -> None:
        line = self.layout.lineAt(self.number)
        painter.setPen(self.ink)
        line.draw(painter, QPointF(self.x, self.top + self.base - line.ascent()))


class Stroke(Struct, frozen=True):
    """A straight line from the left to the right."""

    x: float
    top: float
    width: float
    height: float = HAIRLINE
    ink: QColor = PALE

    def draw(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(self.x, self.top, self.width, self.height), self.ink)


class Outline(Struct, frozen=True):
    """A box, or a circle where it is ``round``."""

    x: float
    top: float
    width: float
    height: float
    round: bool = False
    filled: bool = False
    ink: QColor = BLACK

    def draw(self, painter: QPainter) -> None:
        place = QRectF(self.x, self.top, self.width, self.height)
        painter.setPen(QPen(self.ink, HAIRLINE * 1.2))
        painter.setBrush(self.ink if self.filled else Qt.BrushStyle.NoBrush)
        if self.round:
            painter.drawEllipse(place)
        else:
            painter.drawRect(place)


class Figure(Struct, frozen=True):
    """A picture in this place."""

    image: QImage
    x: float
    top: float
    width: float
    height: float

    def draw(self, painter: QPainter) -> None:
        place = QRectF(self.x, self.top, self.width, self.height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)


Mark = TextLine | Stroke | Outline | Figure


class Block(Struct, frozen=True):
    """Marks from the top of the block on, and how high it is with the room around them."""

    height: float
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The words on it, a line each."""
        return "\n".join(mark.text for mark in self.marks if isinstance(mark, TextLine))

    def draw(self, painter: QPainter) -> None:
        for mark in self.marks:
            mark.draw(painter)


def moved(block: Block, x: float = 0.0, down: float = 0.0) -> Block:
    """The block further to the right or down, as much higher as it was moved."""
    marks = tuple(replace(mark, x=mark.x + x, top=mark.top + down) for mark in block.marks)
    return Block(block.height + down, marks)


def stacked(blocks: Iterable[Block], gap: float = 0.0) -> Block:
    """The blocks below each other as one."""
    marks: list[Mark] = []
    height = 0.0
    for number, block in enumerate(blocks):
        height += gap if number else 0.0
        marks += moved(block, 0.0, height).marks
        height += block.height
    return Block(height, tuple(marks))


def beside(*blocks: Block) -> Block:
    """The blocks over each other, each where its marks are, as one."""
    marks = tuple(mark for block in blocks for mark in block.marks)
    return Block(max((block.height for block in blocks), default=0.0), marks)


def spaced(block: Block, above: float, below: float = 0.0) -> Block:
    """The block with room above and below."""
    raised = moved(block, 0.0, above) if above else block
    return Block(raised.height + below, raised.marks)


def flowing(blocks: Sequence[tuple[float, Block]], width: float, gap: float, lead: float) -> Block:
    """Blocks of these widths in rows, each as full as it gets; ``lead`` is between the rows."""
    rows: list[list[Block]] = []
    x = 0.0
    for its, block in blocks:
        if not rows or x + its > width:
            rows.append([])
            x = 0.0
        rows[-1].append(moved(block, x))
        x += its + gap
    return stacked((beside(*row) for row in rows), lead)


def cut(block: Block, height: float) -> tuple[Block, Block] | None:
    """What fits into the height, and the rest; None where not even the first mark fits.

    A mark that is higher than that itself can only stay where it begins.
    """
    above = [mark for mark in block.marks if _is_above(mark, height)]
    rest = [mark for mark in block.marks if not _is_above(mark, height)]
    if not above or not rest:
        return None
    start = min(mark.top for mark in rest)
    left = (replace(mark, top=mark.top - start) for mark in rest)
    return Block(height, tuple(above)), Block(block.height - start, tuple(left))


def _is_above(mark: Mark, height: float) -> bool:
    return mark.top + mark.height <= height or mark.top <= 0 < height < mark.height
