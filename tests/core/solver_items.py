"""Items for the tests of the solver: as the command ``generate`` writes them, not as it makes them.

The solver knows the generator only by what it prints, and so do its tests.
"""

import io
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from studyapp.cli import run
from studyapp.core.bank import Bank
from studyapp.core.items import Item
from studyapp.storage.bank_files import load_bank

DATA = Path(__file__).parents[1] / "data"
FLOOD = DATA / "flood.yaml"
FORTS = DATA / "forts.yaml"
KURSK = Path(__file__).parents[2] / "questions" / "kursk.yaml"


@cache
def bank_at(path: Path) -> Bank:
    loaded = load_bank(path)
    assert loaded.bank is not None, loaded.problems
    return loaded.bank


@cache
def items_of(path: Path, seed: int) -> tuple[Item, ...]:
    printed = io.StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(printed):
        code = run(["generate", str(path), "--json", "--seed", str(seed), "--data-dir", folder])
    assert code == 0
    return tuple(msgspec.json.decode(line, type=Item) for line in printed.getvalue().splitlines())


def flood_item(name: str, seed: int = 1) -> Item:
    """The item of the flood bank whose id goes on like this."""
    return next(item for item in items_of(FLOOD, seed) if item.id == f"flood/{name}/1")
