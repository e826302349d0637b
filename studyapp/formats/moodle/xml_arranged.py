"""Questions of Moodle XML in which things are matched or put in order."""

from studyapp.core.bank import Kind
from studyapp.core.questions import QuestionPair
from studyapp.formats.moodle.xml_choices import note_verdicts
from studyapp.formats.moodle.xml_parts import Parts
from studyapp.formats.moodle.xml_texts import Texts, is_set, raw_text, value
from studyapp.formats.safe_xml import Node


def matching(node: Node, texts: Texts) -> Parts:
    """Pairs; a right side without a left one is there to mislead."""
    pairs: list[QuestionPair] = []
    alone: list[str] = []
    for part in node.all("subquestion"):
        left, right = texts.read(part), _right_side(node, part.find("answer"), texts)
        if left and right:
            pairs.append(QuestionPair(left, right))
        elif right:
            alone.append(right)
        elif left:
            message = f"“{left[:50]}” has nothing on its right and is left out"
            texts.note(part, "empty-answer", message)
    note_verdicts(node, texts)
    partners = {pair.right for pair in pairs}
    extra = tuple(right for right in dict.fromkeys(alone) if right not in partners)
    shuffled = is_set(node, "shuffleanswers", default=True)
    return Parts(Kind.MATCHING, pairs=tuple(pairs), extra=extra, shuffled=shuffled)


def ordering(node: Node, texts: Texts) -> Parts:
    """Things in their right order, all of them."""
    answers = list(node.all("answer"))
    elements = tuple(filter(None, map(texts.read, answers)))
    if any(raw_text(answer.find("feedback")) for answer in answers):
        texts.note(node, "feedback-lost", "what is said to single elements is left out")
    note_verdicts(node, texts)
    shown = value(node, "selectcount") or value(node, "studentsee")
    some = (value(node, "selecttype") or value(node, "logical")) not in ("all", "exact", "0")
    if some and shown.isdecimal() and 0 < int(shown[:9]) < len(elements):
        message = f"all {len(elements)} elements are asked for, not {shown} of them"
        texts.note(node, "all-elements", message)
    if value(node, "gradingtype") == "all_or_nothing":
        message = "an order that is partly right counts in part, not as nothing"
        texts.note(node, "graded-in-parts", message, shared=True)
    return Parts(Kind.ORDERING, elements=elements)


def _right_side(question: Node, answer: Node | None, texts: Texts) -> str:
    """Plain text, but where it is dragged there."""
    if question.get("type").strip().lower() == "ddmatch":
        return texts.read(answer)
    return texts.plainly(raw_text(answer))
