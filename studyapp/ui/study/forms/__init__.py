"""What an answer is given with: one form for each way of answering."""

from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.study.forms.choice import ChoiceForm
from studyapp.ui.study.forms.flashcard import FlashcardForm
from studyapp.ui.study.forms.gaps import GapsForm
from studyapp.ui.study.forms.ordering import OrderingForm
from studyapp.ui.study.forms.passage import PassageForm
from studyapp.ui.study.forms.picking import GroupingForm, MatchingForm
from studyapp.ui.study.forms.typed import TypedForm

__all__ = ["AnswerForm", "form_for"]


def form_for(item: Item, bank: Bank) -> AnswerForm:
    """A fresh form for this item, which is of a kind that is asked."""
    match item.kind:
        case Kind.CLOZE if item.gaps:
            return GapsForm(item)
        case Kind.CLOZE | Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return TypedForm(item)
        case Kind.MATCHING:
            return MatchingForm(item)
        case Kind.ORDERING:
            return OrderingForm(item)
        case Kind.GROUPING:
            return GroupingForm(item)
        case Kind.FIND_PASSAGE:
            return PassageForm(item, bank)
        case Kind.FLASHCARD:
            return FlashcardForm(item)
        case (
            Kind.SINGLE_CHOICE
            | Kind.MULTIPLE_CHOICE
            | Kind.TRUE_FALSE
            | Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.NOT_STATED
        ):
            return ChoiceForm(item)
        case Kind.ESSAY | Kind.DESCRIPTION:
            raise ValueError(f"{item.kind.value} is never asked")
