"""Which fact comes next, and which modes leave the schedule alone."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.sessions import Mode, in_line, writes_cards

QUEUE = list("abcdefgh")


def test_cramming_and_the_preview_of_an_exam_leave_the_schedule_alone():
    assert [mode for mode in Mode if not writes_cards(mode)] == [Mode.PREVIEW, Mode.CRAM]


def test_what_was_asked_comes_no_more():
    assert in_line(QUEUE, [("a", False), ("b", False)]) == list("cdefgh")


def test_what_was_forgotten_comes_again_behind_four_others():
    assert in_line(QUEUE, [("a", True)]) == list("bcdeafgh")


def test_what_was_forgotten_near_the_end_comes_last():
    assert in_line("ab", [("a", True)]) == ["b", "a"]
    assert in_line("a", [("a", True)]) == ["a"]


def test_what_is_forgotten_again_and_again_comes_three_times():
    assert in_line("a", [("a", True), ("a", True)]) == ["a"]
    assert in_line("a", [("a", True), ("a", True), ("a", True)]) == []


def test_nothing_comes_again_where_that_is_not_wanted():
    assert in_line("ab", [("a", True)], again=False) == ["b"]


def test_what_is_gone_is_passed_over():
    assert in_line(QUEUE, [("a", True)], {"a", "c"}) == list("bdefgh")


@given(st.lists(st.booleans(), max_size=40))
def test_every_line_comes_to_its_end(forgotten):
    asked = []
    for each in forgotten + [False] * 30:
        line = in_line(QUEUE, asked)
        if not line:
            break
        asked.append((line[0], each))

    assert in_line(QUEUE, asked) == []
    assert {fact for fact, _ in asked} == set(QUEUE)
    assert len(asked) <= 3 * len(QUEUE)
