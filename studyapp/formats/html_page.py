"""Lines of styled words, put together as a browser lays out white space and blocks."""

import re

from studyapp.core.marked import PLAIN, Run, Style, joined

# White space as HTML has it: a run of it is one space, at the edges of a line nothing.
WHITE = " \t\n\f\r"
_GAPS = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")  # but for single spaces
_BLANK = WHITE + "\N{NO-BREAK SPACE}"


def shown_words(text: str) -> str:
    """What a browser shows of the words of one paragraph."""
    return _GAPS.sub(" ", text.strip(WHITE)) if text.strip(_BLANK) else ""


class Page:
    """What was written so far; breaks and spaces wait until something comes after them."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Style]] = []
        self._breaks: list[Style] = []
        self._margin = False
        self._space: Style | None = None
        self._filled = False  # the line has words
        self._marked = False  # the line has the mark of a list
        self._fresh = True  # a space here would not be seen
        self._in_cell = False
        self._cells = 0

    def runs(self) -> tuple[Run, ...]:
        return joined(self._pieces)

    @property
    def length(self) -> int:
        """For ``since``."""
        return len(self._pieces)

    def since(self, length: int) -> str:
        """The words written since the page had this length."""
        return "".join(text for text, _ in self._pieces[length:])

    def words(self, text: str, style: Style) -> None:
        """Words whose white space has no meaning."""
        if not text.strip(_BLANK) and (self._fresh or not text.strip(WHITE)):
            self._leave_space(style)
            return
        inner = text.strip(WHITE)
        if text[0] in WHITE:
            self._leave_space(style)
        self._write(_GAPS.sub(" ", inner), style)
        if text[-1] in WHITE:
            self._leave_space(style)

    def exactly(self, text: str, style: Style) -> None:
        """Words whose white space stays as it is, also at the edges."""
        self._write(text, style)
        self._filled = not text.endswith("\n")
        self._fresh = not self._filled

    def line(self) -> None:
        """Ends a line that has words, as a block does where it begins and ends."""
        if self._in_cell:
            self._leave_space(PLAIN)
        elif self._filled:
            self.line_break(PLAIN)

    def own_line(self) -> None:
        """Ends a line that has anything at all, were it the mark of an empty element."""
        if self._marked and not self._in_cell:
            self._filled = True
        self.line()

    def line_break(self, style: Style) -> None:
        if self._in_cell:
            self._leave_space(style)
            return
        self._breaks.append(style)
        self._filled = self._marked = False
        self._fresh = True
        self._space = None

    def margin(self) -> None:
        """Ends a paragraph: an empty line stands between it and what comes next."""
        marked = self._marked and not self._filled
        self.line()
        self._margin = not (self._in_cell or marked)

    def list_mark(self, mark: str) -> None:
        """A new line that begins with a mark."""
        self.own_line()
        self._margin = False
        self._write(mark, PLAIN)
        self._filled, self._marked, self._fresh = self._in_cell, True, True

    def row(self) -> None:
        """A row of a table begins or ends."""
        self._in_cell = False
        self._cells = 0
        self.own_line()

    def cell(self) -> None:
        if self._cells:
            self._space = None
            self._write(" | ", PLAIN)
            self._fresh = True
        else:
            self.line()
        self._cells += 1
        self._in_cell = True

    def end_cell(self) -> None:
        self._in_cell = False
        self._space = None

    def _leave_space(self, style: Style) -> None:
        if not self._fresh and self._space is None:
            self._space = style

    def _write(self, text: str, style: Style) -> None:
        if self._pieces:
            if self._margin and len(self._breaks) < 2:
                self._breaks = [PLAIN, PLAIN]
            self._pieces += [("\n", its) for its in self._breaks]
            if self._space is not None:
                self._pieces.append((" ", self._space))
        self._pieces.append((text, style))
        self._breaks = []
        self._margin = False
        self._space = None
        self._filled = True
        self._fresh = False
