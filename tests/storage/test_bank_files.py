"""Bank files: all problems at once, each with its place; a cache that is never stale."""

from pathlib import Path

import msgspec
import pytest

from studyapp.core.bank import FactId
from studyapp.core.problems import Severity
from studyapp.storage.bank_files import LoadedBank, load_bank

FORTS = Path(__file__).parents[1] / "data" / "forts.yaml"


def load_with(tmp_path: Path, *changes: tuple[str, str]) -> LoadedBank:
    """The example bank with words replaced, as a person would mistype them."""
    text = FORTS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"the example no longer holds {old!r}"
        text = text.replace(old, new, 1)
    path = tmp_path / "forts.yaml"
    path.write_text(text, encoding="utf-8")
    return load_bank(path)


def content(loaded: LoadedBank) -> bytes:
    """All that was loaded: banks themselves compare by identity."""
    return msgspec.json.encode(loaded.bank) + msgspec.json.encode(loaded.problems)


def line_of(loaded: LoadedBank, words: str) -> int:
    lines = loaded.path.read_text(encoding="utf-8").splitlines()
    return max(number for number, line in enumerate(lines, start=1) if words in line)


def test_a_clean_bank_has_no_problems() -> None:
    loaded = load_bank(FORTS)

    assert loaded.problems == ()
    assert loaded.bank is not None
    assert len(loaded.bank.facts) == 6


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "said"),
    [
        ("about 40 villages\n", "about 41 villages\n", "quote-missing", "about 41", "letter for"),
        ("evidence: In the fall it", "evidence: In teh fall it", "quote-missing", "In teh fall", "In the fall it"),
        ("speaker: abel", "speaker: abbel", "unknown-entity", "speaker: abbel", "“abel”"),
        ("entity: brink", "entity: brunk", "unknown-entity", "entity: brunk", "“brink”"),
        ("topic: losses\n    speaker", "topic: loses\n    speaker", "unknown-topic", "loses", "“losses”"),
        ("    topic: battle\n    says", "    topic: battle\n    topic: other\n    says", "yaml", "topic: other", "twice"),
        ("date: 1921-05-03", "date: 1921-05-33", "bad-date", "1921-05-33", "2024-08-06"),
        ("hedge: nearly", "hedge: nigh", "bad-hedge", "hedge: nigh", "nearly"),
        ("number: 1300", "number: many", "bad-number", "number: many", "1300"),
        ("duration: 9 months", "duration: nine moons", "bad-duration", "nine moons", "9 months"),
        ("    says: \"The siege lasted {length}.\"\n", "", "missing-field", "id: siege", "“says”"),
        ("importance: 3", "importance: high", "wrong-type", "importance: high", "whole number"),
        ("importance: 3", "importanse: 3", "unknown-field", "importanse", "“importance”"),
        ("{length}.", "{lenght}.", "unknown-slot", "{lenght}", "“length”"),
        ("The siege lasted {length}.", "The siege was long.", "unused-slot", "length:", "{length}"),
        ("id: by-hand", "id: siege", "duplicate-id", "id: siege", "twice"),
        ("facts: [area-abel, area-born]", "facts: [area-abel, area-bo]", "unknown-fact", "area-bo]", "area-born"),
        ("title: Two forts", "\ttitle: Two forts", "yaml", "title: Two forts", "tab"),
        ("[aland, cland]", "[aland]", "bad-pair", "[aland]", "two entities"),
        ("words: \"May 3, 1921\"", "words: [May, 3]", "wrong-type", "[May, 3]", "text"),
        ("within: [borland]", "within: [boreland]", "unknown-entity", "boreland", "borland"),
        ("{text: fog}", "{text: fog, number: 3}", "bad-value", "number: 3", "exactly one"),
        ("evidence: The siege lasted nine months.", "evidence: []", "no-evidence", "evidence: []", "quotes its source"),
        ("facts: [area-abel, area-born]", "facts: [area-abel, by-hand]", "unknown-fact", "by-hand]", "no fact"),
        ("facts: [area-abel, area-born]", "facts: [area-abel, area-abel]", "bad-dispute", "area-abel]", "with itself"),
        ("number: 1300", 'number: "1e999999999"', "bad-number", "1e9999", "write 1300"),
        ("number: 1300", "number: 1e30", "bad-number", "1e30", "lies within"),
        ("number: 1300", "number: 1e999", "yaml", "1e999", "too large"),
        ("duration: 9 months", "duration: 9-2 months", "bad-duration", "9-2", "smaller number"),
        ("{text: smoke}, why", "{text: Fog}, why", "wrong-is-right", "text: Fog", "the answer"),
        ("credit: Written", "sha256: abc\n    credit: Written", "wrong-type", "sha256", "text"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, where: str, said: str
) -> None:
    loaded = load_with(tmp_path, (old, new))

    problem = next(found for found in loaded.problems if found.code == code)

    assert loaded.bank is None
    assert problem.position.line == line_of(loaded, where)
    assert said in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        ("did General Abel say his men", "had the men", "speaker-not-named", Severity.ERROR),
        ("did the army of Aland hold?", "is called Brink?", "answer-in-stem", Severity.ERROR),
        ("inferred: true, ", "", "year-not-printed", Severity.ERROR),
        ("also: [Born]", "also: [Abel]", "ambiguous-name", Severity.ERROR),
        ("{text: The army, why", "{text: The army, correct: true, why", "bad-question", Severity.ERROR),
        ("name: Eastern Borland}", "name: Eastern Borland, within: [brink]}", "circular-within", Severity.ERROR),
        ("duration: 9 months, words: nine months", "duration: 8 months", "value-not-in-evidence", Severity.WARNING),
        ("had been lost?", "had been lost", "not-a-question", Severity.WARNING),
        ("  losses: Losses", "  losses: Losses\n  other: Other", "unused-topic", Severity.WARNING),
        ("The siege lasted nine months.\n", "The siege lasted nine months. It rained.\n", "sentence-without-fact", Severity.WARNING),
    ],
)  # fmt: skip
def test_a_doubtful_bank_is_told_why(
    tmp_path: Path, old: str, new: str, code: str, severity: Severity
) -> None:
    loaded = load_with(tmp_path, (old, new))

    assert {(found.code, found.severity) for found in loaded.problems} == {(code, severity)}


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    loaded = load_with(
        tmp_path,
        ("speaker: abel", "speaker: nobody"),
        ("1921-05-03", "1921-15-03"),
        ("about 40 villages\n", "about 50 villages\n"),
    )

    lines = [problem.position.line for problem in loaded.problems]

    assert len(lines) == 3
    assert lines == sorted(lines)


def test_a_quote_that_stands_twice_is_told_apart_by_its_surroundings(tmp_path: Path) -> None:
    twice = load_with(
        tmp_path,
        ("evidence: The siege lasted nine months.", "evidence: General Abel\n    importance: 2"),
        ("text: |", "text: |\n      General Abel rose."),
    )
    assert "quote-ambiguous" in {problem.code for problem in twice.problems}

    told = load_with(
        tmp_path,
        ("evidence: The siege lasted nine months.", "evidence: {quote: General Abel, suffix: ' said'}"),
        ("text: |", "text: |\n      General Abel rose."),
    )  # fmt: skip

    assert told.bank is not None
    assert told.bank.facts[FactId("siege")].evidence[0].start == len("General Abel rose.\n")


def test_a_source_that_changed_is_refused_with_its_new_digest(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, ("    credit: W", f"    sha256: {'a' * 64}\n    credit: W"))

    (problem,) = loaded.problems

    assert problem.code == "source-changed"
    assert "SHA-256" in problem.hint


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_what_is_no_file_is_a_problem_not_a_crash(tmp_path: Path, name: str) -> None:
    loaded = load_bank(tmp_path / name)

    assert loaded.bank is None
    assert loaded.problems[0].code == "unreadable"


def test_all_problems_of_one_entry_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(
        "bank: b\ntitle: B\ntopics: {t: T}\nquestions:\n"
        "  - {id: q, kind: singel_choice, stem: S, topic: t, shuffel: no, points: many}\n"
        "  - {id: q, kind: essay, stem: Why?, topic: t}\n"
        "  - {id: r, kind: single_choice, stem: So?, topic: t, options: [True, False]}\n",
        encoding="utf-8",
    )
    told = [(problem.position.line, problem.code) for problem in load_bank(path).problems]

    assert sorted(told) == [
        *((5, "unknown-field"), (5, "wrong-type"), (5, "wrong-type")),
        *((6, "duplicate-id"), (7, "wrong-type")),
    ]
    assert "put it in quotes" in [problem.hint for problem in load_bank(path).problems]


def test_the_cache_gives_the_same_bank_and_notices_every_change(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    source = tmp_path / "report.txt"
    source.write_text("The siege lasted nine months.", encoding="utf-8")
    bank = tmp_path / "siege.yaml"
    bank.write_text(
        "bank: siege\ntitle: Siege\ntopics: {t: T}\n"
        "sources: [{id: s, file: report.txt, credit: C}]\n"
        "facts:\n  - id: siege\n    topic: t\n    says: It lasted {long}.\n"
        "    evidence: The siege lasted nine months.\n"
        "    slots: {long: {value: {duration: 9 months, words: nine months}}}\n",
        encoding="utf-8",
    )
    parsed = load_bank(bank, cache=cache)
    assert parsed.bank is not None
    assert len(list(cache.iterdir())) == 1

    assert content(load_bank(bank, cache=cache)) == content(parsed)

    source.write_text("The siege lasted ten months.", encoding="utf-8")
    assert load_bank(bank, cache=cache).problems[0].code == "quote-missing"


def test_a_damaged_cache_is_read_past(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    expected = load_bank(FORTS, cache=cache)
    (entry,) = cache.iterdir()
    entry.write_bytes(entry.read_bytes()[:100])

    assert content(load_bank(FORTS, cache=cache)) == content(expected)


@pytest.mark.parametrize("cut", [1, 10, 200, 1500, 3000, 4000])
def test_a_truncated_file_never_crashes(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.yaml"
    path.write_bytes(FORTS.read_bytes()[:cut])

    loaded = load_bank(path)

    assert loaded.problems
    assert all(problem.message for problem in loaded.problems)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_read(tmp_path: Path, day: str) -> None:
    loaded = load_with(tmp_path, ('1921-05-03, words: "May 3, 1921"', f"{day}, inferred: true"))

    assert {problem.severity for problem in loaded.problems} <= {Severity.WARNING}


def test_a_bank_without_a_source_says_so_of_every_quote(tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text(
        "bank: b\ntitle: B\ntopics: {t: T}\n"
        "facts: [{id: f, topic: t, says: It rained., evidence: It rained.}]\n",
        encoding="utf-8",
    )

    loaded = load_bank(path)

    assert loaded.bank is None
    assert "no source" in loaded.problems[0].message


@pytest.mark.parametrize("name", ["/etc/passwd", "nul\\0byte"])
def test_a_source_is_named_from_the_bank(tmp_path: Path, name: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        f'bank: b\ntitle: B\ntopics: {{}}\nsources: [{{id: s, credit: C, file: "{name}"}}]\n',
        encoding="utf-8",
    )

    assert load_bank(path).bank is None


def test_a_cache_that_somebody_changed_is_not_believed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    expected = load_bank(FORTS, cache=cache)
    (entry,) = cache.iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"General Abel", b"General Born"))

    assert content(load_bank(FORTS, cache=cache)) == content(expected)


def test_a_cache_that_cannot_be_written_is_no_loss(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    assert load_bank(FORTS, cache=in_the_way / "cache").bank is not None


def test_a_message_never_breaks_its_line_or_hides_letters(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, ("speaker: abel", 'speaker: "a\\nb"'))

    assert "\n" not in str(loaded.problems[0])
