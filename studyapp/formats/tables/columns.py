"""What the columns of a table of questions are called, and which is which.

A table with a header row has a row for each question. Case, spaces, hyphens and underscores
in the names do not count; the most usual other names are understood as well.

| column | holds |
| --- | --- |
| kind | the kind of question; where it is empty the other cells tell |
| question (term, front, prompt, stem) | the stem |
| answer, answer 2 … (definition, back) | what is accepted; of a flash card its back |
| option 1, option 2 … (choice, or A, B …) | what there is to choose; in order, if that is asked |
| wrong 1 … (incorrect answer, distractor) | options that are wrong beside the right answers |
| correct | which options are right: their numbers, letters or words |
| correct answer (key) | the words of the right option, or its number or letter |
| match 1 … | what option 1 … belongs to: its partner, or the name of its group |
| gap 1 … | what fits into {1} …: a line for each answer, or `[x]` and `[ ]` for options |
| feedback 1 … | what is said to answer or option 1 … |
| share 1 … | what it is worth, in percent of the question |
| why (feedback, explanation) | what is said to every answer |
| topic (category, chapter, subject) | the topic |
| tags | tags, parted by commas |
| points, title, id | as they are called |
| shuffle | `no` where the options keep their order |
| case | `exact` where capitals count |
| marks | `yes` where the texts bear the marks of ``studyapp.core.marked`` |

In typed answers `*` stands for any characters. A number may say how far off one may be:
`2850 ± 10`. In a gap a number begins with `#`.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

# For each column that stands once the names it may have.
_SINGLE_NAMES = {
    "kind": "kind|type|question type|item type",
    "stem": "question|stem|term|front|prompt|question text|question stem",
    "correct": "correct|correct option|correct options|correct choice|correct choices",
    "key": "correct answer|correct answers|right answer|right answers|key|answer key",
    "why": "why|feedback|explanation|rationale|general feedback|comment|comments",
    "topic": "topic|category|chapter|subject|deck|section|unit|lesson",
    "tags": "tags|tag|labels|keywords",
    "points": "points|point|marks available|score|weight",
    "title": "title|name|question title",
    "id": "id|identifier|question id",
    "shuffle": "shuffle|shuffled|randomize|randomise",
    "case": "case|case sensitive",
    "marks": "marks",
}
# For those that may stand several times, with a number or a letter.
_MANY_NAMES = {
    "answer": "answer|answers|definition|back|meaning|translation|solution|accepted answer",
    "option": "option|choice|alternative|answer option|answer choice|possible answer",
    "wrong": "wrong|wrong answer|wrong option|incorrect|incorrect answer|incorrect option"
    "|distractor",
    "match": "match|partner|group",
    "gap": "gap|blank",
    "feedback": "feedback|why|option feedback|answer feedback",
    "share": "share|weight",
}
_SINGLE = {name: field for field, names in _SINGLE_NAMES.items() for name in names.split("|")}
_MANY = {name: field for field, names in _MANY_NAMES.items() for name in names.split("|")}
_BESIDES = re.compile(r"\([^()]*\)|[*:?#.]")
_BLANKS = re.compile(r"[\s_-]+")
_NUMBERED = re.compile(r"(.*?) ?([0-9]{1,3}|(?<![a-z])[a-j])")
# “Option 1 feedback” is “feedback 1”.
_TURNED = re.compile(r"(?:option|answer|choice) ?([0-9]{1,3}|[a-j]) (feedback|why|share|weight)")


class Columns(Struct, frozen=True):
    """Where each column stands; ``unknown`` are those whose names say nothing."""

    single: Mapping[str, int]
    many: Mapping[str, Mapping[int, int]]
    unknown: tuple[tuple[int, str], ...]

    def one(self, cells: Sequence[str], field: str) -> str:
        """The cell of a column that stands once; empty where it is not there."""
        at = self.single.get(field)
        return cells[at] if at is not None and at < len(cells) else ""

    def all(self, cells: Sequence[str], field: str) -> dict[int, str]:
        """The cells that are not empty of columns of one name, by their numbers."""
        columns = self.many.get(field, {})
        return {
            number: cells[at]
            for number, at in sorted(columns.items())
            if at < len(cells) and cells[at]
        }


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns that a header row names; None where it is no header.

    That is one which names the question and something else.
    """
    single: dict[str, int] = {}
    many: dict[str, dict[int, int]] = {}
    unknown: list[tuple[int, str]] = []
    for at, name in enumerate(header):
        field, number = _meaning(name)
        if number is None and field and field not in single:
            single[field] = at
        elif number is not None and number not in many.setdefault(field, {}):
            many[field][number] = at
        elif name:
            unknown.append((at, name))
    if "stem" not in single or len(single) + len(many) < 2:
        return None
    says_right = "correct" in single or "key" in single
    if says_right and "option" not in many and len(many.get("answer", {})) > 1:
        many["option"] = many.pop("answer")
    return Columns(single, many, tuple(unknown))


def letter_number(text: str) -> int | None:
    """The number that a number or a letter from A to J stands for."""
    if text.isascii() and text.isdigit():
        return int(text[:9])
    return ord(text.lower()) - ord("a") + 1 if re.fullmatch(r"[A-Ja-j]", text) else None


def _meaning(name: str) -> tuple[str, int | None]:
    """The field that a column of this name holds, and its number where it has one."""
    bare = _BLANKS.sub(" ", _BESIDES.sub(" ", name.casefold()[:200])).strip()
    if bare in _SINGLE:
        return _SINGLE[bare], None
    turned = _TURNED.fullmatch(bare)
    if turned is not None:
        return _MANY[turned[2]], letter_number(turned[1])
    numbered = _NUMBERED.fullmatch(bare)
    word = numbered[1] if numbered else bare
    number = letter_number(numbered[2]) if numbered else 1
    if numbered is not None and not word and not numbered[2].isdigit():
        return "option", number
    return (_MANY[word], number) if word in _MANY else ("", None)
