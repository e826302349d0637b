"""Losses that many questions share, told once each."""

from collections.abc import Iterator, Sequence

from studyapp.core.marked import plain
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.formats.exchange import warning

_SHORT = 60  # letters


class Losses:
    """What was changed or lost in the questions of one file, which are called ``noun``."""

    def __init__(self, path: str, noun: str, stems: Sequence[str] = ()) -> None:
        """``stems`` are the words of the questions, for those who cannot count them."""
        self._path = path
        self._noun = noun
        self._stems = stems
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def add(self, number: int, code: str, message: str) -> None:
        """Note a loss in the question of this number, which counts from 1."""
        first, count = self._found.get((code, message), (number, 0))
        self._found[code, message] = first, count + 1

    def problems(self) -> Iterator[Problem]:
        """One warning for each loss: it names the first question, and how many there are."""
        for (code, message), (first, count) in self._found.items():
            others = "" if count == 1 else f" (and in {count - 1:,} more)"
            hint = self._stems[first - 1] if self._stems else ""
            told = f"{self._noun} {first}: {message}{others}"
            yield warning(self._path, code, told, hint=hint)


def stems_of(questions: QuestionSet) -> list[str]:
    """The first words of each question, in quotation marks."""
    return [_short(plain(each.stem) if each.marked else each.stem) for each in questions.questions]


def _short(stem: str) -> str:
    words = " ".join(stem.split())
    return f"“{words}”" if len(words) <= _SHORT else f"“{words[: _SHORT - 1]}…”"
