"""Anki's notes as questions: a flash card for each card, a cloze for each number of a gap."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Gap as QuestionGap
from studyapp.core.questions import Picture, TextAnswer
from studyapp.core.values import Text
from studyapp.core.wording import GAP
from studyapp.formats.anki.collection import Note, NoteType, Template
from studyapp.formats.anki.guids import id_in
from studyapp.formats.anki.report import Report
from studyapp.formats.anki.templates import (
    Gap,
    Side,
    all_text,
    back_of,
    gapped_fields,
    gaps_of,
    is_extra,
    numbers_in,
    rendered,
)
from studyapp.formats.html_text import FromHtml, from_html
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.pictures import NoPicture, Pictures

# A gap is typed where its words are no longer than this; else they are recalled.
MAX_TYPED = 60

# The letters of a note, times the cards that show them, beyond which it is left out.
_MAX_LETTERS = 4_000_000

# Stands for the gap that is asked for while HTML is read. No text may hold this character.
_ASKED = "\ufdd0"
# What a question has until it is known to be kept.
_UNNAMED, _NOWHERE = FactId(""), TopicId("")

_NO_WORDS = "What does this picture show?"
_NO_ALT = "A picture without a description"

# Bounded, so that no field takes long.
_SOUND = re.compile(r"\[sound:[^\]]{0,300}\]|\[anki:tts[^\[\]]{0,300}\][^\[]{0,2000}\[/anki:tts\]")
_LATEX = re.compile(r"\[/?(?:\$\$?|latex)\]")
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_ASKED}]")
_BRACED = re.compile(r"\{(\d+)\}")


class Cards:
    """The questions of the notes that were added; ``medium`` has the bytes of a picture."""

    def __init__(
        self,
        note_types: Mapping[int, NoteType],
        decks: Mapping[int, str],
        medium: Callable[[str], bytes | None],
        report: Report,
    ) -> None:
        self.questions: list[Question] = []
        self._note_types = note_types
        self._medium = medium
        self._report = report
        self._names = Names()
        self._pictures = Pictures()
        self._title, self._decks = _topics(decks)

    def found(self) -> QuestionSet:
        return QuestionSet(
            self._title, self._names.topics, tuple(self.questions), self._pictures.found
        )

    def add(self, number: int, note: Note) -> None:
        """Read all cards of a note; ``number`` is for those who read of its problems."""
        kind = self._note_types.get(note.type)
        if kind is None or not kind.templates:
            self._report.leave_out(number, "it has a note type that is not in the package")
            return
        if sum(map(len, note.fields)) * max(1, len(note.cards)) > _MAX_LETTERS:
            self._report.leave_out(number, "it is too long")
            return
        fields = {
            name: self._words_of(number, value)
            for name, value in zip(kind.fields, note.fields, strict=False)
        }
        if kind.cloze:
            self._add_gaps(number, note, kind, fields)
            return
        for card, deck in note.cards or tuple((card, 0) for card in range(len(kind.templates))):
            if card < len(kind.templates):
                question = self._of_card(number, kind.templates[card], fields)
                self._keep(number, note, card, deck, question)

    def _keep(
        self, number: int, note: Note, card: int, deck: int, question: Question | None
    ) -> None:
        if question is None:
            return
        wanted = id_in(note.guid) or (f"n{note.id}" if note.id else "")
        if wanted and len(note.cards) > 1:
            wanted = f"{wanted}-{card + 1}"
        named = replace(
            question,
            id=self._names.question(wanted, number),
            topic=self._names.topic(self._decks.get(deck, QUESTIONS)),
            tags=note.tags,
        )
        self.questions.append(named)

    def _of_card(
        self, number: int, template: Template, fields: Mapping[str, str]
    ) -> Question | None:
        front = rendered(template.front, fields)
        if front.hints:
            self._report.lose(number, "hint-left-out", "a hint is left out")
        shown = self._text(number, front.html)
        picture = self._picture(number, shown)
        if not shown.plain and picture is None:
            self._report.leave_out(number, "a card of it asks nothing in words")
            return None
        back, why = self._answer(number, template, front, fields)
        if not back.plain:
            self._report.leave_out(number, "a card of it has no answer in words")
            return None
        typed = bool(front.typed) and "\n" not in back.plain and not back.has_marks
        if front.typed and not typed:
            self._report.lose(number, "not-typed", "its answer is recalled: it has lines or styles")
        marked = any(one.has_marks for one in (shown, back, *why))
        return Question(
            id=_UNNAMED,
            kind=Kind.SHORT_ANSWER if typed else Kind.FLASHCARD,
            stem=_said(shown, marked) or _NO_WORDS,
            topic=_NOWHERE,
            answer=None if typed else Text(_said(back, marked)),
            answers=(TextAnswer(_literal(back.plain)),) if typed else (),
            why="\n".join(_said(one, marked) for one in why if one.plain),
            picture=picture,
            marked=marked,
        )

    def _answer(
        self, number: int, template: Template, front: Side, fields: Mapping[str, str]
    ) -> tuple[FromHtml, list[FromHtml]]:
        """The answer of a card, and what other fields add to it."""
        whole = back_of(template.back, front.html, fields)
        html = whole.html
        if front.typed:
            html = fields.get(front.typed, "")
            why = [back_of(template.back, front.html, {**fields, front.typed: ""}).html]
        else:
            extras = [name for name in fields if name in whole.shown - front.shown]
            extras = [name for name in extras if is_extra(name)]
            why = [fields[name] for name in extras]
            if extras:
                bare = {**fields, **dict.fromkeys(extras, "")}
                html = back_of(template.back, front.html, bare).html
        back = self._text(number, html)
        if not back.plain:
            back, why = self._text(number, whole.html), []
        if whole.hints:
            self._report.lose(number, "hint-left-out", "a hint is left out")
        added = [self._text(number, each) for each in why]
        self._lose_pictures(number, back, *added)
        return back, added

    def _add_gaps(self, number: int, note: Note, kind: NoteType, fields: Mapping[str, str]) -> None:
        template = kind.templates[0]
        gapped = gapped_fields(template.front) or kind.fields[:1]
        parts = {name: gaps_of(fields.get(name, "")) for name in gapped}
        if any("image-occlusion:" in fields.get(name, "") for name in gapped):
            self._report.leave_out(number, "it hides parts of a picture, which cannot be asked")
            return
        decks = dict(note.cards)
        opened = {each for its in parts.values() for each in numbers_in(its)}
        cards = sorted(each for each in opened if not decks or each - 1 in decks)
        if not cards:
            self._report.leave_out(number, "it has no gap")
        for each in cards:
            question = self._of_gap(number, template, fields, parts, each)
            self._keep(number, note, each - 1, decks.get(each - 1, 0), question)

    def _of_gap(
        self,
        number: int,
        template: Template,
        fields: Mapping[str, str],
        parts: Mapping[str, tuple[str | Gap, ...]],
        asked: int,
    ) -> Question | None:
        html: dict[str, str] = {}
        contents: list[str] = []
        for name, its in parts.items():
            html[name], inner = self._gapped(number, its, asked)
            contents += inner
        front = rendered(template.front, {**fields, **html})
        if front.html.count(_ASKED) != len(contents):
            front = Side("<br>".join(html.values()), shown=frozenset(html))
        shown = self._text(number, front.html)
        answers = [self._text(number, content) for content in contents]
        if shown.plain.count(_ASKED) != len(answers) or not all(one.plain for one in answers):
            self._report.leave_out(number, "a gap of it has no words, or is not among words")
            return None
        bare = {name: "" if name in front.shown else its for name, its in fields.items()}
        added = back_of(template.back, "", {**bare, **dict.fromkeys(parts, "")})
        if front.hints or added.hints:
            self._report.lose(number, "hint-left-out", "a hint is left out")
        why = self._text(number, added.html)
        self._lose_pictures(number, why, *answers)
        return self._cloze(number, shown, answers, why)

    def _cloze(
        self, number: int, shown: FromHtml, answers: list[FromHtml], why: FromHtml
    ) -> Question:
        long = any(len(one.plain) > MAX_TYPED or "\n" in one.plain for one in answers)
        marked = any(one.has_marks for one in (shown, why, *(answers if long else [])))
        if long:
            message = f"a gap is recalled: it has lines, or more than {MAX_TYPED} letters"
            self._report.lose(number, "not-typed", message)
        elif any(one.has_marks for one in answers):
            self._report.lose(number, "left-out", "left out: styles within a gap")
        question = Question(
            id=_UNNAMED,
            kind=Kind.FLASHCARD if long else Kind.CLOZE,
            stem=_said(shown, marked),
            topic=_NOWHERE,
            why=_said(why, marked),
            picture=self._picture(number, shown),
            marked=marked,
        )
        if long:
            back = Text("; ".join(_said(one, marked) for one in answers))
            return replace(question, stem=question.stem.replace(_ASKED, "[…]"), answer=back)
        if len(answers) > 1:
            return self._with_gaps(number, question, [one.plain for one in answers])
        right = (TextAnswer(_literal(answers[0].plain)),)
        return replace(question, stem=question.stem.replace(_ASKED, GAP), answers=right)

    def _with_gaps(self, number: int, question: Question, answers: list[str]) -> Question:
        stem = _BRACED.sub(r"(\1)", question.stem)
        if stem != question.stem:
            self._report.lose(number, "braces", "a number in braces is put in round brackets")
        pieces = stem.split(_ASKED)
        stem = pieces[0] + "".join(
            f"{{{place}}}{piece}" for place, piece in enumerate(pieces[1:], 1)
        )
        gaps = tuple(QuestionGap(answers=(TextAnswer(_literal(answer)),)) for answer in answers)
        return replace(question, stem=stem, gaps=gaps)

    def _gapped(
        self, number: int, parts: tuple[str | Gap, ...], asked: int
    ) -> tuple[str, list[str]]:
        """The text with a sign for each gap of that number, and what stands in those gaps."""
        html: list[str] = []
        answers: list[str] = []
        for part in parts:
            if isinstance(part, str):
                html.append(part)
            elif asked in part.numbers:
                html.append(f"{_ASKED} ({part.hint})" if part.hint else _ASKED)
                answers.append(all_text(part.content))
                if part.hint:
                    message = "the hint of a gap stands behind it in brackets"
                    self._report.lose(number, "hint", message)
            else:
                inner, more = self._gapped(number, part.content, asked)
                html.append(inner)
                answers += more
        return "".join(html), answers

    def _text(self, number: int, html: str) -> FromHtml:
        found = from_html(html)
        for what in found.dropped:
            self._report.lose(number, "left-out", f"left out: {what}")
        return found

    def _words_of(self, number: int, html: str) -> str:
        """The field without recordings; formulas in LaTeX stay as they were typed."""
        html = _UNFIT.sub("", html)
        if "\ufffd" in html:
            self._report.lose(number, "unreadable-letter", "a letter of it cannot be read")
        if "[" not in html:
            return html
        silent = _SOUND.sub("", html)
        if silent != html:
            self._report.lose(number, "recording-left-out", "a recording is left out")
        worded = _LATEX.sub("", silent)
        if worded != silent:
            message = "a formula is kept as it was typed, in LaTeX"
            self._report.lose(number, "formula", message)
        return worded

    def _lose_pictures(self, number: int, *answers: FromHtml) -> None:
        if any(one.pictures for one in answers):
            message = "a picture of its answer is left out"
            self._report.lose(number, "picture-left-out", message)

    def _picture(self, number: int, shown: FromHtml) -> Picture | None:
        """The first picture of a text that can be had."""
        found: Picture | None = None
        for address, alt in shown.pictures:
            if found is not None:
                self._report.lose(number, "picture-left-out", "only its first picture is kept")
                break
            name = unquote(address)
            data = self._medium(name) or self._medium(address)
            try:
                if data is None:
                    raise NoPicture("it is not there, damaged or too large")
                found = Picture(self._pictures.add(name, data), " ".join(alt.split()) or _NO_ALT)
            except NoPicture as why:
                self._report.lose(number, "picture-left-out", f"a picture is left out: {why}")
        return found


def cards_of(kind: NoteType, fields: tuple[str, ...]) -> tuple[int, ...]:
    """The numbers, from 0, of the cards that Anki makes of a new note with these fields."""
    named = dict(zip(kind.fields, fields, strict=False))
    if kind.cloze:
        gapped = gapped_fields(kind.templates[0].front) or kind.fields[:1]
        texts = (gaps_of(named.get(name, "")) for name in gapped)
        return tuple(sorted({each - 1 for text in texts for each in numbers_in(text) if each}))
    fronts = enumerate(template.front for template in kind.templates)
    return tuple(number for number, front in fronts if rendered(front, named).shown)


def _topics(decks: Mapping[int, str]) -> tuple[str, Mapping[int, str]]:
    """A title for all decks, and the topic of each: what its name adds to what all share."""
    names = {number: name.split("::") for number, name in decks.items()}
    firsts = {parts[0] for parts in names.values()}
    if len(firsts) != 1:
        return "", decks
    return firsts.pop(), {number: "::".join(parts[1:] or parts) for number, parts in names.items()}


def _said(one: FromHtml, marked: bool) -> str:
    """The words, with marks if the question is to bear them."""
    return one.text if marked else one.plain


def _literal(text: str) -> str:
    return text.replace("*", "\\*")
