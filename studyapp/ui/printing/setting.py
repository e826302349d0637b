"""Words set in lines, and the small parts that questions and keys are made of."""

from collections.abc import Iterable

from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from studyapp.authoring.paper import Lettered, Words, words_of
from studyapp.core import marked
from studyapp.ui.printing.blocks import Block, Outline, Stroke, TextLine, beside, moved
from studyapp.ui.printing.sheet import BLACK, LEADING, PALE, POINT, WHITE, Style

# A line of text has an end: what is wider is broken within a word.
_UNBOUNDED = 1_000_000.0
_BREAKS = str.maketrans({"\n": "\u2028", "\r": None, "\t": " ", "\u2029": "\u2028", "\0": None})


def words_block(words: Words, style: Style, width: float = _UNBOUNDED) -> Block:
    """The words in lines of this width, as plain text but for their own styles."""
    text, formats = _with_formats(words, upright=style.font.italic())
    layout = QTextLayout(text, style.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
    layout.endLayout()
    count = layout.lineCount() if text else 0
    lines = tuple(
        TextLine(layout, at, 0.0, at * style.step, style.step, style.drop, style.ink)
        for at in range(count)
    )
    return Block(count * style.step, lines)


def text_block(text: str, style: Style, width: float = _UNBOUNDED) -> Block:
    """A text of ours in lines of this width."""
    return words_block(words_of(text), style, width)


def width_of(block: Block) -> float:
    """How wide its longest line is, from the left edge of the block on."""
    return max(
        (
            mark.x + mark.layout.lineAt(mark.number).naturalTextWidth()
            for mark in block.marks
            if isinstance(mark, TextLine)
        ),
        default=0.0,
    )


def at_right(block: Block, width: float) -> Block:
    """The block of one line moved to the right edge."""
    return moved(block, width - width_of(block))


def centred(block: Block, width: float) -> Block:
    """The block of one line in the middle of this width."""
    return moved(block, (width - width_of(block)) / 2)


def joined(*words: Words, between: str = " ") -> Words:
    """These words in a row, without those that say nothing."""
    found: list[marked.Run] = []
    for each in filter(None, words):
        found += [*words_of(between), *each] if found else each
    return tuple(found)


def lettered_shape(
    letter: str, style: Style, *, circle: bool, filled: bool = False, side: float = 0.0
) -> Block:
    """A letter in a circle or a box, as high as a line of the style."""
    side = side or style.step * 0.92
    width = max(side, style.width_of(letter) + 0.5 * side)
    top = (style.step - side) / 2
    shape = Outline(0.0, top, width, side, circle, filled, ink=BLACK if filled else PALE)
    inside = centred(words_block(words_of(letter), style), width)
    if filled:
        inside = _in_white(inside)
    return beside(Block(style.step, (shape,)), inside)


def box(style: Style, width: float) -> Block:
    """An empty box to write into, somewhat higher than a line."""
    side = style.step * 1.15
    return Block(side, (Outline(0.0, 0.0, width, side),))


def writing_line(x: float, width: float, height: float) -> Block:
    """A line at the bottom of this height, to write on."""
    return Block(height, (Stroke(x, height, width, 0.6 * POINT),))


def hanging(label: Block, room: float, block: Block) -> Block:
    """The block behind its label, which stands in the room at the left."""
    return beside(label, moved(block, room))


def room_for(letters: Iterable[Lettered], style: Style) -> float:
    """The room for the widest of these letters and what is between it and the words."""
    wide = max((style.width_of(each.letter) for each in letters), default=0.0)
    return max(wide, 0.7 * style.step / LEADING) + 0.6 * style.step / LEADING


def _in_white(block: Block) -> Block:
    lines = (replace(mark, ink=WHITE) for mark in block.marks if isinstance(mark, TextLine))
    return Block(block.height, tuple(lines))


def _with_formats(words: Words, *, upright: bool) -> tuple[str, list[QTextLayout.FormatRange]]:
    """The text, and the formats of its runs in UTF-16 units, as Qt counts."""
    parts: list[str] = []
    formats: list[QTextLayout.FormatRange] = []
    at = 0
    for run in words:
        text = run.text.translate(_BREAKS)
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if run.style:
            found = QTextLayout.FormatRange()
            found.start, found.length = at, units
            found.format = _format(run.style, upright=upright)
            formats.append(found)
        parts.append(text)
        at += units
    return "".join(parts), formats


def _format(style: marked.Style, *, upright: bool) -> QTextCharFormat:
    """The look of a style; among italics emphasis is ``upright``."""
    found = QTextCharFormat()
    if marked.EMPHASIS in style:
        found.setFontItalic(not upright)
    if marked.LOWERED in style:
        found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    elif marked.RAISED in style:
        found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return found
