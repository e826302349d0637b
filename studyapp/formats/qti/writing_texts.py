"""What is written of a question: its texts as markup, and what is lost on the way."""

import re
from collections.abc import Callable

from studyapp.core.bank import Question
from studyapp.core.marked import plain as unmarked
from studyapp.core.wording import GAP
from studyapp.formats.qti.markup import Element, element, plain, xhtml

_MARK = re.compile(r"\{([0-9]{1,4})\}")
# Where a gap stands, while its text is made into markup; XML cannot hold the character.
_SIGN = re.compile("\0([0-9]+)\0")

# Hears of a loss: a code, and what is to be told.
Lose = Callable[[str, str], None]


class Texts:
    """The texts of one question as markup."""

    def __init__(self, question: Question, lose: Lose, picture: str | None) -> None:
        self.lose = lose
        self._marked = question.marked
        self._question = question
        self._picture = picture

    def words(self, text: str) -> str:
        return xhtml(text, marked=self._marked)

    def menu_words(self, text: str) -> str:
        """The text of a choice in a gap, where no elements can stand."""
        bare = unmarked(text) if self._marked else text
        if bare != text:
            self.lose("marks-lost", "emphasis in what is to be chosen in a gap is lost")
        one_line = " ".join(bare.split()) if bare != bare.strip() or "\n" in bare else bare
        if one_line != bare:
            self.lose("spaces-lost", "line breaks in what is to be chosen in a gap are lost")
        return plain(one_line)

    def picture(self) -> tuple[Element, ...]:
        """The picture in a paragraph of its own, if there is one."""
        if self._picture is None or self._question.picture is None:
            return ()
        shown = element("img", src=self._picture, alt=self._question.picture.alt)
        return (element("p", shown),)

    def paragraph(self) -> tuple[Element, ...]:
        """The picture and the stem."""
        return (*self.picture(), element("p", self.words(self._question.stem)))

    def prompt(self) -> Element:
        return element("prompt", self.words(self._question.stem))

    def with_gaps(self, gaps: tuple[Element, ...], *, blank: bool) -> tuple[Element, ...]:
        """The picture, and the stem with these in their places; missing ones stand at its end.

        ``blank`` says that there is one gap, which the stem shows as a line.
        """
        stem = self._question.stem.replace("\0", "")
        left = dict(enumerate(gaps, start=1))
        stem = stem.replace(GAP, _place(1), 1) if blank else _signed(stem, len(gaps))
        content: list[Element | str] = []
        for number, part in enumerate(_SIGN.split(self.words(stem))):
            content += [left.pop(int(part))] if number % 2 else [part] if part else []
        for gap in left.values():
            content += [" ", gap]
        return (*self.picture(), element("p", *content))


def _signed(stem: str, count: int) -> str:
    """The stem with a sign for the first mark of each gap."""
    seen = set[int]()

    def sign(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= count or number in seen:
            return found[0]
        seen.add(number)
        return _place(number)

    return _MARK.sub(sign, stem)


def _place(number: int) -> str:
    return f"\0{number}\0"
