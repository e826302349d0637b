"""The source text set as a page, with marked words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit

from studyapp.core.sources import Source, Span
from studyapp.ui import theme
from studyapp.ui.positions import Positions, document_text
from studyapp.ui.widgets.buttons import ENTER_KEYS

_COLUMN = 640  # widest line in pixels at 100 % text: about 75 characters
_LETTERS = 17  # pixels at 100 % text
_SIDE = 20  # room inside the column, for the bar beside marked words
_FROM_TOP = 0.22  # marked words come to stand this share of the height below the top


class SourceView(QTextEdit):
    """Shows one source; ``mark`` highlights spans of it and ``reveal`` scrolls to one.

    Evidence is marked with a ground, an underline and a bar beside it, other places
    with another ground and a dashed underline. With ``room_below`` the page can be
    scrolled until its last line stands in the upper third. With ``pointing`` places can be
    chosen.

    Signals: ``pointed(int)``, the code point that was clicked; ``stepped(int)``, an arrow key
    asks for the place before (-1) or behind (1).
    """

    pointed = Signal(int)
    stepped = Signal(int)

    def __init__(self, *, room_below: bool = False, pointing: bool = False) -> None:
        super().__init__()
        self._source: Source | None = None
        self._positions = Positions("")
        self._marked: tuple[Span, ...] = ()
        self._others: tuple[Span, ...] = ()
        self._revealed: Span | None = None
        self._room_below = room_below
        self._pointing = pointing
        self._pixels = 0
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setProperty("role", "reading")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Source text"))
        self.setMinimumWidth(260)

    @property
    def marked(self) -> tuple[Span, ...]:
        return self._marked

    @property
    def others(self) -> tuple[Span, ...]:
        return self._others

    def show_source(self, source: Source) -> None:
        """Set the text; a source that is shown already is only unmarked."""
        if self._source != source:
            self._source = source
            self._positions = Positions(source.text)
            self.setPlainText(document_text(source.text))
            self._set_page()
        self.mark((), ())

    def mark(self, spans: Sequence[Span], others: Sequence[Span]) -> None:
        """Mark evidence and other places, in place of what was marked before."""
        self._marked = tuple(spans)
        self._others = tuple(others)
        self._revealed = None
        self._mark_anew()
        self.viewport().update()  # the bars stand in the margin, beside the marked words

    def reveal(self, span: Span) -> None:
        """Scroll until the span stands in the upper third; it stays there when resized."""
        self._revealed = span
        cursor = self._cursor(Span(span.start, span.start))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        wanted = self.viewport().height() * _FROM_TOP
        bar.setValue(round(bar.value() + self.cursorRect(cursor).top() - wanted))

    def bring_into_view(self, span: Span) -> None:
        """Scroll no further than needed to show the span."""
        self.setTextCursor(self._cursor(Span(span.end, span.end)))
        self.setTextCursor(self._cursor(Span(span.start, span.start)))

    def place_of(self, span: Span) -> QRect:
        """Where the span's lines are in the viewport, over its whole width."""
        start = self._cursor(Span(span.start, span.start))
        end = self._cursor(Span(span.end, span.end))
        top, bottom = self.cursorRect(start).top(), self.cursorRect(end).bottom()
        return QRect(QPoint(0, top), QPoint(self.viewport().width() - 1, bottom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self._revealed is not None:
            self.reveal(self._revealed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._source is not None:
            if self._pixels != theme.px(_LETTERS):
                self._set_page()
            self._mark_anew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._revealed = None
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._revealed = None
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self._pointing and step is not None:
            self.stepped.emit(step)
        elif event.key() in ENTER_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pointing and not self.textCursor().hasSelection():
            position = self.cursorForPosition(event.position().toPoint()).position()
            self.pointed.emit(self._positions.from_qt(position))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar = QColor(theme.in_use().mark_bar)
        left = round(self.document().rootFrame().frameFormat().leftMargin()) - 16
        painter = QPainter(self.viewport())
        for span in self._marked:
            place = self.place_of(span)
            painter.fillRect(QRect(left, place.top(), 4, place.height()), bar)

    def _set_page(self) -> None:
        """Give the text its letters, lines and margins, in the text size in use."""
        pixels = self._pixels = theme.px(_LETTERS)
        font = QFont()
        font.setFamilies([*theme.present(theme.READING_FAMILIES), "serif"])
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(pixels)
        self.document().setDefaultFont(font)
        cursor = self._whole()
        letters = QTextCharFormat()
        letters.setFont(font)
        cursor.mergeCharFormat(letters)
        paragraph = QTextBlockFormat()
        paragraph.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        paragraph.setBottomMargin(pixels * 0.8)
        cursor.mergeBlockFormat(paragraph)
        self._close_empty_lines()
        self._fit()

    def _cursor(self, span: Span) -> QTextCursor:
        start, end = self._positions.span_to_qt(span)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _whole(self) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return cursor

    def _close_empty_lines(self) -> None:
        """Paragraphs have their distance already: an empty line between them adds none."""
        closed = QTextBlockFormat()
        closed.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        closed.setBottomMargin(0)
        block = self.document().begin()
        while block.isValid():
            if not block.text().strip():
                QTextCursor(block).mergeBlockFormat(closed)
            block = block.next()

    def _fit(self) -> None:
        """Centre a column of readable width, with room around the text."""
        side = max(_SIDE, (self.viewport().width() - theme.px(_COLUMN)) // 2)
        frame = self.document().rootFrame()
        page = frame.frameFormat()
        below = self.viewport().height() * (1 - _FROM_TOP) if self._room_below else _SIDE
        wanted = (side, _SIDE, side, round(below))
        edges = (page.leftMargin(), page.topMargin(), page.rightMargin(), page.bottomMargin())
        if edges != wanted:
            page.setLeftMargin(side)
            page.setTopMargin(_SIDE)
            page.setRightMargin(side)
            page.setBottomMargin(round(below))
            frame.setFrameFormat(page)

    def _mark_anew(self) -> None:
        colours = theme.in_use()
        solid = QTextCharFormat.UnderlineStyle.SingleUnderline
        dashed = QTextCharFormat.UnderlineStyle.DashUnderline
        # What comes later lies on top: another place may lie inside the evidence.
        selections = [
            self._selection(span, colours.mark, colours.mark_line, solid, colours.on_mark)
            for span in self._marked
        ] + [
            self._selection(span, colours.other, colours.other_line, dashed, colours.text)
            for span in self._near(self._others)
        ]
        self.setExtraSelections([*self._grounds(), *selections])

    def _near(self, others: Sequence[Span]) -> Sequence[Span]:
        """Those other places that need their mark now; a plain page marks them all."""
        return others

    def _grounds(self) -> list[QTextEdit.ExtraSelection]:
        """What lies below the marks; a plain page has nothing there."""
        return []

    def _selection(
        self,
        span: Span,
        ground: str,
        line: str,
        style: QTextCharFormat.UnderlineStyle,
        ink: str,
    ) -> QTextEdit.ExtraSelection:
        letters = QTextCharFormat()
        letters.setBackground(QColor(ground))
        letters.setForeground(QColor(ink))
        letters.setUnderlineStyle(style)
        letters.setUnderlineColor(QColor(line))
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(span)
        made.format = letters
        return made
