"""Which way to ask a fact next: the better it is known, the more the question demands."""

from collections.abc import Collection, Sequence
from random import Random

from studyapp.core.bank import Kind
from studyapp.core.scheduling.cards import Card

# From which stability on (in days) a fact is asked in which kinds. A new fact that is
# recalled at every review passes one stage at a time (2, 11 and 46 days by the default
# parameters); a forgotten one falls back, mostly to the first stage. Who says so is
# recognised first and comes again with attribution; what can be typed stays to the end.
_TYPED = frozenset({Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.DATE, Kind.FLASHCARD})
STAGES: tuple[tuple[float, frozenset[Kind]], ...] = (
    (
        0.0,
        frozenset(
            {
                Kind.SINGLE_CHOICE,
                Kind.TRUE_FALSE,
                Kind.WHO_SAYS,
                Kind.MULTIPLE_CHOICE,
                Kind.NOT_STATED,
            }
        ),
    ),
    (2.0, frozenset({Kind.CLOZE, Kind.MATCHING})),
    (7.0, _TYPED),
    (
        21.0,
        _TYPED
        | {
            Kind.ORDERING,
            Kind.GROUPING,
            Kind.WHO_SAYS,
            Kind.WHAT_SAID,
            Kind.CONFLICT,
            Kind.POSITION_CHANGE,
            Kind.FIND_PASSAGE,
        },
    ),
)


def stage(card: Card) -> int:
    """How far the fact has come, from 0: an index into STAGES."""
    return sum(card.stability >= least for least, _kinds in STAGES[1:])


def next_kind(card: Card, kinds: Collection[Kind], recent: Sequence[Kind], rng: Random) -> Kind:
    """The kind to ask the fact in, of those that it allows (at least one).

    ``recent`` are the kinds in which the learner has seen this fact, the latest
    last: that one comes again only where there is no other. The stage of the card
    decides, then the nearest one (the easier of two), then what was not seen for
    longest, then the dice.
    """
    wanted = stage(card)
    last = recent[-1] if recent else None
    latest = {kind: index for index, kind in enumerate(recent)}
    shuffled = sorted(kinds)
    rng.shuffle(shuffled)
    return min(
        shuffled, key=lambda kind: (kind == last, _distance(kind, wanted), latest.get(kind, -1))
    )


def _distance(kind: Kind, wanted: int) -> tuple[int, bool]:
    """How many stages a kind is away, and whether it is above."""
    return min(
        (abs(index - wanted), index > wanted)
        for index, (_least, kinds) in enumerate(STAGES)
        if kind in kinds
    )
