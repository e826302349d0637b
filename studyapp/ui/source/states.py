"""What the states of facts and sentences look like and are called."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCharFormat

from studyapp.core.items import Grade, Verdict
from studyapp.core.mastery import FactState, Level, Memory, SentenceState
from studyapp.ui import theme, words

Underline = QTextCharFormat.UnderlineStyle

# In the order of the legend.
LEVELS = (Level.KNOWN, Level.LEARNING, Level.WEAK, Level.UNSEEN, Level.BARE)


class Look(NamedTuple):
    """Colours of ground and underline, and the underline's style: it tells what colour tells."""

    ground: str
    line: str
    style: QTextCharFormat.UnderlineStyle


def tr(text: str) -> str:
    return QCoreApplication.translate("source", text)


def look(level: Level, *, missed: bool = False) -> Look | None:
    """How a sentence of this level is set in the scheme in use; None: as plain text.

    What was wrong the last time keeps its ground and has a wavy underline.
    """
    colours = theme.in_use()
    match level:
        case Level.BARE:
            return None
        case Level.UNSEEN:
            found = Look(colours.unseen, colours.unseen_line, Underline.DotLine)
        case Level.WEAK:
            found = Look(colours.weak, colours.weak_line, Underline.DashDotLine)
        case Level.LEARNING:
            found = Look(colours.learning, colours.learning_line, Underline.DashUnderline)
        case Level.KNOWN:
            found = Look(colours.known, colours.known_line, Underline.SingleUnderline)
    return Look(found.ground, colours.wrong, Underline.WaveUnderline) if missed else found


def level_name(level: Level) -> str:
    match level:
        case Level.BARE:
            return tr("Nothing to ask")
        case Level.UNSEEN:
            return tr("New")
        case Level.WEAK:
            return tr("Weak")
        case Level.LEARNING:
            return tr("Learning")
        case Level.KNOWN:
            return tr("Known")


def missed_name() -> str:
    return tr("Wrong last time")


def meaning(level: Level) -> str:
    """When a sentence has this level, for who wonders."""
    match level:
        case Level.BARE:
            return tr("No statement of the set rests on the sentence.")
        case Level.UNSEEN:
            return tr("None of its statements was asked for your schedule yet.")
        case Level.WEAK:
            return tr(
                "Of what you were asked about it you would recall less than 70 % today, or were "
                "wrong the last time."
            )
        case Level.LEARNING:
            return tr(
                "Of what you were asked about it you would recall more than 70 %, but not all is "
                "as sure as you want, or some is still new."
            )
        case Level.KNOWN:
            return tr("You would recall all of it as surely as you want.")


def sentence_in_words(state: SentenceState) -> str:
    """The state of a sentence, for who cannot see its tint."""
    parts = [level_name(state.level)]
    if state.facts:
        parts.append(
            words.counted(len(state.facts), tr("1 statement"), tr("{n} statements")),
        )
    missed = sum(fact.missed for fact in state.facts)
    if missed:
        parts.append(words.counted(missed, tr("1 wrong last time"), tr("{n} wrong last time")))
    return " · ".join(parts)


def fact_in_words(state: FactState, memory: Memory) -> str:
    """Level, chance of recall, when it was reviewed and is due, and how the last answer went."""
    card, score = memory.cards.get(state.fact), memory.last.get(state.fact)
    parts = [level_name(state.level)]
    if card is not None and card.suspended:
        parts.append(tr("set aside"))
    elif card is not None and card.buried_until > memory.day:
        parts.append(tr("set aside for today"))
    if card is not None and card.reviews:
        if card.last < memory.day:  # who has just seen the answer could of course repeat it
            parts.append(tr("chance of recall {share} %").format(share=round(100 * state.chance)))
        parts.append(reviewed_in_words(memory.day - card.last))
        parts.append(due_in_words(card.due - memory.day))
    if score is not None:
        parts.append(last_in_words(Grade(score).verdict))
    return " · ".join(parts)


def reviewed_in_words(ago: int) -> str:
    """When it was reviewed, so many days ago."""
    if ago <= 0:
        return tr("reviewed today")
    return words.counted(ago, tr("reviewed yesterday"), tr("reviewed {n} days ago"))


def due_in_words(away: int) -> str:
    """When it is due, in so many days."""
    if away == 0:
        return tr("due today")
    if away < 0:
        return words.counted(-away, tr("due since yesterday"), tr("due for {n} days"))
    return words.counted(away, tr("due tomorrow"), tr("due in {n} days"))


def last_in_words(verdict: Verdict) -> str:
    match verdict:
        case Verdict.RIGHT:
            return tr("last answer right")
        case Verdict.PARTLY:
            return tr("last answer partly right")
        case Verdict.WRONG:
            return tr("last answer wrong")
