"""What is wrong with an item: one function a rule, listed in ``RULES``.

A rule takes the truth from the bank, never from the item. The sources named by the
rules: Haladyna, Downing & Rodriguez 2002, "A review of multiple-choice item-writing
guidelines"; Rodriguez 2005, "Three options are optimal"; NBME, "Constructing written
test questions"; Tarrant 2006, "The frequency of item writing flaws"; DESIGN.md.
"""

from msgspec.structs import replace

from studyapp.core.bank import Bank
from studyapp.core.items import Item
from studyapp.core.lint import by_hand, options, proofs, several, stems, truth
from studyapp.core.lint.case import case_of
from studyapp.core.lint.flaws import Flaw, Rule, blocking, warning
from studyapp.core.lint.form import OwnWords, lint_form, nearly_same, own_words, shows_key

__all__ = [
    "RULES",
    "Flaw",
    "OwnWords",
    "Rule",
    "is_fair",
    "lint",
    "lint_form",
    "nearly_same",
    "own_words",
    "shows_key",
]

RULES: tuple[Rule, ...] = (
    blocking(truth.belongs_to_the_bank),
    blocking(truth.fields_of_the_kind, by_hand=False),
    blocking(truth.key_is_true, by_hand=False),
    blocking(truth.hedge_kept),
    blocking(truth.stem_as_stated),
    blocking(truth.statement_as_stated),
    blocking(truth.accept_as_stated),
    blocking(truth.rivals_not_accepted),
    blocking(truth.noted_flaw),
    blocking(truth.notes_shown),
    blocking(truth.correction_given),
    blocking(truth.key_explained),
    blocking(options.keys),
    blocking(options.enough_options),
    blocking(options.distinct_options),
    blocking(options.one_name_each),
    blocking(options.nested_entities),
    blocking(options.kept_apart),
    blocking(options.overlapping_dates),
    blocking(options.overlapping_quantities),
    blocking(options.same_form),
    blocking(options.in_order, by_hand=False),
    blocking(options.of_the_above),
    blocking(options.clang),
    blocking(options.key_much_longer),
    warning(options.key_longest),
    warning(options.same_hedge),
    warning(options.absolute_words),
    warning(options.odd_opening),
    blocking(stems.speaker_named),
    blocking(stems.rival_values),
    blocking(stems.answer_in_stem),
    blocking(stems.unmarked_negative),
    blocking(stems.relative_date),
    blocking(stems.gap, by_hand=False),
    blocking(stems.article_before_gap),
    blocking(stems.inferred_year_shown),
    blocking(stems.says_what_to_do, by_hand=False),
    warning(stems.slips),
    blocking(proofs.reasons_given),
    blocking(proofs.reasons_hold),
    blocking(proofs.wrong_options_are_wrong),
    blocking(proofs.links_given, by_hand=False),
    blocking(proofs.evidence_in_source),
    blocking(proofs.evidence_of_the_entry),
    blocking(several.pairs_as_stated, by_hand=False),
    blocking(several.one_partner_each),
    blocking(several.right_in_left),
    blocking(several.order_as_dated, by_hand=False),
    blocking(several.events_without_dates, by_hand=False),
    blocking(several.groups_as_said, by_hand=False),
    blocking(several.groups_apart),
    blocking(several.claim_without_its_speaker),
    blocking(several.passages_as_evidence),
    blocking(several.comparison_in_bank),
    blocking(several.key_shows_all, by_hand=False),
    blocking(by_hand.parts_as_written),
    blocking(by_hand.key_as_written),
)

_RULES_BY_HAND = tuple(rule for rule in RULES if rule.by_hand)


def lint(item: Item, bank: Bank) -> list[Flaw]:
    """Every flaw of the item, in the order of the rules.

    Of a question written by hand all are warnings: its author decides.
    """
    case = case_of(item, bank)
    if not case.by_hand:
        return [flaw for rule in RULES for flaw in rule.flaws(case)]
    flaws = (flaw for rule in _RULES_BY_HAND for flaw in rule.flaws(case))
    return [replace(flaw, blocking=False) for flaw in flaws]


def is_fair(item: Item, bank: Bank) -> bool:
    """Whether the item may be shown: it breaks no blocking rule."""
    case = case_of(item, bank)
    return case.by_hand or not any(
        True for rule in RULES if rule.blocking for _ in rule.flaws(case)
    )
