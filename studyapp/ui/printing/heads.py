"""What stands at the top of a section, and at the foot of each page."""

from studyapp.authoring.paper import Paper, Version
from studyapp.ui.printing import paper_words
from studyapp.ui.printing.blocks import Block, Stroke, beside, moved, spaced, stacked
from studyapp.ui.printing.setting import at_right, text_block, width_of, writing_line
from studyapp.ui.printing.sheet import PALE, POINT, Sheet, type_of
from studyapp.ui.printing.sorts import Sort
from studyapp.ui.words import shortened

_LONGEST_TITLE = 200
_LONGEST_RECIPE = 1200

# What is filled in at the head: shares of the width for the name, the class and the date.
_SHARES = (0.52, 0.2, 0.28)
_ONE_ROW = 37  # ems that they take in one row


class Heads:
    """Sets the heads and feet of one paper."""

    def __init__(self, paper: Paper, sheet: Sheet) -> None:
        self._paper = paper
        self._sheet = sheet
        self._type = type_of(sheet.points)

    def of_paper(self, version: Version, *, on_sheet: bool) -> Block:
        """Title, version, what the learner fills in, how much there is and how to answer."""
        size = paper_words.size_of(self._paper)
        told = f"{size}.  {paper_words.how_to_answer(on_sheet)}"
        return self._head(self._title("", version), self._about_whom(), self._small(told))

    def of_answers(self, version: Version) -> Block:
        told = self._small(paper_words.how_to_fill(version))
        title = self._title(paper_words.section_name(Sort.ANSWER_SHEET), version)
        return self._head(title, self._about_whom(), told)

    def of_teacher(self, name: str, version: Version) -> Block:
        """The head of a key or of explanations, with how the paper can be made again."""
        recipe = self._small(shortened(paper_words.recipe(self._paper), _LONGEST_RECIPE))
        return self._head(self._title(name, version), recipe)

    def foot(self, version: Version, name: str, number: int, count: int) -> Block:
        style = self._type.foot
        told = paper_words.page(self._version_name(version), name, number, count)
        right = at_right(text_block(told, style), self._sheet.text_width)
        room = self._sheet.text_width - width_of(text_block(told, style)) - 2 * self._type.em
        line = paper_words.seed_line(self._paper)
        left = text_block(line, style, room)
        return beside(Block(left.height, left.marks[:1]), right)

    def _version_name(self, version: Version) -> str:
        """A lone version needs no letter."""
        return paper_words.version(version.letter) if len(self._paper.versions) > 1 else ""

    def _title(self, name: str, version: Version) -> Block:
        em = self._type.em
        letter = text_block(self._version_name(version), self._type.heading)
        room = width_of(letter) + 2 * em if letter.marks else 0.0
        width = self._sheet.text_width - room
        title = text_block(shortened(self._paper.title, _LONGEST_TITLE), self._type.title, width)
        drop = self._type.title.drop - self._type.heading.drop
        parts = [title]
        if name:
            parts.append(spaced(text_block(name, self._type.heading, width), 0.2 * em))
        return beside(stacked(parts), moved(at_right(letter, self._sheet.text_width), 0.0, drop))

    def _about_whom(self) -> Block:
        """Lines for the name, the class and the date: two rows of them where letters are large."""
        em = self._type.em
        width = self._sheet.text_width
        name, class_, date = paper_words.about_whom()
        if width < _ONE_ROW * em:
            rest = self._fields((class_, date), (0.4, 0.6), width)
            return stacked([self._fields((name,), (1.0,), width), rest], 0.5 * em)
        return self._fields((name, class_, date), _SHARES, width)

    def _fields(self, names: tuple[str, ...], shares: tuple[float, ...], width: float) -> Block:
        """Names with a line to write on behind each; they share the width."""
        em = self._type.em
        gap = 1.4 * em
        fields: list[Block] = []
        x = 0.0
        for name, share in zip(names, shares, strict=True):
            label = text_block(name, self._type.body)
            room = width_of(label) + 0.6 * em
            line = writing_line(room, share * (width + gap) - gap - room, label.height)
            fields.append(moved(beside(label, line), x))
            x += share * (width + gap)
        return spaced(beside(*fields), 0.5 * em)

    def _small(self, text: str) -> Block:
        return text_block(text, self._type.small, self._sheet.text_width)

    def _head(self, *blocks: Block) -> Block:
        em = self._type.em
        inside = stacked((block for block in blocks if block.marks), 0.7 * em)
        rule = Block(0.0, (Stroke(0.0, 0.0, self._sheet.text_width, 0.8 * POINT, PALE),))
        return stacked([inside, rule], 0.8 * em)
