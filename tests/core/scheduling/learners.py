"""Learners made of dice: their memories do not work as the schedule's default model thinks."""

from random import Random

from msgspec.structs import replace

from studyapp.core.scheduling.cards import Card, Review, replay, retrievability, review
from studyapp.core.scheduling.daily import Done, due_cards
from studyapp.core.scheduling.fitting import fit
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating


class HalfLives:
    """Forgets exponentially; each recall lengthens the half-life, more so if it was close."""

    def __init__(self, rng):
        self.rng = rng
        self.half_life = {}
        self.last = {}

    def meet(self, fact, day):
        known = self.rng.random() < 0.6
        self.half_life[fact] = self.rng.lognormvariate(0, 0.5) * (6.0 if known else 1.5)
        self.last[fact] = day
        return known

    def chance(self, fact, day):
        return 2 ** ((self.last[fact] - day) / self.half_life[fact])

    def answer(self, fact, day):
        chance = self.chance(fact, day)
        recalled = self.rng.random() < chance
        growth = 1 + 16 * (1 - chance)
        grown = self.half_life[fact] * (growth if recalled else 0.35)
        self.half_life[fact] = max(grown, 0.7)
        self.last[fact] = day
        return recalled


class OtherParameters:
    """Remembers by FSRS-6 with parameters of its own."""

    def __init__(self, rng, weights):
        self.rng = rng
        self.policy = Policy(parameters=weights)
        self.cards = {}

    def meet(self, fact, day):
        known = self.rng.random() < 0.7
        self._review(Card("set", fact), known, day)
        return known

    def chance(self, fact, day):
        return retrievability(self.cards[fact], day, self.policy)

    def answer(self, fact, day):
        recalled = self.rng.random() < self.chance(fact, day)
        self._review(self.cards[fact], recalled, day)
        return recalled

    def _review(self, card, recalled, day):
        self.cards[card.fact] = review(card, rated(recalled), day, self.policy)


class Study:
    """Day after day of reviews and new facts, kept with the chances that the learner really had."""

    def __init__(self, learner, policy, facts):
        self.learner = learner
        self.policy = policy
        self.waiting = [f"fact-{number}" for number in range(facts)]
        self.cards = {}
        self.histories = {}
        self.chances = []

    def go_on(self, days):
        """Study every day of a range of days."""
        for day in days:
            for card in due_cards(self.cards.values(), day, self.policy, Done()):
                self.chances.append((day, self.learner.chance(card.fact, day)))
                self._answered(card, self.learner.answer(card.fact, day), day)
            for _ in range(min(self.policy.new_per_day, len(self.waiting))):
                fact = self.waiting.pop(0)
                self._answered(Card("set", fact), self.learner.meet(fact, day), day)

    def refit(self):
        """Use the fitted parameters where they are recommended, as the app does."""
        found = fit(list(self.histories.values()))
        if found is not None and found.recommended:
            self.policy = replace(self.policy, parameters=found.parameters)
            for fact, card in self.cards.items():
                self.cards[fact] = replay(card, self.histories[fact], self.policy)

    def retention(self, since):
        """The mean chance of recall at the reviews from a day on."""
        found = [chance for day, chance in self.chances if day >= since]
        return sum(found) / len(found)

    def _answered(self, card, recalled, day):
        rating = rated(recalled)
        self.cards[card.fact] = review(card, rating, day, self.policy)
        self.histories.setdefault(card.fact, []).append(Review(day, rating))


def rated(recalled):
    return Rating.GOOD if recalled else Rating.AGAIN


def study(make_learner, seed, *, facts=600, new_per_day=10, retention=0.9):
    """A study not yet begun, with enough room for each day's reviews."""
    policy = Policy(desired_retention=retention, new_per_day=new_per_day, reviews_per_day=facts)
    return Study(make_learner(Random(seed)), policy, facts)
