"""The source as a map of what is known: every sentence tinted, one of them current."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from studyapp.core.mastery import SentenceState
from studyapp.core.sources import Source, Span
from studyapp.ui import theme
from studyapp.ui.source import states
from studyapp.ui.widgets import icons
from studyapp.ui.widgets.buttons import ENTER_KEYS
from studyapp.ui.widgets.source_view import SourceView

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}
# These scroll by the text cursor; the sentence that it comes to is the current one.
_JUMPS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)

_AIR = 48  # pixels at 100 % text between the current sentence and the edge of the view


class MapView(SourceView):
    """Tints the sentences and lets the learner walk from one to the next.

    Only what is in view, and a screen around it, is tinted: of a text of 300 kB that
    takes 7 ms instead of 50. The current sentence has an outline, a cross in the
    margin stands where an answer was wrong the last time.

    Signals: ``moved(int)``, the learner went to another sentence; ``opened(int, bool)``, its
    facts are asked for, and whether by key. Both give its place in the text, from 0.
    """

    moved = Signal(int)
    opened = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__(pointing=True)
        self._states: Sequence[SentenceState] = ()
        self._starts: list[int] = []
        self._tinted = range(0)
        self.current = -1
        self.pointed.connect(self._on_pointed)
        self.verticalScrollBar().valueChanged.connect(self._tint_what_is_in_view)

    def show_map(self, source: Source, found: Sequence[SentenceState]) -> None:
        """Show the source with the states of its sentences, no sentence being current."""
        self._states = ()  # while the text changes, its old sentences are nowhere
        self.current = -1
        self.show_source(source)
        self.show_states(found)
        self.setAccessibleDescription("")

    def show_states(self, found: Sequence[SentenceState]) -> None:
        """Tint the same text anew."""
        self._states = found
        self._starts = [state.sentence.span.start for state in found]
        self._tinted = range(0)
        self._tint_what_is_in_view()
        self.viewport().update()

    def go_to(self, index: int) -> None:
        """Make a sentence the current one and show it."""
        if not 0 <= index < len(self._states):
            return
        self._set_current(index)
        self._bring_into_view(self._states[index].sentence.span)
        self.moved.emit(index)

    def sentence_at(self, offset: int) -> int:
        """The place of the sentence that holds the code point, or of the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in _STEPS and plain:
            self._step(_STEPS[key])
        elif key in ENTER_KEYS and plain and self._states:
            if self.current < 0:
                self._step(0)
            self.opened.emit(self.current, True)
        elif key in _JUMPS and self._states:
            super().keyPressEvent(event)
            self._set_current(self.sentence_at(self._positions.from_qt(self._caret())))
            self.moved.emit(self.current)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tint_what_is_in_view()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._source is not None:
            self._tint_what_is_in_view()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_view = self._in_view()
        for index in in_view:
            if self._states[index].missed:
                self._paint_cross(painter, self._states[index].sentence.span)
        if self.current in in_view:
            colour = QColor(theme.in_use().accent)
            painter.setPen(QPen(colour, 2.5 if self.hasFocus() else 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._outline(self._states[self.current].sentence.span))

    def _grounds(self) -> list[QTextEdit.ExtraSelection]:
        ink = theme.in_use().text
        made = []
        for state in self._states[self._tinted.start : self._tinted.stop]:
            look = states.look(state.level, missed=state.missed)
            if look is not None:
                span = state.sentence.span
                made.append(self._selection(span, look.ground, look.line, look.style, ink))
        return made

    def _near(self, others: Sequence[Span]) -> Sequence[Span]:
        """Those that stand in what is tinted: a letter may be found ten thousand times."""
        tinted = self._states[self._tinted.start : self._tinted.stop]
        if not tinted:
            return others
        first, last = tinted[0].sentence.span.start, tinted[-1].sentence.span.end
        return [span for span in others if first <= span.start < last]

    def _tint_what_is_in_view(self) -> None:
        """Tint what is seen and as much before and behind it, unless that is done already."""
        seen = self._in_view()
        if seen.start >= self._tinted.start and seen.stop <= self._tinted.stop:
            return
        self._tinted = self._in_view(self.viewport().height())
        self._mark_anew()

    def _in_view(self, around: int = 0) -> range:
        """The sentences that are seen, or stand at most so many pixels above or below."""
        if not self._states:
            return range(0)
        place = self.viewport().rect().adjusted(0, -around, 0, around)
        first, last = (
            self._positions.from_qt(self.cursorForPosition(corner).position())
            for corner in (place.topLeft(), place.bottomRight())
        )
        return range(self.sentence_at(first), bisect_left(self._starts, last + 1))

    def _step(self, by: int) -> None:
        if self.current < 0:
            seen = self._in_view()
            self.go_to(seen.start)
        else:
            self.go_to(self.current + by)

    def _bring_into_view(self, span: Span) -> None:
        """Scroll no further than needed to show the sentence with some air around it."""
        self.bring_into_view(span)
        bar, place, air = self.verticalScrollBar(), self.place_of(span), theme.px(_AIR)
        below = place.bottom() + air - self.viewport().height()
        above = air - place.top()
        if above > 0:
            bar.setValue(bar.value() - above)
        elif below > 0:
            bar.setValue(bar.value() + below)

    def _set_current(self, index: int) -> None:
        self.current = index
        self.viewport().update()
        state = self._states[index]
        told = self.tr("Sentence {number} of {total}").format(
            number=index + 1, total=len(self._states)
        )
        self.setAccessibleDescription(f"{told} · {states.sentence_in_words(state)}")
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    def _caret(self) -> int:
        return self.textCursor().position()

    def _paint_cross(self, painter: QPainter, span: Span) -> None:
        margin = self.document().rootFrame().frameFormat().rightMargin()
        side = min(theme.px(14), margin - 4)
        line = self.cursorRect(self._cursor(Span(span.start, span.start)))
        left = self.viewport().width() - margin + 2
        place = QRectF(left, line.center().y() - side / 2, side, side)
        icons.draw(painter, "wrong", theme.in_use().wrong, place)

    def _outline(self, span: Span) -> QPainterPath:
        """The line around a sentence, which may begin and end within a line of the page."""
        start, end = self._positions.span_to_qt(span)
        block = self.document().findBlock(start)
        layout = block.layout()
        frame = self.document().documentLayout().blockBoundingRect(block)
        corner = frame.topLeft() - QPointF(0, self.verticalScrollBar().value())
        path = QPainterPath()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        for line, below in zip_longest(lines, lines[1:]):
            first = max(start - block.position(), line.textStart())
            last = min(end - block.position(), line.textStart() + line.textLength())
            if first < last:
                goes_on = below is not None and below.textStart() < end - block.position()
                bottom = below.y() + 1 if goes_on else line.y() + line.height()
                left, right = _x(line, first), _x(line, last)
                box = QRectF(left, line.y(), right - left, bottom - line.y())
                path = path.united(_box(box.translated(corner).adjusted(-3, -1, 3, 1)))
        return path

    def _on_pointed(self, offset: int) -> None:
        if self._states:
            index = self.sentence_at(offset)
            self._set_current(index)
            self.opened.emit(index, False)


def _x(line: QTextLine, position: int) -> float:
    """Where a character of the block stands in its line; PySide gives the position as well."""
    found = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _box(place: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(place)
    return path
