"""Cards, policy and flags: kept with the answers, and rebuilt with them."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from answers import NOON, attempt, item, reread, session
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.core.attempts import Flag, Tally
from studyapp.core.bank import Kind
from studyapp.core.certainty import Confidence
from studyapp.core.scheduling import cards as schedule
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.daily import Done
from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.core.sessions import Mode, Plan
from studyapp.storage import database
from studyapp.storage.record import NotSaved, Record

DAY = NOON.toordinal()
FACT = "area-seized"
GOOD = Review(DAY, Rating.GOOD)
AGAIN = Review(DAY + 3, Rating.AGAIN)
OTHERS = Policy(parameters=tuple(weight * 1.01 for weight in DEFAULT_WEIGHTS))


def on(fact, **changes):
    return replace(item(), facts=(fact, "another"), **changes)


def expected(*reviews, fact=FACT, policy=None):
    return schedule.replay(Card("kursk", fact), reviews, policy or Policy())


# What an answer counts for


def test_an_answer_and_the_card_that_it_makes_are_stored_together(record, folder):
    record.add(attempt(1), GOOD)
    record.add(attempt(2), AGAIN)

    assert record.cards("kursk") == {FACT: expected(GOOD, AGAIN)}
    assert record.card("kursk", FACT) == expected(GOOD, AGAIN)
    assert record.reviews("kursk", FACT) == [GOOD, AGAIN]
    assert record.cards("other") == {}


def test_an_answer_without_a_review_changes_no_card(record):
    record.add(attempt(1))

    assert record.cards("kursk") == {}
    assert record.reviews("kursk", FACT) == []
    assert record.card("kursk", FACT) == Card("kursk", FACT)


def test_the_same_answer_twice_is_reviewed_once(record):
    record.add(attempt(1), GOOD)
    record.add(attempt(1), GOOD)

    assert record.reviews("kursk", FACT) == [GOOD]
    assert record.card("kursk", FACT).reviews == 1


def test_a_refused_answer_leaves_no_card(record, folder):
    record._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(NotSaved):
        record.add(attempt(1), GOOD)
    record._connection.execute("PRAGMA query_only = OFF")

    assert record.cards("kursk") == {}
    assert record.attempts() == []


def test_histories_are_kept_fact_by_fact_in_the_order_of_the_answers(record):
    for number, (fact, review) in enumerate([("b", GOOD), ("a", GOOD), ("b", AGAIN)]):
        record.add(attempt(number, shown=on(fact)), review)
    record.add(attempt(9, shown=on("c")))

    assert record.histories("kursk") == {"a": [GOOD], "b": [GOOD, AGAIN]}


def test_what_was_done_on_a_day_tells_new_facts_from_known_ones(record):
    record.add(attempt(1, shown=on("a")), GOOD)
    record.add(attempt(2, shown=on("a")), replace(GOOD, day=DAY + 3))
    record.add(attempt(3, shown=on("b")), replace(GOOD, day=DAY + 3))
    record.add(attempt(4, shown=on("b")), replace(GOOD, day=DAY + 3))

    assert record.done("kursk", DAY) == Done(0, 0)
    assert record.done("kursk", DAY + 3) == Done(reviews=1, new=1)


def test_what_is_due_is_told_from_what_is_known_or_set_aside(record):
    for number, fact in enumerate("abc"):
        record.add(attempt(number, shown=on(fact)), GOOD)
    record.set_card(Card("kursk", "b", suspended=True))
    record.set_card(Card("kursk", "c", buried_until=DAY + 101))
    record.set_card(Card("kursk", "d", suspended=True))

    assert record.due_and_known("kursk", DAY) == ([], ["a", "b", "c", "d"])
    assert record.due_and_known("kursk", DAY + 100) == (["a"], ["a", "b", "c", "d"])
    assert record.due_and_known("kursk", DAY + 101) == (["a", "c"], ["a", "b", "c", "d"])


def test_kinds_scores_and_times_of_the_latest_answers_are_found(record):
    shown = [on("a", kind=Kind.CLOZE), on("a", kind=Kind.WHO_SAYS), on("b", kind=Kind.CLOZE)]
    for number, (each, score) in enumerate(zip(shown, (1.0, 0.5, 1.0), strict=True)):
        record.add(attempt(number, shown=each, score=score, seconds=number + 1.0))

    assert record.recent_kinds("kursk", "a") == [Kind.CLOZE, Kind.WHO_SAYS]
    assert record.recent_kinds("kursk", "a", 1) == [Kind.WHO_SAYS]
    assert record.latest_scores("kursk", ["a", "b", "c"]) == {"a": 0.5, "b": 1.0}
    assert record.right_times(10) == [(Kind.CLOZE, 3.0), (Kind.CLOZE, 1.0)]


def test_hints_and_confidence_are_kept_with_the_answer(record, folder):
    given = replace(attempt(1), hints=2, confidence=Confidence.FAIRLY)
    record.add(given, GOOD)
    record.close()
    (folder / "record.sqlite3").unlink()

    assert reread(folder) == [given]


# Taking back


def test_an_answer_taken_back_leaves_the_card_before_it(record):
    record.add(attempt(1), GOOD)
    record.add(attempt(2, score=1 / 3), AGAIN)
    record.take_back(attempt(2).id)

    assert record.attempts() == [attempt(1)]
    assert record.cards("kursk") == {FACT: expected(GOOD)}
    assert record.by_topic() == [Tally("course", 1, 1.0)]
    assert record.sessions()[0].answered == 1


def test_taking_back_the_only_answer_leaves_no_card(record):
    record.add(attempt(1), GOOD)
    record.take_back(attempt(1).id)
    record.take_back(attempt(1).id)

    assert record.cards("kursk") == {}
    assert record.by_kind() == []


def test_an_answer_taken_back_does_not_come_back_from_the_journal(record, folder):
    record.add(attempt(1), GOOD)
    record.add(attempt(2), AGAIN)
    record.take_back(attempt(2).id)
    record.close()
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as again:
        assert again.attempts() == [attempt(1)]
        assert again.cards("kursk") == {FACT: expected(GOOD)}


def test_an_answer_taken_back_does_not_come_back_from_a_backup(record, folder):
    record.add(attempt(1), GOOD)
    record.add(attempt(2), AGAIN)
    back_up(folder)
    record.take_back(attempt(2).id)
    record.close()
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as again:
        assert again.attempts() == [attempt(1)]
        assert again.cards("kursk") == {FACT: expected(GOOD)}


def test_a_backup_remembers_what_the_journal_forgot_was_taken_back(record, folder):
    record.add(attempt(1), GOOD)
    record.add(attempt(2), AGAIN)
    record.take_back(attempt(2).id)
    record.set_card(Card("kursk", FACT, suspended=True))
    back_up(folder)
    record.close()
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:3], b"damaged\n", b"damaged\n"]))
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as again:
        assert again.attempts() == [attempt(1)]
        assert again.cards("kursk") == {FACT: replace(expected(GOOD), suspended=True)}


def back_up(folder):
    with closing(sqlite3.connect(folder / "record.sqlite3")) as other:
        database.back_up(other, folder / "backups" / "monday.sqlite3")


def test_a_line_that_takes_back_outlives_a_crash_before_the_commit(record, folder):
    record.add(attempt(1), GOOD)
    record.close()
    shutil.copy(folder / "record.sqlite3", folder / "earlier")
    with closing(Record.open(folder)) as again:
        again.take_back(attempt(1).id)
    (folder / "earlier").replace(folder / "record.sqlite3")

    assert reread(folder) == []


# Set aside, policy, flags


def test_setting_aside_changes_nothing_else_of_the_card(record):
    record.add(attempt(1), GOOD)
    record.set_card(Card("kursk", FACT, suspended=True, buried_until=DAY + 1))
    aside = replace(expected(GOOD), suspended=True, buried_until=DAY + 1)

    assert record.cards("kursk") == {FACT: aside}
    record.set_card(Card("kursk", FACT))
    assert record.cards("kursk") == {FACT: expected(GOOD)}


def test_a_policy_holds_from_then_on_for_all_cards(record, folder):
    wanted = Policy(desired_retention=0.8, new_per_day=3, exam_day=DAY + 90)
    record.add(attempt(1), GOOD)
    record.set_policy(wanted)
    record.add(attempt(2, shown=on("later")), GOOD)

    assert record.policy() == wanted
    assert record.cards("kursk") == {
        FACT: expected(GOOD, policy=wanted),
        "later": expected(GOOD, fact="later", policy=wanted),
    }


def test_other_parameters_make_every_card_anew(record):
    record.add(attempt(1), GOOD)
    record.set_card(Card("kursk", FACT, suspended=True))
    record.set_policy(OTHERS)

    assert record.cards("kursk") == {FACT: replace(expected(GOOD, policy=OTHERS), suspended=True)}


def test_flags_are_kept_in_their_order_with_the_item(record, folder):
    flags = [Flag(item(), "Why is this wrong?", NOON), Flag(item(topic="losses"), "", NOON)]
    for flag in flags:
        record.add_flag(flag)
    record.close()
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as again:
        assert again.flags() == flags


def test_a_flag_that_is_taken_off_stays_off(record, folder):
    kept = Flag(item(topic="losses"), "", NOON)
    gone = Flag(item(), "Why is this wrong?", NOON)
    for flag in (gone, kept):
        record.add_flag(flag)
    record.remove_flag(gone)
    now = record.flags()
    record.close()
    (folder / "record.sqlite3").unlink()

    with closing(Record.open(folder)) as again:
        assert now == again.flags() == [kept]


def test_a_session_is_kept_with_its_plan_until_it_ends(record, folder):
    plan = Plan(5, 7, topics=frozenset(["losses", "course"]), mode=Mode.LEARN, facts=("a", "b"))
    planned = replace(session(3), plan=plan, queue=("a", "b"))
    record.begin(planned)
    record.close()
    (folder / "record.sqlite3").unlink()
    with closing(Record.open(folder)) as again:
        assert again.interrupted("kursk") == planned
        again.finish(planned.id, NOON)

        assert again.interrupted("kursk") is None
        assert again.interrupted("other") is None


# Damage


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE cards SET due = due + 1",
        "UPDATE attempts SET rating = 1",
        "UPDATE attempts SET hints = 1",
        "UPDATE changes SET entry = replace(entry, '0.8', '0.9')",
    ],
)
def test_a_changed_card_review_or_policy_is_noticed_and_mended(record, folder, harm):
    record.set_policy(Policy(desired_retention=0.8))
    record.add(attempt(1), GOOD)
    before = record.cards("kursk")
    record.close()
    with closing(sqlite3.connect(folder / "record.sqlite3")) as other, other:
        other.execute(harm)

    with closing(Record.open(folder)) as again:
        assert (again.policy().desired_retention, again.attempts()) == (0.8, [attempt(1)])
        assert again.cards("kursk") == before
        assert "was damaged" in again.recovered


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 12), st.sampled_from(Rating)),
        st.tuples(st.just("add"), st.integers(1, 12), st.none()),
        st.tuples(st.just("take back"), st.integers(1, 12)),
        st.tuples(st.just("set aside"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("policy"), st.sampled_from([Policy(), Policy(0.8), OTHERS])),
        st.tuples(st.sampled_from(["reopen", "lose", "back up"])),
    ),
    max_size=20,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_happens_the_cards_follow_from_what_is_kept(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("learner")
    record = Record.open(folder)
    record.begin(session())
    kept, aside, policy, used = {}, {}, Policy(), set()
    for step in steps:
        match step:
            case ("add", number, rating) if number not in used:
                used.add(number)
                shown = on(f"fact {number % 3}", topic=f"topic {number % 2}")
                review = Review(DAY + number // 2, rating) if rating else None
                kept[number] = (attempt(number, shown=shown, score=number / 12), review)
                record.add(*kept[number])
            case ("take back", number):
                record.take_back(attempt(number).id)
                kept.pop(number, None)
            case ("set aside", number, suspended):
                record.set_card(Card("kursk", f"fact {number}", suspended=suspended))
                aside[f"fact {number}"] = suspended
            case ("policy", policy):
                record.set_policy(policy)
            case ("reopen" | "lose" | "back up" as how,):
                record.close()
                if how == "back up":
                    back_up(folder)
                if how == "lose":
                    (folder / "record.sqlite3").unlink()
                record = Record.open(folder)
    histories = {}
    for answer, review in kept.values():
        histories.setdefault(answer.fact, []).extend([review] if review else [])
    cards = {
        fact: replace(
            expected(*histories.get(fact, []), fact=fact, policy=policy),
            suspended=aside.get(fact, False),
        )
        for fact in (*histories, *aside)
    }

    with closing(record):
        assert record.attempts() == [answer for answer, _ in kept.values()]
        assert record.cards("kursk") == {
            fact: card for fact, card in cards.items() if card != Card("kursk", fact)
        }
        assert record.policy() == policy
        assert sum(tally.answered for tally in record.by_topic()) == len(kept)
