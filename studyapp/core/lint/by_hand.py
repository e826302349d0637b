"""Rules about questions written by hand: the item is what its author wrote."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from studyapp.core.bank import Kind, Question
from studyapp.core.items import AcceptAnswers, Item, Option
from studyapp.core.lint.case import TYPED, Case
from studyapp.core.patterns import words
from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption
from studyapp.core.values import value_text

_Parts = Mapping[str, Hashable]


def parts_as_written(case: Case) -> Iterator[str]:
    """What is shown and what is right are the author's own. DESIGN.md section 2 (question)."""
    if not isinstance(case.entry, Question):
        return
    due = _parts_due(case.entry)
    for name, found in _parts_found(case.item).items():
        if found != due[name]:
            yield f"the {name} are not as the author wrote them"


def key_as_written(case: Case) -> Iterator[str]:
    """The key of a question written by hand shows all that is right. DESIGN.md section 4."""
    if not isinstance(case.entry, Question):
        return
    at = 0
    for part in _key_parts(case, case.entry):
        at = case.item.key.find(part, at)
        if at < 0:
            yield f"the key lacks “{part}”, or has it in another place"
            return
        at += len(part)


def _parts_found(item: Item) -> _Parts:
    texts = [element.text for element in item.elements]
    return {
        "options": _worths(item.options),
        "pairs": frozenset((pair.left, pair.right, pair.why) for pair in item.pairs),
        "right sides": frozenset(item.rights),
        "elements": tuple(sorted(texts)),
        "orders": frozenset((texts[early], texts[late]) for early, late in item.before),
        "groups": frozenset(
            (group.name, tuple(sorted(texts[at] for at in group.members))) for group in item.groups
        ),
        "gaps": tuple((gap.accept, _worths(gap.options), gap.weight) for gap in item.gaps),
        "pictures": item.picture,
    }


def _parts_due(question: Question) -> _Parts:
    elements = [*question.elements, *(one for group in question.groups for one in group.members)]
    return {
        "options": _worths(question.options),
        "pairs": frozenset((pair.left, pair.right, pair.why) for pair in question.pairs),
        "right sides": frozenset([*(pair.right for pair in question.pairs), *question.extra]),
        "elements": tuple(sorted(elements)),
        "orders": frozenset(
            (early, late)
            for at, early in enumerate(question.elements)
            for late in question.elements[at + 1 :]
        ),
        "groups": frozenset(
            (group.name, tuple(sorted(group.members))) for group in question.groups
        ),
        "gaps": tuple((_accept(gap), _worths(gap.options), gap.weight) for gap in question.gaps),
        "pictures": question.picture,
    }


def _worths(options: Iterable[Option | QuestionOption]) -> frozenset[Hashable]:
    return frozenset((one.text, one.correct, one.why, one.share) for one in options)


def _accept(gap: Gap) -> AcceptAnswers | None:
    return AcceptAnswers(gap.answers, gap.exact_case) if not gap.options else None


def _key_parts(case: Case, question: Question) -> Iterator[str]:
    """What the key has in this order, some of which the item decides."""
    item = case.item
    yield from (option.text for option in case.right)
    for pair in item.pairs:
        yield from (pair.left, pair.right)
    yield from question.elements
    for group in question.groups:
        yield from (group.name, *group.members)
    for gap in item.gaps:
        yield from (option.text for option in gap.options if option.correct)
        if gap.accept is not None:
            yield _best(gap.accept.answers)
    if question.answers:
        yield _best(question.answers)
    elif question.answer is not None and (item.kind in TYPED or item.kind is Kind.FLASHCARD):
        yield value_text(question.answer, case.bank.entities)


def _best(answers: Sequence[Answer]) -> str:
    """Of the answers worth most the first without a wildcard, or simply the first."""
    most = max((answer.share for answer in answers), default=0.0)
    shown = [_shown(answer) for answer in answers if answer.share == most]
    return next((text for text in shown if "…" not in text), shown[0] if shown else "")


def _shown(answer: Answer) -> str:
    return f"{answer.number:.15g}" if isinstance(answer, NumberAnswer) else words(answer.text)
