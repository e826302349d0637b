"""Positions of a text as Qt counts them.

Our spans count code points; Qt counts UTF-16 units, of which every character
beyond U+FFFF (an emoji, say) takes two. Only this module converts.
"""

import re
from bisect import bisect_left

from studyapp.core.sources import Span

_BEYOND = re.compile(r"[\U00010000-\U0010ffff]")
# What a text document takes for an end of line, apart from "\n" itself, and the two
# noncharacters that it uses for its own frames.
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " "})


class Positions:
    """Turns code points of one text into UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._beyond = [match.start() for match in _BEYOND.finditer(text)]

    def to_qt(self, offset: int) -> int:
        """The UTF-16 position of the code point at ``offset``."""
        return offset + bisect_left(self._beyond, offset)

    def from_qt(self, position: int) -> int:
        """The code point that holds the UTF-16 unit at ``position``."""
        low, high = 0, len(self._beyond)
        while low < high:
            middle = (low + high) // 2
            if self._beyond[middle] + middle < position:
                low = middle + 1
            else:
                high = middle
        return position - low

    def span_to_qt(self, span: Span) -> tuple[int, int]:
        return self.to_qt(span.start), self.to_qt(span.end)


def document_text(text: str) -> str:
    """The text with as many characters, so that a text document keeps every position.

    A document would swallow one character of a CR LF; here it becomes a space and a line end.
    """
    return text.replace("\r\n", " \n").translate(_BREAKS)
