"""What the README shows is true."""

import re
import textwrap
from pathlib import Path

from studyapp.core.audit import audit
from studyapp.core.bank import Kind
from studyapp.core.generate import generate_all
from studyapp.storage.bank_files import LoadedBank, load_bank

README = Path(__file__).parents[1] / "README.md"


def loaded_example(number: int, tmp_path: Path) -> LoadedBank:
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", README.read_text("utf-8"), re.M | re.S)
    path = tmp_path / "example.yaml"
    path.write_text(textwrap.dedent(blocks[number]), "utf-8")
    return load_bank(path)


def test_the_example_bank_loads_and_gives_fair_questions(tmp_path: Path) -> None:
    loaded = loaded_example(0, tmp_path)

    assert loaded.problems == ()
    assert loaded.bank is not None
    found = audit(loaded.bank, range(3))
    assert found.items > 10
    assert found.blocking == ()
    assert found.agreement == 1


def test_the_example_of_questions_by_hand_needs_nothing_more(tmp_path: Path) -> None:
    loaded = loaded_example(1, tmp_path)

    assert loaded.problems == ()
    assert loaded.bank is not None
    assert [item.kind for item in generate_all(loaded.bank, 1)] == [
        Kind.SINGLE_CHOICE,
        Kind.SHORT_ANSWER,
        Kind.FLASHCARD,
    ]


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8"))
    assert links

    assert [link for link in links if not (README.parent / link).exists()] == []
