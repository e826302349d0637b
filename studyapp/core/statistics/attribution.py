"""What a text says and who says it: two skills, told apart by the kind of question."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Kind
from studyapp.core.statistics.timeline import Daily

# The heading under which multiple choice of statements ("which of these did … say?") is
# counted; multiple choice of other things asks for content.
STATEMENTS = "multiple_choice_of_statements"

ATTRIBUTION: frozenset[str] = frozenset(
    {
        Kind.WHO_SAYS.value,
        Kind.WHAT_SAID.value,
        Kind.GROUPING.value,
        Kind.CONFLICT.value,
        Kind.POSITION_CHANGE.value,
        STATEMENTS,
    }
)


class Skill(StrEnum):
    """What a question asks for."""

    CONTENT = "content"
    ATTRIBUTION = "attribution"


class Attributed(Struct, frozen=True):
    """Who made a statement, and who was said to have made it, by their names on screen."""

    speaker: str
    chosen: str


class Mixups(Struct, frozen=True):
    """How often statements of one speaker were given to whom.

    ``speakers`` are those of most mistakes first; ``counts`` holds right answers too.
    """

    speakers: tuple[str, ...]
    counts: dict[tuple[str, str], int]

    def said(self, speaker: str) -> int:
        """How often a statement of this speaker was asked for."""
        return sum(self.counts.get((speaker, chosen), 0) for chosen in self.speakers)

    @property
    def mistakes(self) -> list[tuple[str, str, int]]:
        """Speaker, who was chosen instead, how often; the most frequent first."""
        found = [(*pair, times) for pair, times in self.counts.items() if pair[0] != pair[1]]
        return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def skill_of(heading: str) -> Skill:
    """The skill that a kind asks for; ``heading`` is a kind or STATEMENTS."""
    return Skill.ATTRIBUTION if heading in ATTRIBUTION else Skill.CONTENT


def by_skill(kinds: Iterable[Daily]) -> list[Daily]:
    """Sums by kind under the headings of the two skills instead."""
    return [replace(one, heading=skill_of(one.heading).value) for one in kinds]


def by_plain_kind(kinds: Iterable[Daily]) -> list[Daily]:
    """Sums by kind with all multiple choice under one heading."""
    return [
        replace(one, heading=Kind.MULTIPLE_CHOICE.value) if one.heading == STATEMENTS else one
        for one in kinds
    ]


def mixups(found: Iterable[Attributed]) -> Mixups:
    """The matrix of who was taken for whom."""
    counts = Counter((one.speaker, one.chosen) for one in found)
    wrong: Counter[str] = Counter()
    for (speaker, chosen), times in counts.items():
        if speaker != chosen:
            wrong.update({speaker: times, chosen: times})
    speakers = sorted(wrong, key=lambda name: (-wrong[name], name))
    return Mixups(tuple(speakers), dict(counts))
