"""The pages of a paper: its sections one after another, each set when it is asked for."""

from collections import OrderedDict
from collections.abc import Generator, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QPainter

from studyapp.authoring.paper import Paper, Version
from studyapp.ui.printing import paper_words
from studyapp.ui.printing.answer_sheets import AnswerSheets
from studyapp.ui.printing.blocks import Block
from studyapp.ui.printing.groups import Group
from studyapp.ui.printing.heads import Heads
from studyapp.ui.printing.key_blocks import Keys
from studyapp.ui.printing.paging import Page, draw_at, paginated
from studyapp.ui.printing.question_blocks import Questions
from studyapp.ui.printing.sheet import Sheet
from studyapp.ui.printing.sorts import Sort

# The sections whose pages are kept: those around the one that is looked at.
_KEPT = 3


_FOR_LEARNERS = (Sort.PAPER, Sort.ANSWER_SHEET)


class Section(Struct, frozen=True):
    """Pages that are numbered by themselves."""

    version: Version
    sort: Sort


class Document:
    """All that is printed of a paper; ``sorts`` are the sorts of section that it has.

    What the teacher keeps comes after all that is given out.
    """

    def __init__(self, paper: Paper, sheet: Sheet, sorts: frozenset[Sort]) -> None:
        self.paper = paper
        self.sheet = sheet
        self._sorts = sorts
        for_teacher = [sort for sort in Sort if sort not in _FOR_LEARNERS]
        self.sections = tuple(
            Section(version, sort)
            for some in (_FOR_LEARNERS, for_teacher)
            for version in paper.versions
            for sort in some
            if sort in sorts
        )
        self._heads = Heads(paper, sheet)
        self._questions = Questions(sheet, on_sheet=Sort.ANSWER_SHEET in sorts)
        self._answers = AnswerSheets(sheet)
        self._keys = Keys(sheet)
        self._counts: dict[int, int] = {}
        self._kept: OrderedDict[int, list[Page]] = OrderedDict()

    def setting(self, section: int) -> Generator[None, None, list[Page]]:
        """Sets the section at this index in steps, and gives its pages."""
        if section not in self._kept:
            pages = yield from self._set(self.sections[section])
            self._kept[section] = pages
            self._counts[section] = len(pages)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(section)
        return self._kept[section]

    def counting(self) -> Iterator[int]:
        """Sets one section after another, in steps; gives how many are done by then."""
        for section in range(len(self.sections)):
            if section not in self._counts:
                for _ in self.setting(section):
                    yield section
        yield len(self.sections)

    def pages(self, section: int) -> list[Page]:
        """The pages of the section at this index."""
        for _ in self.setting(section):
            pass
        return self._kept[section]

    @property
    def count(self) -> int:
        """How many pages there are in all."""
        for _ in self.counting():
            pass
        return sum(self._counts.values())

    def page(self, number: int) -> Page:
        """The page of this number in the whole document, from 0."""
        if not 0 <= number < self.count:
            raise IndexError(number)
        section = 0
        while number >= self._counts[section]:
            number -= self._counts[section]
            section += 1
        return self.pages(section)[number]

    def draw(self, painter: QPainter, page: Page) -> None:
        """Draw a page on a device whose unit is a tenth of a point."""
        sheet = self.sheet
        for each in page.placed:
            draw_at(painter, sheet.left, sheet.top + each.top, each.block)
        draw_at(painter, sheet.left, sheet.foot, page.foot)

    def _set(self, section: Section) -> Generator[None, None, list[Page]]:
        version = section.version
        head, found = self._filled(section)
        groups: list[Group] = []
        for group in found:
            groups.append(group)
            yield
        pages = paginated(head, groups, self.sheet.text_height)
        name = paper_words.section_name(section.sort)
        return [
            replace(page, foot=self._heads.foot(version, name, number, len(pages)))
            for number, page in enumerate(pages, start=1)
        ]

    def _filled(self, section: Section) -> tuple[Block, Iterable[Group]]:
        """The head of the section, and what stands below it, set as it is asked for."""
        version = section.version
        match section.sort:
            case Sort.PAPER:
                head = self._heads.of_paper(version, on_sheet=Sort.ANSWER_SHEET in self._sorts)
                return head, (self._questions.group(each) for each in version.questions)
            case Sort.ANSWER_SHEET:
                head = self._heads.of_answers(version)
                return head, self._answers.groups(version, head.height)
            case Sort.KEY:
                head = self._heads.of_teacher(paper_words.section_name(section.sort), version)
                return head, self._keys.key(version, head.height)
            case Sort.EXPLANATIONS:
                head = self._heads.of_teacher(paper_words.section_name(section.sort), version)
                return head, self._keys.explanations(version)
