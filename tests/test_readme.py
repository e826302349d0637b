"""What the README shows is true."""

import re
import textwrap
from pathlib import Path

from studyapp.core.audit import audit
from studyapp.storage.bank_files import load_bank

README = Path(__file__).parents[1] / "README.md"


def test_the_example_bank_loads_and_gives_fair_questions(tmp_path: Path) -> None:
    block = re.search(r"^ *```yaml\n(.*?)^ *```", README.read_text("utf-8"), re.M | re.S)
    assert block is not None
    path = tmp_path / "tides.yaml"
    path.write_text(textwrap.dedent(block.group(1)), "utf-8")

    loaded = load_bank(path)

    assert loaded.problems == ()
    assert loaded.bank is not None
    found = audit(loaded.bank, range(3))
    assert found.items > 10
    assert found.blocking == ()
    assert found.agreement == 1


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8"))
    assert links

    assert [link for link in links if not (README.parent / link).exists()] == []
