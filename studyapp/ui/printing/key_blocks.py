"""Keys and explanations: what the one who marks needs to know."""

from collections.abc import Iterator
from itertools import zip_longest

from studyapp.authoring.paper import PrintedQuestion, Remark, Version, Words, words_of
from studyapp.core.bank import Kind
from studyapp.ui.printing import paper_words
from studyapp.ui.printing.blocks import Block, moved, spaced, stacked
from studyapp.ui.printing.columns import in_two_columns
from studyapp.ui.printing.groups import Group
from studyapp.ui.printing.setting import (
    at_right,
    hanging,
    joined,
    lettered_shape,
    text_block,
    width_of,
    words_block,
)
from studyapp.ui.printing.sheet import MM, Sheet, type_of

_GUTTER = 12 * MM


class Keys:
    """Sets the keys of versions on one kind of sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._type = type_of(sheet.points)
        self._hang = 2.6 * self._type.em
        self._column = (sheet.text_width - _GUTTER) / 2

    def key(self, version: Version, head: float) -> list[Group]:
        """The right answers in two columns, below a head of this height."""
        asked = [each for each in version.questions if each.number]
        uneven = len({each.points for each in asked}) > 1
        above = 1.2 * self._type.em
        pages = in_two_columns(
            [self._answer(each, uneven) for each in asked],
            self._column + _GUTTER,
            lambda page: self._sheet.text_height - (0 if page else head + above),
        )
        return [Group((block,), above=above) for block in pages]

    def explanations(self, version: Version) -> Iterator[Group]:
        """Each question with its answer, the reasons and the words of the source."""
        return (self._explanation(each) for each in version.questions if each.number)

    def _answer(self, question: PrintedQuestion, uneven: bool) -> Block:
        em = self._type.em
        width = self._column - self._hang
        worth = text_block(paper_words.points(question.points), self._type.small)
        room = width_of(worth) + em if uneven else 0.0
        key = words_block(self._key(question), self._type.body, width - room)
        parts = [key]
        for share in dict.fromkeys(one.share for one in question.solution.accepted):
            each = [one.words for one in question.solution.accepted if one.share == share]
            told = joined(words_of(paper_words.accepted(share)), joined(*each, between="; "))
            parts.append(words_block(told, self._type.small, width))
        block = self._numbered(question, stacked(parts))
        if uneven:
            block = hanging(at_right(worth, self._column), 0.0, block)
        return spaced(block, 0.0, 0.4 * em)

    def _key(self, question: PrintedQuestion) -> Words:
        if not question.solution.answers:
            return words_of(paper_words.by_hand())
        answers = [paper_words.answered(answer) for answer in question.solution.answers]
        between = " / " if question.kind is Kind.FIND_PASSAGE else ",  "
        return joined(*answers, between=between)

    def _explanation(self, question: PrintedQuestion) -> Group:
        em = self._type.em
        width = self._sheet.text_width - self._hang
        stem = words_block(question.stem, self._type.italic, width)
        blocks = [self._numbered(question, stem)]
        blocks += [spaced(moved(block, self._hang), 0.35 * em) for block in self._told(question)]
        return Group(tuple(blocks), question.number, 1.5 * em)

    def _told(self, question: PrintedQuestion) -> Iterator[Block]:
        width = self._sheet.text_width - self._hang
        solution = question.solution
        if solution.answers:
            heading = text_block(paper_words.answer_heading(), self._type.strong)
            room = width_of(heading) + 0.5 * self._type.em
            key = words_block(self._key(question), self._type.body, width - room)
            yield hanging(heading, room, key)
        for remark in solution.remarks:
            yield self._remark(remark, width)
        if solution.statement:
            yield words_block(solution.statement, self._type.body, width)
        for note in solution.notes:
            yield text_block(paper_words.note(note), self._type.small, width)
        inset = 1.2 * self._type.em
        for one, following in zip_longest(solution.quotations, solution.quotations[1:]):
            told = paper_words.quoted(one, following)
            yield moved(text_block(told, self._type.small, width - inset), inset)

    def _remark(self, remark: Remark, width: float) -> Block:
        """The answer by its letter, which is filled where it is right, and below it why."""
        em = self._type.em
        room = 2.0 * em
        if remark.right is None or len(remark.letter) != 1:
            label = text_block(remark.letter, self._type.strong)
            room = max(room, width_of(label) + 0.6 * em) if remark.letter else 0.0
        else:
            style = self._type.small_strong
            label = lettered_shape(remark.letter, style, circle=True, filled=remark.right)
        worth = words_of(paper_words.share(remark.share)) if remark.share is not None else ()
        shown = words_block(
            joined(remark.words, worth, between="  "), self._type.body, width - room
        )
        why = words_block(remark.why, self._type.small, width - room)
        return hanging(label, room, stacked([shown, why]))

    def _numbered(self, question: PrintedQuestion, inside: Block) -> Block:
        number = text_block(f"{question.number}", self._type.strong)
        return hanging(at_right(number, self._hang - 0.9 * self._type.em), self._hang, inside)
