"""Questions of Moodle XML that have gaps in their text."""

import re
from collections.abc import Container, Sequence

from studyapp.core.bank import Kind
from studyapp.core.questions import Gap, QuestionOption
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.gap_signs import gap_sign, with_gaps
from studyapp.formats.moodle.embedded_answers import NotAGap, embedded
from studyapp.formats.moodle.xml_choices import note_verdicts
from studyapp.formats.moodle.xml_parts import Parts
from studyapp.formats.moodle.xml_texts import Texts, is_set, raw_text, value
from studyapp.formats.safe_xml import Node

_PLACE = re.compile(r"\[\[([0-9]{1,4})\]\]")
# The elements that hold the words to choose from: in lists, and to be dragged.
_WORDS = ("selectoption", "dragbox")
# Fewer are no choice.
_FEWEST = 2


def cloze(node: Node, texts: Texts) -> Parts:
    """A text with embedded answers. Raises UnreadableAt."""
    try:
        found = embedded(raw_text(node.find("questiontext")), texts.html)
    except NotAGap as flaw:
        raise UnreadableAt("bad-gap", f"cannot be asked: {flaw}", node.position) from None
    if not found.gaps:
        raise UnreadableAt("no-gap", "has no gap that could be read", node.position)
    for change in found.changes:
        texts.note(node, "gap-changed", change)
    points = sum(gap.weight for gap in found.gaps)
    gap = found.gaps[0]
    if len(found.gaps) == 1 and gap.answers:
        stem = _stem(node, found.text, texts, blank=True)
        return Parts(
            Kind.CLOZE, answers=gap.answers, exact_case=gap.exact_case, stem=stem, points=points
        )
    stem = _stem(node, found.text, texts)
    return Parts(Kind.CLOZE, gaps=found.gaps, shuffled=found.shuffled, stem=stem, points=points)


def chosen_words(node: Node, texts: Texts) -> Parts:
    """A text with gaps for words from lists, or to be dragged there. Raises UnreadableAt."""
    choices = [element for element in node.children if element.tag in _WORDS]
    words = [texts.read(choice) for choice in choices]
    groups = [value(choice, "group", "1") or "1" for choice in choices]
    gaps: list[Gap] = []

    def placed(place: re.Match[str]) -> str:
        number = int(place[1])
        if not 1 <= number <= len(choices) or not words[number - 1]:
            message = f"names the word {number} in a gap, but has no such word"
            raise UnreadableAt("bad-gap", message, node.position)
        group = groups[number - 1]
        shown = {word for word, its in zip(words, groups, strict=True) if its == group}
        if len(shown) < _FEWEST:
            message = f"gap {len(gaps) + 1} has a single word to choose; all words are offered"
            texts.note(node, "words-offered", message)
            shown = set(words)
        gaps.append(Gap(options=_options(words, shown, words[number - 1])))
        return gap_sign(len(gaps))

    text = _PLACE.sub(placed, raw_text(node.find("questiontext")))
    if not gaps:
        raise UnreadableAt("no-gap", "has no gap that could be read", node.position)
    note_verdicts(node, texts)
    shuffled = is_set(node, "shuffleanswers", default=False)
    stem = _stem(node, text, texts)
    return Parts(Kind.CLOZE, gaps=tuple(gaps), shuffled=shuffled, stem=stem)


def _options(words: Sequence[str], shown: Container[str], right: str) -> tuple[QuestionOption, ...]:
    """The words in their order, those that are shown and say something, each once."""
    return tuple(
        QuestionOption(word, word == right)
        for word in dict.fromkeys(words)
        if word and word in shown
    )


def _stem(node: Node, text: str, texts: Texts, *, blank: bool = False) -> str:
    stem, changed = with_gaps(texts.stem(text), blank=blank)
    if changed:
        message = "numbers in curly brackets stand in round ones: curly ones mark the gaps"
        texts.note(node, "brackets-changed", message)
    return stem
