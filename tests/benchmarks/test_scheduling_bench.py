"""The schedule: no wait at an answer or on the Study page, and a fit while one takes a breath."""

from random import Random

from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.bank import BankId, FactId
from studyapp.core.scheduling.cards import Card, Review, replay, review
from studyapp.core.scheduling.daily import Done, due_cards
from studyapp.core.scheduling.fitting import fit
from studyapp.core.scheduling.forecast import outlook
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating

MONDAY = 739_700
POLICY = Policy()


def history(rng: Random, length: int) -> list[Review]:
    """Reviews at growing intervals, one in seven forgotten."""
    day, found = MONDAY, []
    for step in range(length):
        found.append(Review(day, Rating.AGAIN if rng.random() < 0.15 else Rating.GOOD))
        day += rng.randint(1, 3 + 2 * step * step)
    return found


def cards(count: int) -> list[Card]:
    rng = Random(1)
    return [
        replay(Card(BankId("b"), FactId(str(number))), history(rng, 5), POLICY)
        for number in range(count)
    ]


def test_one_review(benchmark: BenchmarkFixture) -> None:
    card = cards(1)[0]
    benchmark(review, card, Rating.GOOD, card.due, POLICY)
    if benchmark.enabled:
        assert benchmark.stats.stats.median < 0.0001


def test_what_is_due_of_10_000_cards(benchmark: BenchmarkFixture) -> None:
    deck = cards(10_000)
    benchmark(due_cards, deck, MONDAY + 60, POLICY, Done())
    if benchmark.enabled:
        assert benchmark.stats.stats.median < 0.1


def test_an_outlook_of_90_days_for_1_000_cards(benchmark: BenchmarkFixture) -> None:
    deck = cards(1_000)
    benchmark(lambda: outlook(deck, 200, MONDAY + 60, 90, POLICY, Random(1)))
    if benchmark.enabled:
        assert benchmark.stats.stats.median < 0.5


def test_a_fit_to_100_000_reviews(benchmark: BenchmarkFixture) -> None:
    rng = Random(1)
    histories = [history(rng, 10) for _ in range(10_000)]
    benchmark.pedantic(fit, (histories,), rounds=1)
    if benchmark.enabled:
        assert benchmark.stats.stats.median < 5
