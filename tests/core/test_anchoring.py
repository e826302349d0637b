"""Evidence is found letter for letter, or not at all."""

from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.core.anchoring import Ambiguous, Evidence, Missing, Quote, evidence_at, resolve
from studyapp.core.sources import Source, SourceId, Span, make_source

WORDS = st.lists(st.sampled_from("war map “x“ é 🙂 15km sq. a b".split()), min_size=3, max_size=30)


def source_of(text: str) -> Source:
    return make_source(SourceId("ap"), text, credit="", sha256="")


def test_a_quote_that_stands_once_is_found_by_code_points() -> None:
    source = source_of("🙂 Zelensky said “no”.")

    found = resolve(Quote("said “no”"), source)

    assert found == Evidence(SourceId("ap"), 11, 20, "said “no”")


def test_a_quote_that_stands_twice_needs_its_surroundings() -> None:
    source = source_of("They said yes. We said no.")

    assert resolve(Quote("said"), source) == Ambiguous((Span(5, 9), Span(18, 22)))
    assert resolve(Quote("said", prefix="We "), source) == Evidence(SourceId("ap"), 18, 22, "said")
    assert resolve(Quote("said", suffix=" yes"), source) == Evidence(SourceId("ap"), 5, 9, "said")


def test_a_slip_of_the_pen_is_answered_with_the_nearest_words() -> None:
    source = source_of("Russian artillery relentlessly shelled the road.")

    found = resolve(Quote("artilery relentlessly shelled"), source)

    assert isinstance(found, Missing)
    assert "artillery relentlessly shelled"[:20] in found.nearest


def test_an_empty_quote_is_missing() -> None:
    assert isinstance(resolve(Quote(""), source_of("text")), Missing)


def test_overlapping_occurrences_are_all_seen() -> None:
    assert resolve(Quote("aa"), source_of("aaa")) == Ambiguous((Span(0, 2), Span(1, 3)))


@given(WORDS, st.data())
def test_what_is_found_reads_as_the_quote(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    found = resolve(Quote(text[start:end]), source_of(text))

    assert not isinstance(found, Missing)
    if isinstance(found, Evidence):
        assert (found.start, found.end) == (start, end)


@given(WORDS, st.data())
def test_the_whole_surroundings_tell_any_two_places_apart(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    source = source_of(text)
    assume(text.count(text) == 1)

    found = resolve(Quote(text[start:end], prefix=text[:start], suffix=text[end:]), source)

    assert found == evidence_at(source, Span(start, end))
