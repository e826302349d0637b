"""HTML of other programs becomes text with light marks, and text becomes HTML."""

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.core.marked import EMPHASIS, LOWERED, PLAIN, RAISED, Run, marks
from studyapp.formats.html_text import from_html, to_html

READ = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<p>One</p>\n<p>&nbsp;</p>\n<p>Two</p>", "One\n\nTwo"),
    ("<p>One<br></p><p><br></p><p>Two</p>", "One\n\nTwo"),
    ("<div>One</div><div>Two</div>", "One\nTwo"),
    ("One<br/>Two<BR>Three", "One\nTwo\nThree"),
    ("One<br><br>Two", "One\n\nTwo"),
    ("  One \n two\tthree ", "One two three"),
    ("a <em>b</em>, <b>c</b> <i><u>d</u></i>", "a *b*, *c* *d*"),
    ("H<sub>2</sub>O, 10<sup>6</sup>", "H~2~O, 10^6^"),
    ('<span style="font-weight: bold">so</span> <span>not</span>', "*so* not"),
    ('<b style="font-weight:normal"><p>pasted</p></b>', "pasted"),
    ("2 * 3 ~ 6", "2 \\* 3 \\~ 6"),
    ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two"),
    ("<ul><li><p>One</p></li>\n<li><p>Two</p></li></ul>", "• One\n• Two"),
    ("Do:<ol start=3><li>One<li>Two</ol>then", "Do:\n3. One\n4. Two\nthen"),
    ("<ul><li>One<ul><li>Inner</li></ul></li><li></li></ul>", "• One\n  • Inner\n• "),
    (
        "<table><tr><th>a</th><th>b</th></tr><tr><td><p>1</p></td><td></td><td>3</td></tr></table>x",
        "a | b\n1 |  | 3\nx",
    ),
    ("Caf&eacute; &lt;b&gt; &amp;amp; &#8217; &#x41; AT&T", "Café <b> &amp; ’ A AT&T"),
    ("a&#99999999999999999999;b&#0;c", "a�b�c"),
    ("5 < 6 and 7 <8 <", "5 < 6 and 7 <8 <"),
    (r"\(x^2\) and $$\frac{a}{b}$$", r"\\(x\^2\\) and $$\\frac{a}{b}$$"),
    ('see <a href="https://a.example/">the page</a>.', "see the page (https://a.example/)."),
    ('<a href="http://a.example">a.example</a>', "a.example"),
    ('<a href="#top">up</a>', "up"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    ("<h2>Title</h2>text", "Title\n\ntext"),
    ("10&nbsp;km", "10\u00a0km"),
    ("<p class='x>text</p>", "text"),
    ("before <a never ends", "before <a never ends"),
    ("</b></p></li></td></ul>x</i>", "x"),
]


@pytest.mark.parametrize(("html", "text"), READ)
def test_html_reads_as(html: str, text: str) -> None:
    assert from_html(html).text == text


def test_what_is_no_text_is_named() -> None:
    found = from_html(
        "<!-- x -->a<script>if (a<b) {}</script><style>p{}</style><video>none</video>"
        "<svg><svg></svg>x</svg>b<table><tr><td>c</table><s>d</s>"
    )

    assert found.text == "ab\nc\nd"
    assert found.dropped == (
        "comments",
        "a script",
        "a style sheet",
        "a video",
        "a drawing",
        "the layout of a table",
        "strikethrough",
    )


def test_pictures_are_listed_and_leave_no_words() -> None:
    found = from_html('Look: <img src="@@PLUGINFILE@@/a%20b.png" alt="A &quot;hill&quot;"> high')

    assert found.plain == "Look: high"
    assert found.pictures == (("@@PLUGINFILE@@/a%20b.png", 'A "hill"'),)


def test_html_is_written_for_readers() -> None:
    html = to_html("*a* <b> & H~2~O\nnext  two", marked=True)

    assert html == (
        "<em>a</em> &lt;b&gt; &amp; H<sub>2</sub>O<br>"
        'next<span style="white-space: pre-wrap">  </span>two'
    )


_LETTERS = st.text(" \t\n\r\xa0ab*~^\\<>&;|•1.\u2028é\x01𝄞", max_size=8)
_STYLES = st.sampled_from([PLAIN, EMPHASIS, LOWERED, EMPHASIS + RAISED])


@given(st.lists(st.builds(Run, _LETTERS, _STYLES), max_size=6))
@settings(max_examples=300)
def test_marked_text_comes_back_as_it_was(words: list[Run]) -> None:
    text = marks(words)

    assert from_html(to_html(text, marked=True)).text == text


@given(_LETTERS | st.text())
@settings(max_examples=200)
def test_plain_text_comes_back_as_it_was(text: str) -> None:
    found = from_html(to_html(text, marked=False))

    assert (found.plain, found.has_marks, found.dropped) == (text, False, ())


@given(st.text(" \t\n\f\r\xa0\u2003ab.", max_size=12))
@settings(max_examples=200)
def test_words_without_markup_read_as_they_do_beside_some(words: str) -> None:
    """Plain words, also in a paragraph of their own, are read without a look at any tag."""
    assert from_html(words) == from_html(f"{words}<wbr>")
    assert from_html(f"<p>{words}</p>") == from_html(f"<p>{words}<wbr></p>")


_TAGS = "<p <b <ul> <li> <td> <tr> <a href=x> </a> </p> <!-- --> <pre> &#x ' \" = > x < / \n".split(
    " "
)


@given(st.lists(st.sampled_from(_TAGS), max_size=30))
@settings(max_examples=200)
def test_no_html_is_too_broken(parts: list[str]) -> None:
    assert isinstance(from_html("".join(parts)).text, str)


MANY = [
    "<ul><li>", "<b>", "<a b='", "<a ", "<!--", "<table><tr><td>", "</a>", "<p>", "<a href=x>y",
    "<![a", "<script>", "&", "&#9", "<span style='white-space:pre'>x\n", "<x/", "<svg>", "\n <br>",
]  # fmt: skip


@pytest.mark.parametrize("part", MANY)
def test_no_broken_tag_takes_long(part: str) -> None:
    def work(size: int) -> None:
        assert from_html("start " + part * size).text.startswith("start")

    assert grows_evenly(work, 5_000)
