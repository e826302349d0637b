"""An audit of a bank as text and as JSON."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from studyapp.core.audit import Audit
from studyapp.core.guessing import Uniformity


def as_json(found: Audit) -> str:
    """All fields of the audit, with the shares that are computed from them."""
    fields = msgspec.to_builtins(found)
    fields["blocking"] = len(found.blocking)
    fields["warnings"] = len(found.flaws) - len(found.blocking)
    fields["agreement"] = found.agreement
    fields["uncovered"] = len(found.uncovered)
    return msgspec.json.format(msgspec.json.encode(fields), indent=1).decode() + "\n"


def as_text(found: Audit) -> str:
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Audit) -> Iterator[str]:
    yield f"{found.bank}: {found.facts} facts, {found.items} items"
    yield f"Examined: {found.examined} different items of {found.seeds} seeds"
    yield from _table("Items by kind", found.by_kind)
    yield from _table("Items by topic", found.by_topic)
    if found.few_kinds:
        yield f"\nAsked in fewer than three kinds: {', '.join(found.few_kinds)}"
    yield "\nCoverage, sentence by sentence"
    for one in found.coverage:
        what = ", ".join(one.entries) or one.why or "NO FACT"
        yield f"  {one.passage}.{one.sentence:<3} {_short(one.text):<50}  {what}"
    yield from _table("Reasons of options", found.reasons)
    rules = Counter((flaw.blocking, flaw.rule) for flaw in found.flaws)
    yield f"\nBlocking flaws: {len(found.blocking)}"
    yield f"Warnings: {len(found.flaws) - len(found.blocking)}"
    for (blocking, rule), count in rules.most_common():
        example = next(flaw for flaw in found.flaws if flaw.rule == rule)
        yield f"  {count:>5}  {'BLOCKING' if blocking else 'warning'} {rule}: {example.item}"
    yield f"\nSolver agreement: {found.agreement:.2%}"
    yield from (f"  {item}" for item in found.disagreements)
    yield f"\nPlace of the key, over {found.choices} single choices"
    yield from _places("shuffled options", found.places)
    yield from _places("rank of numbers and dates", found.ranks)
    yield "\nWhat a test-wise guesser scores"
    for cue in found.cues:
        difference = (cue.score - cue.chance) * 100
        yield f"  {cue.cue:<36}{cue.score:>7.1%}  ({difference:+.1f} points of chance)"


def _table(title: str, counts: dict[str, int]) -> Iterator[str]:
    yield f"\n{title}"
    yield from (f"  {name:<36}{count:>6}" for name, count in counts.items())


def _places(title: str, found: Uniformity) -> Iterator[str]:
    for size, counts in found.counts.items():
        yield f"  {title}, {size} options: {' '.join(str(count) for count in counts)}"
    yield f"  {title}: p = {found.p:.3f}"


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"
