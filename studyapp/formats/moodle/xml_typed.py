"""Questions of Moodle XML in which answers are typed, or nothing is graded."""

from studyapp.core.bank import Kind
from studyapp.core.questions import Answer, NumberAnswer, TextAnswer
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.moodle.xml_choices import share_of
from studyapp.formats.moodle.xml_parts import Parts
from studyapp.formats.moodle.xml_texts import Texts, is_set, raw_text, value
from studyapp.formats.numbers import read_number
from studyapp.formats.safe_xml import Node


def short_answer(node: Node, texts: Texts) -> Parts:
    """A text to type. Raises UnreadableAt."""
    found: list[Answer] = []
    for answer in node.all("answer"):
        share = share_of(answer, texts)
        if text := raw_text(answer):
            found.append(TextAnswer(text, share, texts.read(answer.find("feedback"))))
        else:
            texts.note(answer, "empty-answer", "an answer without words is left out")
    exact_case = is_set(node, "usecase", default=False)
    return Parts(Kind.SHORT_ANSWER, answers=_checked(node, found, texts), exact_case=exact_case)


def quantity(node: Node, texts: Texts) -> Parts:
    """A number to type. Raises UnreadableAt."""
    found = [_number(answer, texts) for answer in node.all("answer")]
    units = (unit for units in node.all("units") for unit in units.all("unit"))
    if names := [raw_text(unit.find("unit_name")) for unit in units]:
        message = f"the units that may be typed with the number are left out: {', '.join(names)}"
        texts.note(node, "units-lost", message[:200])
    if raw_text(node.find("instructions")):
        texts.note(node, "instructions-lost", "the words on units are left out", shared=True)
    return Parts(Kind.QUANTITY, answers=_checked(node, found, texts))


def essay(node: Node, texts: Texts) -> Parts:
    """A text that nobody grades here; what is said to those who grade goes into its feedback."""
    if raw_text(node.find("responsetemplate")):
        texts.note(node, "template-lost", "the text to begin with is left out", shared=True)
    if value(node, "attachments", "0") != "0":
        texts.note(node, "files-lost", "no files can be handed in here", shared=True)
    return Parts(Kind.ESSAY, why=texts.read(node.find("graderinfo")))


def description(_node: Node, _texts: Texts) -> Parts:
    return Parts(Kind.DESCRIPTION)


def _number(answer: Node, texts: Texts) -> Answer:
    """A number and how far off it may be, or ``*`` for any other."""
    text = raw_text(answer)
    share = share_of(answer, texts)
    if answer.find("fraction") is not None:  # as Moodle wrote it long ago, from 0 to 1
        old = read_number(value(answer, "fraction"))
        share = share if old is None else max(-1.0, min(1.0, float(old)))
    why = texts.read(answer.find("feedback"))
    if text in ("", "*"):
        return TextAnswer("*", share, why)
    number, tolerance = read_number(text), read_number(value(answer, "tolerance", "0") or "0")
    if number is None:
        message = f"has “{text[:50]}” where a number is due"
        raise UnreadableAt("not-a-number", message, answer.position)
    if tolerance is None:
        message = f"the tolerance “{value(answer, 'tolerance')[:50]}” is no number and is left out"
        texts.note(answer, "not-a-number", message)
    return NumberAnswer(float(number), abs(float(tolerance or 0)), share, why)


def _checked(node: Node, found: list[Answer], texts: Texts) -> tuple[Answer, ...]:
    best = max((answer.share for answer in found), default=0.0)
    if best <= 0:
        raise UnreadableAt("no-right-answer", "has no right answer", node.position)
    if best < 1:
        message = f"the best answer is worth {100 * best:.0f} %, not 100 %"
        texts.note(node, "shares-add-up", message)
    return tuple(found)
