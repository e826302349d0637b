"""Both shipped banks are fair: the figures that ``studyapp audit`` prints, on a few seeds."""

from functools import cache

import pytest

from studyapp.core.audit import FEWEST_KINDS, Audit, audit
from studyapp.core.bank import ASKED
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

BANKS = ["kursk", "earth-age"]
# How far, as a share, a rule of thumb may beat chance.
MOST_GAIN = 0.05


@cache
def audited(name: str) -> Audit:
    loaded = load_bank(shipped(f"questions/{name}.yaml"))
    assert loaded.bank is not None
    return audit(loaded.bank, range(8))


@pytest.mark.parametrize("name", BANKS)
def test_no_item_breaks_a_blocking_rule(name: str) -> None:
    assert audited(name).blocking == ()


@pytest.mark.parametrize("name", BANKS)
def test_an_independent_solver_reaches_every_key(name: str) -> None:
    assert audited(name).disagreements == ()


@pytest.mark.parametrize("name", BANKS)
def test_there_are_600_items_of_all_kinds(name: str) -> None:
    found = audited(name)

    assert found.items >= 600
    assert all(found.by_kind[kind.value] > 0 for kind in ASKED)


@pytest.mark.parametrize("name", BANKS)
def test_every_fact_is_asked_in_three_kinds_and_every_sentence_accounted_for(name: str) -> None:
    found = audited(name)

    assert FEWEST_KINDS == 3
    assert found.few_kinds == ()
    assert found.uncovered == ()


@pytest.mark.parametrize("name", BANKS)
def test_the_place_of_the_key_tells_nothing(name: str) -> None:
    found = audited(name)

    assert found.places.p > 0.01
    assert found.ranks.p > 0.01


@pytest.mark.parametrize("name", BANKS)
def test_a_test_wise_guesser_gains_nothing(name: str) -> None:
    gains = {cue.cue: cue.score - cue.chance for cue in audited(name).cues}

    assert len(gains) == 7
    assert {cue: gain for cue, gain in gains.items() if gain > MOST_GAIN} == {}


@pytest.mark.parametrize("name", BANKS)
def test_no_form_puts_a_question_twice(name: str) -> None:
    assert [flaw for flaw in audited(name).flaws if flaw.rule == "near-duplicate"] == []
