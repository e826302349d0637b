"""Markdown of other programs becomes text with light marks."""

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.formats.markdown_text import from_markdown

READ = [
    ("plain words", "plain words"),
    ("*one* and __two__ and ***three***", "*one* and *two* and *three*"),
    ("**bold with *more* in it**", "*bold with more in it*"),
    ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 \\* 3 \\* 4"),
    ("# Title\ntext", "Title\ntext"),
    ("- one\n* two\n+ three", "• one\n• two\n• three"),
    ("first\nsecond", "first\nsecond"),
    ("[the page](https://a.example 'Title')", "the page (https://a.example)"),
    ("[*so*](https://a.example)", "*so* (https://a.example)"),
    ("<https://a.example/x>", "https://a.example/x"),
    ("call `a*b*c` now", "call a\\*b\\*c now"),
    ("so:\n```python\nx = a*b*c\nif <b>:\n```\ndone", "so:\n\nx = a\\*b\\*c\nif <b>:\n\ndone"),
    (r"\*not\* \_so\_ \[x\](y)", r"\*not\* _so_ [x](y)"),
    ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
    ('<span\nclass="x">a</span> H<sub>2</sub>O', "a H~2~O"),
    ("5 < 6 & 7 &lt; 8", "5 < 6 & 7 < 8"),
    ("*never closed", "\\*never closed"),
    ("[never](closed", "[never](closed"),
]


@pytest.mark.parametrize(("markdown", "text"), READ)
def test_markdown_reads_as(markdown: str, text: str) -> None:
    assert from_markdown(markdown).text == text


def test_pictures_are_listed_and_leave_no_words() -> None:
    found = from_markdown('Look: ![A "hill"](pictures/a%20b.png "Title") high')

    assert found.plain == "Look: high"
    assert found.pictures == (("pictures/a%20b.png", 'A "hill"'),)


def test_what_is_no_text_is_named() -> None:
    assert from_markdown("a<script>x</script>b").dropped == ("a script",)


_SIGNS = ["*", "**", "_", "`", "```\n", "\n", "[a](", "![", ")", "\\", "<b>", "<", "# ", "- ", "a "]


@given(st.lists(st.sampled_from(_SIGNS), max_size=30))
@settings(max_examples=200)
def test_no_markdown_is_too_broken(parts: list[str]) -> None:
    assert isinstance(from_markdown("".join(parts)).text, str)


@given(st.text("ab 19.,;?é中\n", max_size=40))
def test_words_without_signs_stay_as_they_are(text: str) -> None:
    """But for the white space at the edges of lines."""
    found = from_markdown(text).text

    assert found.split() == text.split()


MANY = [
    "*", "*a ", "_a ", "**a*", "`", "`a", "```\n", "``` \n", "[", "[a](", "[a](b", "![a](b ",
    "x" * 2500 + "[a](", "(", "<a ", "<https://a", "\n", "\n ", "\\", "# ", "- ",
]  # fmt: skip


@pytest.mark.parametrize("part", MANY)
def test_no_broken_sign_takes_long(part: str) -> None:
    def work(size: int) -> None:
        assert from_markdown("start " + part * (size // len(part))).text.startswith("start")

    assert grows_evenly(work, 20_000)
