"""How well each sentence is known follows from the cards of what rests on it."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.bank import Bank, BankId, FactId
from studyapp.core.mastery import Level, Memory, SentenceState, mastery, near, notes_at
from studyapp.core.scheduling.cards import Card, recall
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sources import SourceId
from studyapp.storage.bank_files import load_bank

CHRONICLE = SourceId("chronicle")
TODAY = 738_000
FRESH, FADED, GONE = 0, 20, 4000  # days since the review, with a stability of ten days


def bank_in(path: Path) -> Bank:
    loaded = load_bank(path)
    assert loaded.bank is not None
    return loaded.bank


LIGHTHOUSE = bank_in(Path(__file__).parent.parent / "data" / "lighthouse.yaml")


def card(fact: str, ago: int) -> Card:
    """Reviewed so many days ago."""
    last = TODAY - ago
    return Card(BankId("lighthouse"), FactId(fact), 10.0, 5.0, last, last + 10, reviews=2)


def memory(
    cards: Iterable[Card], last: dict[str, float] | None = None, *, retention: float = 0.9
) -> Memory:
    scores = {FactId(fact): score for fact, score in (last or {}).items()}
    policy = Policy(desired_retention=retention)
    return Memory({each.fact: each for each in cards}, TODAY, policy, scores)


def state_at(words: str, known: Memory) -> SentenceState:
    """The state of the sentence that has these words."""
    source = LIGHTHOUSE.sources[CHRONICLE]
    offset = source.text.index(words)
    return next(
        state
        for state in mastery(LIGHTHOUSE, known)[CHRONICLE]
        if state.sentence.span.start <= offset < state.sentence.span.end
    )


def test_every_sentence_has_a_state_in_the_order_of_the_text() -> None:
    states = mastery(LIGHTHOUSE, memory([]))[CHRONICLE]

    assert tuple(state.sentence for state in states) == LIGHTHOUSE.sources[CHRONICLE].sentences


def test_what_was_never_asked_is_unseen() -> None:
    state = state_at("A storm had broken", memory([]))

    assert (state.level, state.chance) == (Level.UNSEEN, 0.0)


def test_a_sentence_that_no_fact_rests_on_is_bare(tmp_path: Path) -> None:
    lines = (
        "bank: plain",
        "title: Plain",
        "voice: the text",
        "sources: [{id: s, title: T, credit: C, text: Nobody asks of this.}]",
        "topics: {t: Topic}",
        "facts: []",
    )
    (tmp_path / "plain.yaml").write_text("\n".join(lines), encoding="utf-8")
    (state,) = mastery(bank_in(tmp_path / "plain.yaml"), memory([]))[SourceId("s")]

    assert (state.level, state.facts) == (Level.BARE, ())


@pytest.mark.parametrize(
    ("ago", "level"), [(FRESH, Level.KNOWN), (FADED, Level.LEARNING), (GONE, Level.WEAK)]
)
def test_a_fact_fades_from_known_to_weak(ago: int, level: Level) -> None:
    state = state_at("A storm had broken", memory([card("cause", ago)]))

    assert state.level is level
    assert state.chance == recall(10.0, ago, Policy())


def test_who_wants_more_knows_less() -> None:
    at_ease = memory([card("cause", FADED)], retention=0.8)
    ambitious = memory([card("cause", FADED)], retention=0.97)

    assert state_at("A storm", at_ease).level is Level.KNOWN
    assert state_at("A storm", ambitious).level is Level.LEARNING


def test_what_was_wrong_the_last_time_is_weak_and_marked_however_fresh() -> None:
    state = state_at("A storm", memory([card("cause", FRESH)], {"cause": 0.0}))

    assert (state.level, state.chance) == (Level.WEAK, 0.0)
    assert state.missed


@pytest.mark.parametrize("score", [0.5, 1.0])
def test_a_last_answer_with_points_is_not_marked(score: float) -> None:
    state = state_at("A storm", memory([card("cause", FRESH)], {"cause": score}))

    assert state.level is Level.KNOWN
    assert not state.missed


def test_an_answer_that_was_wrong_in_a_session_without_schedule_is_marked_too() -> None:
    state = state_at("A storm", memory([], {"cause": 0.0}))

    assert state.level is Level.WEAK
    assert state.missed


def test_a_fact_set_aside_before_it_was_asked_is_unseen() -> None:
    aside = Card(BankId("lighthouse"), FactId("cause"), suspended=True)

    assert state_at("A storm", memory([aside])).level is Level.UNSEEN


def test_a_sentence_of_which_half_is_known_and_half_still_new_is_being_learnt() -> None:
    state = state_at("Tobias Reed said", memory([card("boats-reed", FRESH)]))

    assert [fact.level for fact in state.facts] == [Level.KNOWN, Level.UNSEEN]
    assert (state.level, state.chance) == (Level.LEARNING, 1.0)


def test_what_is_still_new_does_not_hide_that_the_rest_is_weak() -> None:
    faded = state_at("Tobias Reed said", memory([card("boats-reed", GONE)]))
    wrong = state_at("Tobias Reed said", memory([card("boats-reed", FRESH)], {"boats-reed": 0.0}))

    assert [fact.level for fact in faded.facts] == [Level.WEAK, Level.UNSEEN]
    assert (faded.level, wrong.level) == (Level.WEAK, Level.WEAK)


def test_a_sentence_with_a_known_and_a_faded_fact_is_being_learnt() -> None:
    cards = [card("boats-reed", FRESH), card("wind-reed", FADED)]

    assert state_at("Tobias Reed said", memory(cards)).level is Level.LEARNING


def test_a_sentence_is_known_when_all_its_facts_are() -> None:
    cards = [card("boats-reed", FRESH), card("wind-reed", FRESH)]

    assert state_at("Tobias Reed said", memory(cards)).level is Level.KNOWN


def test_a_question_written_by_hand_rests_on_its_evidence() -> None:
    state = state_at("The wreck of the Maria", memory([card("by-hand", FRESH)]))

    assert [fact.fact for fact in state.facts] == ["wreck", "by-hand"]


def test_changes_and_open_questions_are_near_but_do_not_tint() -> None:
    wanted = state_at("help was not wanted", memory([]))
    dark = state_at("went dark", memory([]))

    assert near(LIGHTHOUSE)[CHRONICLE, wanted.sentence] == ("change-reed",)
    assert near(LIGHTHOUSE)[CHRONICLE, dark.sentence] == ("unstated-keeper",)
    assert "change-reed" not in [fact.fact for fact in wanted.facts]


def test_notes_stand_with_the_sentence_they_are_on() -> None:
    pier = state_at("the pier was closed", memory([]))
    wreck = state_at("The wreck", memory([]))

    assert [note.evidence.exact for note in notes_at(LIGHTHOUSE, CHRONICLE, pier.sentence)] == [
        "In autumn"
    ]
    assert notes_at(LIGHTHOUSE, CHRONICLE, wreck.sentence) == ()


@given(
    ages=st.dictionaries(st.sampled_from(sorted(LIGHTHOUSE.facts)), st.integers(0, 5000)),
    wrong=st.sets(st.sampled_from(sorted(LIGHTHOUSE.facts))),
)
def test_a_sentence_is_known_or_unseen_only_if_all_its_facts_are(
    ages: dict[str, int], wrong: set[str]
) -> None:
    known = memory([card(fact, ago) for fact, ago in ages.items()], dict.fromkeys(wrong, 0.0))
    for state in mastery(LIGHTHOUSE, known)[CHRONICLE]:
        levels = {fact.level for fact in state.facts}

        assert 0 <= state.chance <= 1
        for extreme in (Level.KNOWN, Level.UNSEEN):
            assert (state.level is extreme) == (levels == {extreme})
