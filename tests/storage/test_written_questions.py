"""Questions written by hand in a bank file: every kind, with as little typing as can be."""

from pathlib import Path

import msgspec
import pytest

from studyapp.core.bank import FactId, Question
from studyapp.core.questions import NumberAnswer, Picture, QuestionOption, TextAnswer
from studyapp.core.values import Text
from studyapp.files.pictures import MAX_BYTES
from studyapp.storage import question_builder
from studyapp.storage.bank_files import LoadedBank, load_bank

PNG = b"\x89PNG\r\n\x1a\n and so on"


def load(tmp_path: Path, questions: str, head: str = "") -> LoadedBank:
    path = tmp_path / "set.yaml"
    path.write_text(f"bank: s\ntitle: S\n{head}questions:\n{questions}", encoding="utf-8")
    return load_bank(path)


def only_question(loaded: LoadedBank) -> Question:
    assert loaded.bank is not None, [str(problem) for problem in loaded.problems]
    (question,) = loaded.bank.questions.values()
    return question


def problem_of(loaded: LoadedBank, code: str) -> tuple[int, str]:
    assert loaded.bank is None
    problem = next(found for found in loaded.problems if found.code == code)
    return problem.position.line, f"{problem.message} {problem.hint}"


def test_a_set_needs_a_name_a_title_and_questions(tmp_path: Path) -> None:
    loaded = load(tmp_path, "- {id: q, kind: flashcard, stem: The front, answer: The back}\n")

    assert only_question(loaded).answer == Text("The back")
    assert loaded.bank is not None
    assert dict(loaded.bank.topics) == {"questions": "Questions"}


def test_a_question_is_of_the_only_topic_that_there_is(tmp_path: Path) -> None:
    card = "- {id: q, kind: flashcard, stem: The front, answer: The back}\n"

    assert only_question(load(tmp_path, card, "topics: {one: One}\n")).topic == "one"
    line, said = problem_of(load(tmp_path, card, "topics: {one: One, two: Two}\n"), "missing-field")

    assert line == 5
    assert "“topic” is missing" in said
    assert "one, two" in said


def test_answers_are_texts_numbers_or_ranges_with_shares(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "- id: q\n  kind: quantity\n  stem: How many?\n  answers:\n"
        "  - 5\n  - {number: 6, tolerance: 0.2, share: 0.5, why: Nearly.}\n"
        "  - {from: 1.1, to: 2.3, share: 0.25}\n",
    )

    assert only_question(loaded).answers == (
        NumberAnswer(5.0),
        NumberAnswer(6.0, 0.2, 0.5, "Nearly."),
        NumberAnswer(1.7, 0.6, 0.25),
    )


def test_words_alone_are_a_right_answer_or_a_wrong_option(tmp_path: Path) -> None:
    typed = load(
        tmp_path, "- {id: q, kind: short_answer, stem: Which?, case: true, answers: [Spree]}\n"
    )
    chosen = load(
        tmp_path,
        "- id: q\n  kind: multiple_choice\n  stem: Which rivers end in a sea?\n  options:\n"
        "  - {text: The Rhine, share: 0.5}\n  - {text: The Danube, share: 0.5}\n  - The Spree\n",
    )

    assert only_question(typed).answers == (TextAnswer("Spree"),)
    assert only_question(typed).exact_case
    assert only_question(chosen).options == (
        QuestionOption("The Rhine", True, share=0.5),
        QuestionOption("The Danube", True, share=0.5),
        QuestionOption("The Spree", False),
    )


@pytest.mark.parametrize(
    ("question", "code", "line", "said"),
    [
        ("kind: ordering\n  stem: S\n  order: [a, 3]", "wrong-type", 7, "expected text"),
        ("kind: ordering\n  stem: S\n  pairs: [{left: a, right: b}]", "bad-question", 7, "it has order"),
        ("kind: essay\n  stem: S\n  answer: x", "bad-question", 7, "“answer” does not go with"),
        ("kind: who_says\n  stem: S", "bad-question", 5, "cannot be written by hand"),
        ("kind: short_answer\n  stem: S\n  answers:\n  - {text: a, number: 3}", "bad-answer", 8, "exactly one of"),
        ("kind: quantity\n  stem: S\n  answers:\n  - {from: 5, to: 3}", "bad-number", 8, "smaller number"),
        ("kind: quantity\n  stem: S\n  answers:\n  - {from: 5}", "bad-answer", 8, "from and to"),
        ("kind: quantity\n  stem: S\n  answers:\n  - {number: 5, tolerance: -1}", "wrong-type", 8, ">= 0"),
        ("kind: short_answer\n  stem: S\n  answers:\n  - {text: a, share: 2}", "wrong-type", 8, "<= 1"),
        ("kind: short_answer\n  stem: S\n  answer: a\n  answers: [b]", "bad-question", 7, "has one of"),
        ("kind: cloze\n  stem: S {1}\n  gaps:\n  - {weight: 2}", "bad-question", 8, "either answers or options"),
        ("kind: cloze\n  stem: S {1}\n  gaps:\n  - {answers: [a], options: [b]}", "bad-question", 8, "either answers or options"),
        ("kind: grouping\n  stem: S\n  groups: {A: a}", "wrong-type", 7, "expected a list"),
        ("kind: matching\n  stem: S\n  pairs: [{left: a}]", "missing-field", 7, "“right” is missing"),
        ("kind: essay\n  stem: S\n  points: -1", "wrong-type", 7, ">= 0"),
        ("kind: essay\n  stem: S\n  shuffel: no", "unknown-field", 7, "“shuffle”"),
        ("kind: essay\n  stem: S\n  topic: t", "unknown-topic", 7, "no topic “t”"),
        ("kind: essay", "missing-field", 4, "“stem” is missing"),
        ("kind: esay\n  stem: S", "wrong-type", 5, "esay"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_line(
    tmp_path: Path, question: str, code: str, line: int, said: str
) -> None:
    assert problem_of(load(tmp_path, f"- id: q\n  {question}\n"), code)[0] == line
    assert said in problem_of(load(tmp_path, f"- id: q\n  {question}\n"), code)[1]


def with_picture(tmp_path: Path, name: str) -> LoadedBank:
    return load(
        tmp_path,
        "- id: q\n  kind: flashcard\n  stem: Which river is this?\n  answer: The Spree\n"
        f"  picture:\n    file: {name}\n    alt: A bend of a river\n",
    )


@pytest.mark.parametrize(
    "data", [PNG, b"\xff\xd8\xff\xe0 jpeg", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 "]
)
def test_a_picture_comes_with_its_bytes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "bend").write_bytes(data)

    loaded = with_picture(tmp_path, "pictures/bend")

    assert only_question(loaded).picture == Picture("pictures/bend", "A bend of a river")
    assert loaded.bank is not None
    assert loaded.bank.pictures == {"pictures/bend": data}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/passwd", "by its path from the bank"),
        ("C:/map.png", "by its path from the bank"),
        ("pictures\\map.png", "by its path from the bank"),
        ("../map.png", "in the folder of the bank or below"),
        ("link.png", "outside of the folder"),
        ("nowhere.png", "No such file"),
        ("folder", "not a regular file"),
        ("map.svg", "PNG, JPEG, GIF or WebP"),
        ("huge.png", "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_beside_the_bank_is_refused(
    tmp_path: Path, name: str, said: str
) -> None:
    bank = tmp_path / "bank"
    (bank / "folder").mkdir(parents=True)
    (tmp_path / "map.png").write_bytes(PNG)
    (bank / "link.png").symlink_to(tmp_path / "map.png")
    (bank / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (bank / "huge.png").write_bytes(PNG + bytes(MAX_BYTES))

    loaded = with_picture(bank, name)

    assert loaded.bank is None
    assert loaded.problems[0].position.line == 9
    assert said in f"{loaded.problems[0].message} {loaded.problems[0].hint}"


def test_the_pictures_of_a_bank_have_a_limit_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_builder, "MAX_ALL", 2 * len(PNG))
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes(PNG)
    loaded = load(
        tmp_path,
        "".join(
            f"- {{id: q{number}, kind: essay, stem: S, picture: {{file: {number}.png}}}}\n"
            for number in (0, 1, 1, 2)
        ).replace("id: q1", "id: again", 1),
    )

    assert [(found.code, found.position.line) for found in loaded.problems] == [("bad-picture", 7)]


def test_the_cache_holds_all_of_a_question_and_notices_another_picture(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    picture = tmp_path / "bend.png"
    picture.write_bytes(PNG)
    parsed = with_picture(tmp_path, "bend.png")
    path = parsed.path
    load_bank(path, cache=cache)

    cached = load_bank(path, cache=cache)
    picture.write_bytes(PNG + b"!")
    changed = load_bank(path, cache=cache)
    picture.unlink()

    assert msgspec.json.encode(cached.bank) == msgspec.json.encode(parsed.bank)
    assert changed.bank is not None
    assert changed.bank.pictures["bend.png"] == PNG + b"!"
    assert load_bank(path, cache=cache).problems[0].code == "picture-missing"
    assert FactId("q") in changed.bank.questions
