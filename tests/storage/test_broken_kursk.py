"""Broken copies of the shipped bank: each mistake is located and understandable."""

import re
import shutil
from pathlib import Path

import pytest

from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

KURSK = shipped("questions/kursk.yaml")
TEXT = KURSK.read_text(encoding="utf-8")

# What is mistyped, what stands there then, the problem's code, and words that help to mend it.
MISTAKES = {
    "a wrong word in a quote": ("evidence: Last month, however, they confirmed", "evidence: Last month, however, they conformed", "quote-missing", "they confirmed"),
    "a straight quotation mark": ("“the Russian people will never forget“", '"the Russian people will never forget"', "quote-missing", "“the Russian people"),
    "a quote that stands often": ("evidence: Last month, however, they confirmed their deployment", "evidence: Ukraine", "quote-ambiguous", "prefix or suffix"),
    "an unknown speaker": ("speaker: gerasimov", "speaker: gerasimow", "unknown-entity", "“gerasimov”"),
    "an unknown entity as value": ("{entity: sudzha}", "{entity: suja}", "unknown-entity", "there is no entity “suja”"),
    "an unknown topic": ("topic: control", "topic: kontrol", "unknown-topic", "“control”"),
    "an unknown fact in a dispute": ("facts: [military-full-control,", "facts: [military-ful-control,", "unknown-fact", "“military-full-control”"),
    "a duplicate key": ("    importance: 3\n", "    importance: 3\n    importance: 2\n", "yaml", "stands here twice"),
    "a duplicate id": ("- id: ukraine-rejects", "- id: visit-first-since", "duplicate-id", "used twice"),
    "a day that does not exist": ("date: 2024-08-06", "date: 2024-08-36", "bad-date", "2024-08-06"),
    "a date in words": ("date: 2024-08-06", "date: August 6", "bad-date", "write 2024-08-06"),
    "a missing sentence": ("    says: \"Putin has visited", "    # says: \"Putin has visited", "missing-field", "“says” is missing"),
    "a misspelled field": ("    evidence: Last month", "    evidense: Last month", "unknown-field", "“evidence”"),
    "a tab": ("    topic: control\n", "\ttopic: control\n", "yaml", "spaces"),
    "a word for a number": ("number: 4000", "number: four thousand", "bad-number", "write 1300"),
    "a list for a text": ("title: The battle for the Kursk region, 2024–25", "title: [The battle]", "wrong-type", "expected text, got a list"),
    "an unknown hedge": ("hedge: nearly", "hedge: allmost", "bad-hedge", "nearly"),
    "an unclosed bracket": ("{entity: sudzha}", "{entity: sudzha", "yaml", "close the bracket"),
    "an unclosed quotation mark": ('says: "Ukraine', 'says: \'"Ukraine', "yaml", "quotation"),
    "a slot that the sentence lacks": ("{date}", "{day}", "unknown-slot", "there is no slot"),
    "a changed source": ("sha256: b5", "sha256: c5", "source-changed", "its SHA-256 is b5"),
    "a missing source": ("000_ce0983c57a51f871.txt", "missing.txt", "source-missing", "cannot be read"),
    "a claim whose stem names nobody": ("did Gerasimov say the Russian military controlled", "does the Russian military control", "speaker-not-named", "Gerasimov"),
    "an alias and an anchor": ("speaker: syrsky", "speaker: &s syrsky", "yaml", "anchors"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_located_and_explained(mistake: str, tmp_path: Path) -> None:
    old, new, code, help_words = MISTAKES[mistake]
    assert old in TEXT, f"the bank no longer holds {old!r}"
    shutil.copytree(shipped("seeds"), tmp_path / "seeds")
    path = tmp_path / "questions" / "kursk.yaml"
    path.parent.mkdir()
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")

    loaded = load_bank(path)

    assert loaded.bank is None
    problem = next(found for found in loaded.problems if found.code == code)
    assert help_words in f"{problem.message} {problem.hint}"
    assert re.match(rf"{re.escape(str(path))}:\d+:\d+: error {code} ", str(problem))
    changed = TEXT[: TEXT.index(old)].count("\n") + 1
    last = changed + max(old.count("\n"), new.count("\n"))
    nearby = 8 if code == "missing-field" else 2  # the entry begins above what it lacks
    assert any(
        changed - nearby - 1 <= found.position.line <= last + nearby
        for found in loaded.problems
        if found.code == code or code in ("duplicate-id", "source-changed")
    ), [str(found) for found in loaded.problems]
