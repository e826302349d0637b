"""Emphasis, sub- and superscripts in texts of questions."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.marked import EMPHASIS, LOWERED, PLAIN, RAISED, Run, marks, plain, runs


def test_marks_are_read_as_styles() -> None:
    found = runs("H~2~O is *not* 2\\*3")

    assert found == (
        Run("H"),
        Run("2", LOWERED),
        Run("O is "),
        Run("not", EMPHASIS),
        Run(" 2*3"),
    )


def test_a_mark_that_is_never_closed_is_a_character() -> None:
    assert plain("5 * 3 = 15") == "5 * 3 = 15"


def test_plain_text_keeps_small_digits_where_unicode_has_them() -> None:
    assert plain("H~2~O, 10^6^ km^!^, *so*") == "H₂O, 10⁶ km!, so"


_WORDS = st.text("ab *~^\\\n1", max_size=5)
_STYLES = st.sampled_from([PLAIN, EMPHASIS, LOWERED, RAISED])
_RUNS = st.lists(st.builds(Run, _WORDS, _STYLES | st.just(EMPHASIS + RAISED)))


@given(_RUNS)
def test_what_is_marked_reads_back_with_its_styles(words: list[Run]) -> None:
    shown = [(letter, run.style) for run in words for letter in run.text]

    assert [(letter, run.style) for run in runs(marks(words)) for letter in run.text] == shown


@given(st.text("ab*~^\\", max_size=12))
def test_plain_words_come_back_as_they_were(text: str) -> None:
    assert plain(marks([Run(text)])) == text
