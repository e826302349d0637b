"""The texts, pictures and settings of Moodle XML; what is not kept is named with its place."""

from base64 import b64encode

import pytest
from moodle_xml_quiz import HEAD, PAIRS, answer, changed, only, question, read
from sample import PIXEL

from studyapp.core.questions import NumberAnswer, Picture
from studyapp.formats.moodle.xml_reader import is_moodle_xml


def test_formats_of_texts() -> None:
    """Line breaks count in Moodle's own format, marks in Markdown; plain text is as it stands."""
    essay = (
        '<question type="essay"><name><text>N</text></name>'
        '<questiontext format="{}"><text><![CDATA[{}]]></text></questiontext></question>'
    )
    found = read(
        essay.format("moodle_auto_format", "One\ntwo <b>three</b>\n<p>four</p>")
        + essay.format("markdown", "*One*\n- two")
        + essay.format("plain_text", "<b>One</b>\n  &amp; two")
        + essay.format("html", "One\n <i>two</i>&nbsp;&amp;")
    )

    assert [one.stem for one in found.questions.questions] == [
        "One\ntwo *three*\n\nfour",
        "*One*\n• two",
        "<b>One</b>\n  &amp; two",
        "One *two*\xa0&",
    ]
    assert found.problems == ()


def test_what_is_no_text_is_named() -> None:
    stem = "<table><tr><td>a</td><td>b</td></tr></table><script>x</script>"

    found, told = changed(question("essay", "", stem))

    assert found.stem == "a | b"
    assert told == ["“Name”: left out: the layout of a table, a script"]


CODE = b64encode(PIXEL).decode()
FILE = '<file name="{}" path="{}" encoding="base64">{}</file>'


def test_the_picture_of_the_stem_is_taken_in() -> None:
    stem = '<p>Which bridge?</p><img src="@@PLUGINFILE@@/old%20bridge.png?time=1" alt="A bridge">'
    spaced = "\n".join(CODE[place : place + 20] for place in range(0, len(CODE), 20))

    found = read(question("essay", "", stem, FILE.format("old bridge.png", "/", spaced)))

    (one,) = found.questions.questions
    assert one.picture == Picture("old-bridge.png", "A bridge")
    assert found.questions.pictures == {"old-bridge.png": PIXEL}
    assert found.problems == ()


def test_different_pictures_of_one_name_stay_apart_and_the_same_one_is_kept_once() -> None:
    stem = '<img src="@@PLUGINFILE@@/b.png">Ask'
    other = b64encode(PIXEL + b"more").decode()
    files = [FILE.format("b.png", "/", code) for code in (CODE, other, CODE)]

    found = read("".join(question("essay", "", stem, file) for file in files))

    shown = [one.picture.file for one in found.questions.questions if one.picture]
    assert shown == ["b.png", "b-2.png", "b.png"]
    assert found.questions.pictures == {"b.png": PIXEL, "b-2.png": PIXEL + b"more"}


OTHER_PICTURES = [
    f'<img src="data:image/png;base64,{CODE}" alt="A bridge">',
    '<img src="@@PLUGINFILE@@/folder/b.png" alt="A bridge">',
]


@pytest.mark.parametrize("image", OTHER_PICTURES)
def test_pictures_stand_in_the_text_or_in_a_folder(image: str) -> None:
    file = FILE.format("b.png", "/folder/", CODE) if "folder" in image else ""

    found = only(question("essay", "", f"Ask {image}", file))

    assert found.picture is not None
    assert found.picture.alt == "A bridge"


def test_the_picture_of_moodle_1_is_taken_in() -> None:
    old = f"<image>bridge.gif</image><image_base64>{CODE}</image_base64>"

    assert only(question("essay", old)).picture == Picture("bridge.png", "")


LOST_PICTURES = [
    ("https://a.example/b.png", "", "b.png” is left out: it is not in this file"),
    ("@@PLUGINFILE@@/b.png", "", "“b.png” is left out: the file does not hold it"),
    ("@@PLUGINFILE@@/b.png", FILE.format("b.png", "/", "%%%"), "left out: it is damaged"),
    ("@@PLUGINFILE@@/b.png", FILE.format("b.png", "/", CODE[:-3]), "left out: it is damaged"),
    ("data:image/png,x", "", "left out: it is not in this file"),
    (
        "@@PLUGINFILE@@/b.svg",
        FILE.format("b.svg", "/", b64encode(b"<svg/>").decode()),
        "“b.svg” is left out: it is no PNG, JPEG, GIF or WebP image",
    ),
    (
        "@@PLUGINFILE@@/b.png",
        FILE.format("b.png", "/", b64encode(PIXEL + bytes(5 * 1024 * 1024)).decode()),
        "“b.png” is left out: it is larger than 5 MB",
    ),
]


@pytest.mark.parametrize(("source", "file", "told"), LOST_PICTURES)
def test_a_picture_that_cannot_be_shown_is_named(source: str, file: str, told: str) -> None:
    found, messages = changed(question("essay", "", f'Ask <img src="{source}">', file))

    assert found.picture is None
    assert told in messages[0]


def test_further_pictures_and_files_are_named() -> None:
    stem = 'Ask <img src="@@PLUGINFILE@@/a.png"> <img src="@@PLUGINFILE@@/b.png">'
    files = "".join(FILE.format(name, "/", CODE) for name in ("a.png", "b.png", "c.mp3"))
    option = "<answer fraction='100'><text>&lt;img src='x.png' alt='A hill'&gt;</text></answer>"

    found, told = changed(question("multichoice", option + answer(0, "b"), stem, files))

    assert found.picture == Picture("a.png", "")
    assert found.options[0].text == "A hill"
    assert told == [
        "“Name”: the picture “b.png” is left out: a question has one here",
        "“Name”: the file “c.mp3” is left out",
        "“Name”: the picture “x.png” is left out",
    ]


def test_a_stem_without_words_is_asked_by_its_name() -> None:
    found, told = changed(
        question("essay", "", '<img src="@@PLUGINFILE@@/a.png">', FILE.format("a.png", "/", CODE))
    )

    assert (found.stem, found.title, found.picture) == ("Name", "Name", Picture("a.png", ""))
    assert told == ["“Name”: asks without words; its name is its question now"]


def test_settings_that_are_not_kept_are_told_once() -> None:
    lost = (
        "<penalty>0.2500000</penalty><hidden>1</hidden><hint><text>Think.</text></hint>"
        "<partiallycorrectfeedback><text>Half.</text></partiallycorrectfeedback>"
    )
    one = question("matching", lost + PAIRS)

    found = read(f"{one}\n{one}\n{one}")

    assert [(problem.position.line, problem.message) for problem in found.problems] == [
        (3, f"{message} (and so in 2 more)")
        for message in (
            "what is said to all right, partly right or wrong answers is left out",
            "it is hidden in Moodle, and is asked like others here",
            "what a further try costs is left out: 25 %",
            "its hints are left out",
        )
    ]


DOUBTFUL = [
    (answer(100, "a") + answer(33, "b"), "Moodle has no share of 33 %; it is read as 33.33333 %"),
    (answer(100, "a") + answer("half", "b"), "Moodle has no share of half %; it is read as 0 %"),
    (answer(50, "a") + answer(0, "b"), "the best answer is worth 50 %, not 100 %"),
    (answer(100, "a") + answer(0, "b") + answer(0, ""), "an answer without words is left out"),
    (answer(100, "a") + answer(0, "b") + answer(0, "b"), "“b” stands there twice"),
    (
        "<single>false</single>" + answer(50, "a") + answer(25, "b"),
        "the right answers add up to 75 %, not to 100 %",
    ),
    (
        answer(100, "a") + answer(0, "b") + "<defaultgrade>many</defaultgrade>",
        "“many” is no number of points; it counts 1",
    ),
]


@pytest.mark.parametrize(("inner", "told"), DOUBTFUL)
def test_what_moodle_would_not_take_is_read_with_a_word(inner: str, told: str) -> None:
    found, messages = changed(question("multichoice", inner))

    assert sum(option.correct for option in found.options) >= 1
    assert len(messages) == 1
    assert told in messages[0]


NAMES = [
    ("Where does it end?", "Where does it end?", ""),
    ("Where does…", "Where does it end?", ""),
    ("Where does...", "Where does it end?", ""),
    ("Where", "Where does it end?", "Where"),
    ("It _____ here", "It {1:SA:=ends} here", ""),
]


@pytest.mark.parametrize(("name", "stem", "title"), NAMES)
def test_a_name_that_repeats_the_stem_is_no_title(name: str, stem: str, title: str) -> None:
    kind = "cloze" if "{" in stem else "essay"
    one = question(kind, "", stem).replace("<text>Name</text>", f"<text>{name}</text>")

    assert only(one).title == title


def test_ids_are_unique_and_fit_for_a_bank() -> None:
    same = question("essay", "<idnumber>a b/ü</idnumber>")

    found = read(same + same + question("essay", "") + question("essay", "<idnumber></idnumber>"))

    assert [one.id for one in found.questions.questions] == ["a-b-u", "a-b-u-2", "q3", "q4"]


def test_files_of_old_and_careless_programs_are_read() -> None:
    """Answers have no element for their text, fractions are elements, HTML is not escaped."""
    old = (
        '<question type="NUMERICAL"><name>N</name>'
        "<questiontext><text>How <b>many</b>?</text></questiontext>"
        "<answer>5<fraction>1</fraction><tolerance>0.5</tolerance>"
        "<feedback>Yes</feedback></answer></question>"
    )

    found = only(old)

    assert (found.title, found.stem) == ("N", "How *many*?")
    assert found.answers == (NumberAnswer(5.0, 0.5, 1.0, "Yes"),)


def test_other_elements_and_words_on_categories_are_named() -> None:
    category = (
        '<question type="category"><category><text>a</text></category>'
        "<info><text>Words</text></info></question>"
    )

    found = read(f"<note/>{category}{question('essay', '')}")

    assert [problem.message for problem in found.problems] == [
        "“note” is no question",
        "what the file says about the category is left out",
    ]


def test_files_are_known_by_their_root() -> None:
    assert is_moodle_xml("a.txt", HEAD.encode())
    assert is_moodle_xml("a.txt", HEAD.encode("utf-16"))
    assert not is_moodle_xml("a.xml", b"<quizzes>")
