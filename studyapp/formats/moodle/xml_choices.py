"""Questions of Moodle XML in which answers are chosen: multiple choice, true or false."""

from collections.abc import Sequence
from functools import lru_cache

from studyapp.core.bank import Kind
from studyapp.core.questions import QuestionOption
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.moodle.shares import as_percent, moodle_share
from studyapp.formats.moodle.xml_parts import Parts
from studyapp.formats.moodle.xml_texts import Texts, is_set, joined, raw_text
from studyapp.formats.numbers import read_number
from studyapp.formats.safe_xml import Node
from studyapp.formats.shares import one_right, plain_shares

# As far as a sum may be off that Moodle rounds to whole percents.
_ROUNDED = 0.005
_CORRECT, _PARTLY, _INCORRECT = "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"
# Moodle's own words, in some languages: they say no more than the verdict does.
_VERDICTS = frozenset(
    [
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
        "Die Antwort ist richtig.",
        "Die Antwort ist teilweise richtig.",
        "Die Antwort ist falsch.",
        "Votre réponse est correcte.",
        "Votre réponse est partiellement correcte.",
        "Votre réponse est incorrecte.",
        "Respuesta correcta",
        "Respuesta parcialmente correcta.",
        "Respuesta incorrecta.",
        "Risposta corretta.",
        "Risposta parzialmente esatta.",
        "Risposta errata.",
    ]
)


def choice(node: Node, texts: Texts) -> Parts:
    """A choice of one or of several. Raises UnreadableAt."""
    single = is_set(node, "single", default=True)
    answers = list(node.all("answer"))
    shares = [share_of(answer, texts) for answer in answers]
    words = [texts.read(answer) for answer in answers]
    whys = [texts.read(answer.find("feedback")) for answer in answers]
    _check_shares(node, shares, texts, single=single)
    best = max(shares) if single else 0.0
    options = [
        QuestionOption(text, share == best if single else share > 0, why, share=share)
        for text, share, why in zip(words, shares, whys, strict=True)
    ]
    options = _different(node, options, texts)
    if single:
        options = _with_verdicts(node, options, texts)
    else:
        note_verdicts(node, texts)
    kind = Kind.SINGLE_CHOICE if single else Kind.MULTIPLE_CHOICE
    shuffled = is_set(node, "shuffleanswers", default=False)
    return Parts(kind, options=_plain(options, kind), shuffled=shuffled)


def true_false(node: Node, texts: Texts) -> Parts:
    """True or false; where the answers have other names the first one is "true", as in Moodle."""
    said = {"true": "", "false": ""}
    right = ""
    for number, answer in enumerate(node.all("answer")):
        name = raw_text(answer).lower()
        if name not in said:
            name = "true" if number == 0 else "false"
            message = "the first answer is taken for “true”, as in old files"
            texts.note(answer, "answer-order", message, shared=True)
        said[name] = texts.read(answer.find("feedback"))
        right = name if share_of(answer, texts) == 1 else right
    if not right:
        raise UnreadableAt("no-right-answer", "has no right answer", node.position)
    options = (
        QuestionOption("True", right == "true", said["true"]),
        QuestionOption("False", right == "false", said["false"]),
    )
    return Parts(Kind.TRUE_FALSE, options=options)


def share_of(answer: Node, texts: Texts) -> float:
    """The share of the points that an answer is worth."""
    percent = answer.get("fraction").strip() or "0"
    share, known = _known_share(percent)
    if not known:
        message = f"Moodle has no share of {percent[:20]} %; it is read as {as_percent(share)} %"
        texts.note(answer, "unknown-share", message)
    return share


def note_verdicts(node: Node, texts: Texts) -> None:
    """Notes what the file says to all right or wrong answers, where that is told nowhere."""
    if any(_verdict(node, tag, texts) for tag in (_CORRECT, _PARTLY, _INCORRECT)):
        message = "what is said to all right, partly right or wrong answers is left out"
        texts.note(node, "feedback-lost", message, shared=True)


@lru_cache(maxsize=1024)
def _known_share(percent: str) -> tuple[float, bool]:
    number = read_number(percent)
    return (0.0, False) if number is None else moodle_share(float(number))


def _check_shares(node: Node, shares: Sequence[float], texts: Texts, *, single: bool) -> None:
    total = max(shares, default=0) if single else sum(share for share in shares if share > 0)
    if total <= 0:
        raise UnreadableAt("no-right-answer", "has no right answer", node.position)
    if single and total < 1:
        message = f"the best answer is worth {as_percent(total)} %, not 100 %"
        texts.note(node, "shares-add-up", message)
    elif abs(total - 1) > _ROUNDED:
        message = f"the right answers add up to {as_percent(total)} %, not to 100 %"
        texts.note(node, "shares-add-up", message)


def _different(node: Node, options: Sequence[QuestionOption], texts: Texts) -> list[QuestionOption]:
    """The options that have words, each once; the one that is worth most stays."""
    found: dict[str, QuestionOption] = {}
    for option in options:
        if not option.text:
            texts.note(node, "empty-answer", "an answer without words is left out")
        elif option.text in found:
            message = f"the answer “{option.text[:50]}” stands there twice; one is left out"
            texts.note(node, "repeated-answer", message)
        if option.text:
            other = found.get(option.text, option)
            found[option.text] = max(other, option, key=lambda one: one.share or 0)
    return list(found.values())


def _with_verdicts(
    node: Node, options: Sequence[QuestionOption], texts: Texts
) -> list[QuestionOption]:
    """The options, each with what is said to all that are as right as it is."""
    correct, partly, incorrect = (
        _verdict(node, tag, texts) for tag in (_CORRECT, _PARTLY, _INCORRECT)
    )
    found: list[QuestionOption] = []
    for option in options:
        share = option.share or 0
        verdict = correct if share >= 1 else partly if share > 0 else incorrect
        why = joined([option.why, verdict])
        found.append(QuestionOption(option.text, option.correct, why, share=option.share))
    return found


def _verdict(node: Node, tag: str, texts: Texts) -> str:
    said = texts.read(node.find(tag))
    return "" if said in _VERDICTS else said


def _plain(options: Sequence[QuestionOption], kind: Kind) -> tuple[QuestionOption, ...]:
    """The options without shares where they count as the kind says."""
    shares = [option.share or 0.0 for option in options]
    if not (one_right if kind is Kind.SINGLE_CHOICE else plain_shares)(shares):
        return tuple(options)
    return tuple(QuestionOption(option.text, option.correct, option.why) for option in options)
