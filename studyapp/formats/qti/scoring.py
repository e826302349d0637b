"""What a response is worth and what is said to it, found by trying the rules of an item."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from studyapp.formats.draft import UnreadableAt
from studyapp.formats.qti.rules import (
    Assign,
    Condition,
    Effect,
    Every,
    Given,
    Negated,
    Reached,
    Response,
    Result,
    Some,
    conditions,
    holds_for,
    result,
    walk,
)

# An item with so many rules and answers that trying them all took longer is none.
_MOST_STEPS = 5_000_000


class Declared(Struct, frozen=True):
    """A response variable: its right values, and what a mapping says that each is worth.

    ``loose`` has the keys of the mapping whose case does not count, in lower case; ``upper``
    is the most that the mapping gives together.
    """

    identifier: str
    cardinality: str = "single"
    base_type: str = "identifier"
    correct: tuple[str, ...] = ()
    mapping: Mapping[str, float] | None = None
    loose: Mapping[str, float] = {}
    default: float = 0.0
    upper: float | None = None

    @property
    def is_numeric(self) -> bool:
        return self.base_type in ("float", "integer")

    def mapped(self, values: Sequence[str]) -> float:
        """The sum of what the values are worth, not held to its bounds."""
        return sum(self._one(value) for value in values)

    def _one(self, value: str) -> float:
        mapping = self.mapping or {}
        if value in mapping:
            return mapping[value]
        return self.loose.get(value.casefold(), self.default)


class Feedback(Struct, frozen=True):
    """Words that are shown where an outcome has a value, or has it not."""

    outcome: str
    value: str
    html: str
    shown: bool = True


class Tried(Struct, frozen=True):
    """The score of a response, and which feedback is shown, by number."""

    score: float
    said: frozenset[int]


class Scoring(Struct, frozen=True):
    """The rules of an item; ``most`` is the score it says can be reached, 0 if it does not."""

    effects: tuple[Effect, ...]
    declared: Mapping[str, Declared]
    feedback: tuple[Feedback, ...] = ()
    outcome: str = "SCORE"
    most: float = 0.0

    @property
    def is_divided(self) -> bool:
        """Whether the score is a mean, as of gaps by their weights."""
        return any(
            isinstance(effect, Assign) and effect.outcome == self.outcome and effect.divisor != 1
            for effect in self.effects
        )

    @property
    def undivided(self) -> "Scoring":
        """The same rules for one part of several, in the units of their weights."""
        effects = tuple(
            Assign(effect.outcome, effect.terms)
            if isinstance(effect, Assign) and effect.outcome == self.outcome
            else effect
            for effect in self.effects
        )
        declared = {name: replace(each, upper=None) for name, each in self.declared.items()}
        return Scoring(effects, declared, self.feedback, self.outcome)

    def check(self, tries: int) -> None:
        """Raises UnreadableAt where so many tries would take too long."""
        if (tries + 1) * (len(walk(self.effects)) + len(self.feedback) + 1) > _MOST_STEPS:
            raise UnreadableAt("too-large", "it has too many answers and rules")

    def tried(self, response: Response) -> Tried:
        found = result(
            self.effects,
            response,
            lambda condition, so_far: holds_for(condition, response, so_far),
            lambda variable: self._mapped(variable, response.get(variable, ())),
        )
        return self._tried(found)

    def forced(self, wanted: Condition, variable: str) -> Tried:
        """As ``tried`` for a response of which only ``wanted`` is known to hold."""
        found = result(
            self.effects,
            {},
            lambda condition, so_far: _follows(condition, wanted, variable, so_far),
            lambda name: 0.0 if name != variable else self._mapped(name, ("",)),
        )
        return self._tried(found)

    def on(self, variable: str) -> list[Condition]:
        """The single conditions on a variable, in their order."""
        return [
            part
            for part in walk(self.effects)
            if not isinstance(part, Every | Some | Negated | Reached)
            and getattr(part, "variable", None) == variable
            and isinstance(part, Condition)
        ]

    def wanted(self, variable: str) -> tuple[str, ...]:
        """The values that together earn the score, as far as the rules name them."""
        best = max(self._earning(self.effects), key=lambda each: each[0], default=(0.0, Every()))
        if best[0] <= 0:
            return ()
        found: dict[str, None] = {}
        for part in conditions(best[1]):
            if getattr(part, "variable", None) == variable:
                value = getattr(part, "value", None)
                found.update(dict.fromkeys(getattr(part, "values", ())))
                found.update({value: None} if isinstance(value, str) else {})
        return tuple(found)

    def _earning(self, effects: Sequence[Effect]) -> list[tuple[float, Condition]]:
        """The conditions that earn a score at once, with that score."""
        found: list[tuple[float, Condition]] = []
        for effect in effects:
            for branch in getattr(effect, "branches", ()):
                score = self._tried(
                    result(branch.effects, {}, lambda *_: False, lambda _: 0.0)
                ).score
                found.append((score, branch.condition))
                found += self._earning(branch.effects)
        return found

    def _mapped(self, variable: str, values: Sequence[str]) -> float:
        declared = self.declared.get(variable)
        return declared.mapped(values) if declared is not None else 0.0

    def _tried(self, found: Result) -> Tried:
        said = frozenset(
            number
            for number, each in enumerate(self.feedback)
            if (each.value in found.said.get(each.outcome, ())) == each.shown
        )
        return Tried(found.numbers.get(self.outcome, 0.0), said)


def _follows(condition: Condition, wanted: Condition, variable: str, found: Result) -> bool:
    match condition:
        case Every(parts):
            return all(_follows(part, wanted, variable, found) for part in parts)
        case Some(parts):
            return any(_follows(part, wanted, variable, found) for part in parts)
        case Negated(part):
            return not _follows(part, wanted, variable, found)
        case Reached():
            return holds_for(condition, {}, found)
        case Given(its):
            return its == variable
        case _:
            return condition == wanted
