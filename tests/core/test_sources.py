"""A source text is cut into passages and sentences, by code points."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.sources import Source, SourceId, Span, make_source, sentence_at, sentences_of

ARTICLE = Path(__file__).parents[2] / "seeds" / "000_ce0983c57a51f871.txt"


def cut(text: str) -> Source:
    return make_source(SourceId("s"), text, credit="", sha256="")


def sentences(text: str) -> list[str]:
    return [text[found.span.start : found.span.end] for found in cut(text).sentences]


def test_the_article_has_35_passages_and_45_sentences() -> None:
    source = cut(ARTICLE.read_text(encoding="utf-8"))

    assert len(source.passages) == 35
    assert len(source.sentences) == 45


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It covers 1,300 sq. km and 100 villages. Done.", 2),
        ("It covers 29,900 sq. km. Unlike Donetsk, it is quiet.", 2),
        ("The U.S. envoy came. He left.", 2),
        ("Dr. Koffman wrote it.", 1),
        ("J. Smith wrote it.", 1),
        ("See No. 5 for this.", 1),
        ("He said no. Then he left.", 2),
        ("“It held,” he said. “It fell.” They left.", 3),
        ("Really?! Yes.", 2),
        ("One line\n\nAnother line", 2),
        ("The end… Or not.", 2),
        ("   ", 0),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_a_reader_would_stop(
    text: str, expected: int
) -> None:
    assert len(sentences(text)) == expected


def test_positions_count_code_points_not_bytes() -> None:
    source = cut("“Ü” 🙂 first.\nsecond")

    assert source.text[source.passages[1].span.start :] == "second"


@given(st.text(alphabet=st.sampled_from("ab. !?\n“”AB1"), max_size=80))
def test_sentences_cover_every_visible_letter_in_order(text: str) -> None:
    source = cut(text)
    covered = "".join(text[found.span.start : found.span.end] for found in source.sentences)

    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab. !\nAB"), max_size=60), st.integers(0, 60))
def test_the_sentences_of_a_span_are_those_that_share_a_code_point_with_it(
    text: str, start: int
) -> None:
    source = cut(text)
    span = Span(start, start + 5)

    expected = tuple(found for found in source.sentences if found.span.overlaps(span))

    assert sentences_of(source, span) == expected


def test_the_sentence_at_an_offset_is_found() -> None:
    source = cut("One. Two.")

    found = sentence_at(source, 6)

    assert found is not None
    assert found.number == 2


@pytest.mark.parametrize("text", [" " * 60_000, "." * 60_000 + "a", "Go on. " * 20_000])
def test_a_text_of_one_line_is_cut_in_no_time(text: str) -> None:
    """Once quadratic: these took minutes."""
    source = cut(text)

    assert len(source.passages) <= 1
