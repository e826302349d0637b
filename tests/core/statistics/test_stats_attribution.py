"""Content and attribution apart, and who is taken for whom."""

from studyapp.core.bank import Kind
from studyapp.core.statistics.attribution import (
    STATEMENTS,
    Attributed,
    Skill,
    by_plain_kind,
    by_skill,
    mixups,
    skill_of,
)
from studyapp.core.statistics.timeline import Daily


def test_multiple_choice_asks_for_attribution_only_of_statements():
    assert skill_of(STATEMENTS) is Skill.ATTRIBUTION
    assert skill_of(Kind.MULTIPLE_CHOICE.value) is Skill.CONTENT


def test_kinds_that_ask_who_said_what_are_attribution():
    asked = {kind.value for kind in Kind if skill_of(kind.value) is Skill.ATTRIBUTION}

    assert asked == {"who_says", "what_said", "grouping", "conflict", "position_change"}


def test_a_kind_of_a_later_version_counts_as_content():
    assert skill_of("hologram") is Skill.CONTENT


def test_sums_by_kind_become_sums_by_skill():
    found = by_skill([Daily(1, "who_says", 2, 1.0), Daily(1, "date", 3, 3.0)])

    assert [one.heading for one in found] == ["attribution", "content"]


def test_all_multiple_choice_is_one_kind_on_screen():
    found = by_plain_kind([Daily(1, STATEMENTS, 2, 1.0), Daily(1, "date", 3, 3.0)])

    assert [one.heading for one in found] == ["multiple_choice", "date"]


def test_mistakes_are_listed_most_frequent_first():
    found = mixups(
        [
            *[Attributed("Moscow", "Kiev")] * 2,
            *[Attributed("Moscow", "Moscow")] * 5,
            Attributed("Kiev", "Skeptics"),
        ]
    )

    assert found.mistakes == [("Moscow", "Kiev", 2), ("Kiev", "Skeptics", 1)]
    assert found.speakers == ("Kiev", "Moscow", "Skeptics")
    assert found.said("Moscow") == 7


def test_speakers_who_are_never_mistaken_are_left_out():
    assert mixups([Attributed("Moscow", "Moscow")]).speakers == ()
