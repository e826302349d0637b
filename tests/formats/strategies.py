"""Questions as hypothesis draws them: every kind, with the words that formats find hard."""

from hypothesis import strategies as st

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import EMPHASIS, LOWERED, PLAIN, RAISED, Run, marks
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text

# One line and several: what a format must escape is in both.
_LETTERS = "abc XYZ 019 äßЖ中 \"'“”<>&={}~#:%\\/*_,;|$^@[]().!?-–"
LINES = st.text(_LETTERS, min_size=1, max_size=12).map(lambda text: f"w{text.strip()}e")
TEXTS = LINES | st.lists(LINES, min_size=2, max_size=3).map("\n".join)
MARKED = st.lists(
    st.builds(Run, LINES, st.sampled_from([PLAIN, EMPHASIS, LOWERED, RAISED])),
    min_size=1,
    max_size=3,
).map(marks)
NUMBERS = st.integers(-10_000, 10_000) | st.decimals("-999", "999", places=2)
SHARES = st.sampled_from([1.0, 0.5, 0.25, 0.75])


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes of a file with up to six of them changed, and often cut short."""
    data = bytearray(whole)
    for at, byte in draw(
        st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=6)
    ):
        data[at] = byte
    return bytes(data[: draw(st.just(len(data)) | st.integers(1, len(data)))])


@st.composite
def question_sets(
    draw: st.DrawFn,
    kinds: frozenset[Kind],
    *,
    texts: st.SearchStrategy[str] = TEXTS,
    lines: st.SearchStrategy[str] = LINES,
    feedback: bool = True,
    shares: bool = True,
    marked: bool = True,
    most: int = 3,
) -> QuestionSet:
    """A set of one to ``most`` questions of these kinds, on one topic or two.

    ``texts`` are stems and feedback, ``lines`` options, answers, names. ``feedback``,
    ``shares`` and ``marked`` say whether any question has those.
    """
    topics = {TopicId("one"): draw(lines), TopicId("two"): draw(lines) + " 2"}
    questions = [
        draw(_question(number, kinds, tuple(topics), texts, lines, feedback, shares, marked))
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]
    used = {question.topic for question in questions}
    return QuestionSet(
        draw(lines),
        {topic: name for topic, name in topics.items() if topic in used},
        tuple(questions),
    )


@st.composite
def _question(
    draw: st.DrawFn,
    number: int,
    kinds: frozenset[Kind],
    topics: tuple[TopicId, ...],
    texts: st.SearchStrategy[str],
    lines: st.SearchStrategy[str],
    feedback: bool,
    shares: bool,
    marked: bool,
) -> Question:
    kind = draw(st.sampled_from(sorted(kinds)))
    is_marked = marked and kind not in _TYPED and draw(st.booleans())
    if is_marked:
        texts = lines = MARKED
    said = (st.just("") | texts) if feedback else st.just("")
    answers = _Answers(lines, said, shares)
    fields = {
        Kind.SINGLE_CHOICE: _single,
        Kind.MULTIPLE_CHOICE: _multiple,
        Kind.TRUE_FALSE: _true_false,
        Kind.SHORT_ANSWER: _short,
        Kind.QUANTITY: _quantity,
        Kind.CLOZE: _cloze,
        Kind.MATCHING: _matching,
        Kind.ORDERING: _ordering,
        Kind.GROUPING: _grouping,
        Kind.FLASHCARD: _flashcard,
        Kind.ESSAY: _nothing,
        Kind.DESCRIPTION: _nothing,
    }[kind](draw, answers)
    stem = draw(texts)
    if kind is Kind.CLOZE:
        count = len(fields.get("gaps", ()))
        gaps = [f"{{{place}}}" for place in range(1, count + 1)] or ["_____"]
        stem = stem.replace("{", "(").replace("}", ")").replace("_", "-")
        stem += "".join(f" {gap} {draw(st.sampled_from(['and', 'x.']))}" for gap in gaps)
    return Question(
        id=FactId(f"q{number}"),
        kind=kind,
        stem=stem,
        topic=draw(st.sampled_from(topics)),
        why=draw(said) if kind is not Kind.DESCRIPTION else "",
        title=draw(st.just("") | LINES),
        tags=tuple(draw(st.lists(st.sampled_from(["a", "b c", "Ж"]), max_size=2, unique=True))),
        marked=is_marked,
        **fields,
    )


# What is typed has no marks.
_TYPED = frozenset([Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.CLOZE])


class _Answers:
    def __init__(
        self, lines: st.SearchStrategy[str], said: st.SearchStrategy[str], shares: bool
    ) -> None:
        self.lines = lines
        self.said = said
        self.shares = shares

    def different(self, draw: st.DrawFn, least: int, most: int) -> list[str]:
        return draw(
            st.lists(self.lines, min_size=least, max_size=most, unique_by=lambda text: text.lower())
        )

    def options(self, draw: st.DrawFn, right: int) -> list[QuestionOption]:
        texts = self.different(draw, right + 1, right + 3)
        return [
            QuestionOption(text, number < right, draw(self.said))
            for number, text in enumerate(texts)
        ]

    def typed(self, draw: st.DrawFn) -> tuple[TextAnswer, ...]:
        return tuple(
            TextAnswer(
                text.replace("*", "\\*").replace("\\\\*", "\\*"),
                draw(SHARES) if self.shares and number else 1.0,
                draw(self.said),
            )
            for number, text in enumerate(self.different(draw, 1, 3))
        )

    def numbers(self, draw: st.DrawFn) -> tuple[NumberAnswer, ...]:
        return tuple(
            NumberAnswer(
                float(number),
                float(draw(st.sampled_from([0, 1, 0.5, 0.25]))),
                draw(SHARES) if self.shares and place else 1.0,
                draw(self.said),
            )
            for place, number in enumerate(
                draw(st.lists(NUMBERS, min_size=1, max_size=2, unique=True))
            )
        )


def _single(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"options": tuple(draw(st.permutations(answers.options(draw, 1))))}


def _multiple(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"options": tuple(draw(st.permutations(answers.options(draw, 2))))}


def _true_false(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    true = draw(st.booleans())
    return {
        "options": (
            QuestionOption("True", true, draw(answers.said)),
            QuestionOption("False", not true, draw(answers.said)),
        )
    }


def _short(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"answers": answers.typed(draw)}


def _quantity(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"answers": answers.numbers(draw)}


def _cloze(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    if draw(st.booleans()):
        return {"answers": answers.typed(draw)}
    gaps = st.sampled_from(
        [
            Gap(answers=answers.typed(draw), exact_case=draw(st.booleans())),
            Gap(answers=answers.numbers(draw), weight=2.0),
            Gap(options=tuple(answers.options(draw, 1))),
        ]
    )
    return {"gaps": tuple(draw(st.lists(gaps, min_size=1, max_size=3)))}


def _matching(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    lefts = answers.different(draw, 2, 4)
    rights = answers.different(draw, 3, 3)
    return {
        "pairs": tuple(
            QuestionPair(left, draw(st.sampled_from(rights[:2])) if number else rights[0])
            for number, left in enumerate(lefts)
        ),
        "extra": tuple(rights[2:] if draw(st.booleans()) else []),
    }


def _ordering(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"elements": tuple(answers.different(draw, 2, 4))}


def _grouping(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    names, members = answers.different(draw, 2, 2), answers.different(draw, 2, 4)
    return {
        "groups": (
            QuestionGroup(names[0], tuple(members[:1])),
            QuestionGroup(names[1], tuple(members[1:])),
        )
    }


def _flashcard(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {"answer": Text(draw(answers.lines))}


def _nothing(draw: st.DrawFn, answers: _Answers) -> dict[str, object]:
    return {}
