"""What the answer view says of each gap of a cloze that has several."""

from collections.abc import Iterator, Sequence

from studyapp.core.attempts import Attempt
from studyapp.core.grading import grade_gap
from studyapp.core.items import Filled, Item, ItemGap, Option
from studyapp.core.marked import plain
from studyapp.ui.study.listed_reasons import best_fit
from studyapp.ui.study.reason import Reason, counts, typed, within
from studyapp.ui.words import tr


def gap_reasons(attempt: Attempt) -> Iterator[Reason]:
    """A line for each gap: what is right there, what was given, what that counts and why."""
    item, response = attempt.item, attempt.response
    filled = [*response.gaps] if isinstance(response, Filled) else []
    for number, gap in enumerate(item.gaps, start=1):
        text = filled[number - 1].strip() if number <= len(filled) else ""
        grade = grade_gap(gap, text, marked=item.marked)
        told = _told(gap, text)
        yield Reason(
            f"({number}) {within(gap.key, item)}",
            "\n".join(_whys(gap, text, told)),
            tuple(evidence for option in told for evidence in option.evidence),
            grade.verdict if text else None,
            tag=_tag(gap, text, item) if filled else "",
            place=tr("Show in source"),
            worth=" · ".join(filter(None, (_partly(grade.score), _weight(gap, item)))),
            marked=item.marked,
        )


def _told(gap: ItemGap, text: str) -> Sequence[Option]:
    """The option that was chosen, then those that are right."""
    chosen = [one for one in gap.options if text in (one.text, plain(one.text))][:1]
    return [*chosen, *(one for one in gap.options if one.correct and one not in chosen)]


def _whys(gap: ItemGap, text: str, told: Sequence[Option]) -> Iterator[str]:
    if gap.accept is not None:
        fit = best_fit(text, gap.accept) if text else None
        yield fit.why if fit is not None else ""
    yield from (option.why for option in told if option.why)


def _tag(gap: ItemGap, text: str, item: Item) -> str:
    """What the learner gave, where that is not the key to the letter."""
    if not text:
        return tr("left open")
    if text == (gap.key if gap.options or not item.marked else plain(gap.key)):
        return ""
    shown = within(text, item) if gap.options else typed(text, item)
    return tr("you: {given}").format(given=shown)


def _partly(score: float) -> str:
    return counts(score) if 0 < score < 1 else ""


def _weight(gap: ItemGap, item: Item) -> str:
    """How much the gap counts beside the others, where they do not count alike."""
    weights = [each.weight for each in item.gaps]
    if len(set(weights)) == 1:
        return ""
    whole = f"{sum(weights):g}"
    return tr("weight {weight} of {whole}").format(weight=f"{gap.weight:g}", whole=whole)
