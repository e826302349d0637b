"""The words of ours on the paper."""

from PySide6.QtCore import QCoreApplication

from studyapp.authoring.paper import (
    Answer,
    Options,
    Paper,
    Part,
    PrintedQuestion,
    Quotation,
    Ruled,
    Version,
    Words,
    words_of,
)
from studyapp.authoring.selection import Origin
from studyapp.core.bank import Kind
from studyapp.ui import words
from studyapp.ui.printing.sorts import Sort


def tr(text: str) -> str:
    return QCoreApplication.translate("paper_words", text)


def version(letter: str) -> str:
    return tr("Version {letter}").format(letter=letter)


def section_name(sort: Sort) -> str:
    """The name of a section; the paper itself needs none."""
    match sort:
        case Sort.PAPER:
            return ""
        case Sort.ANSWER_SHEET:
            return tr("Answer sheet")
        case Sort.KEY:
            return tr("Key")
        case Sort.EXPLANATIONS:
            return tr("Explanations")


def about_whom() -> tuple[str, str, str]:
    """What is filled in at the head: the longest line comes first."""
    return tr("Name"), tr("Class"), tr("Date")


def points(number: float) -> str:
    """What a question is worth."""
    shown = f"{number:.10g}"
    return tr("1 point") if number == 1 else tr("{n} points").format(n=shown)


def size_of(paper: Paper) -> str:
    """How many questions there are, and what they are worth."""
    counted = words.counted(paper.count, tr("1 question"), tr("{n} questions"))
    return f"{counted} · {points(paper.points)}"


def how_to_answer(on_sheet: bool) -> str:
    return (
        tr("Write your answers on the answer sheet.")
        if on_sheet
        else tr("Circle the letters of your answers; write in the boxes and on the lines.")
    )


def how_to_fill(version: Version) -> str:
    parts = [part for question in version.questions for part in question.parts]
    if any(isinstance(part, Options) and part.several for part in parts):
        return tr("Fill one circle a question; of squares, all that are right.")
    return tr("Fill one circle a question.") if any(_is_choice(part) for part in parts) else ""


def instruction(question: PrintedQuestion) -> str:
    """What to do, where the question itself does not say."""
    match question.kind:
        case Kind.MULTIPLE_CHOICE:
            said = "".join(run.text for run in question.stem)
            return "" if "all that apply" in said else tr("Choose all that apply.")
        case Kind.MATCHING | Kind.GROUPING:
            said = tr("Write the letter that belongs in each box.")
            letters = [answer.words for answer in question.solution.answers]
            again = len(set(letters)) < len(letters)
            return f"{said} {tr('A letter may be used more than once.')}" if again else said
        case Kind.ORDERING:
            return tr("Write 1 into the box of the first, 2 into that of the second, and so on.")
        case _:
            return ""


def sentence_number() -> str:
    return tr("Number of the sentence:")


def no_picture(alt: str) -> str:
    """What stands for a picture that cannot be printed."""
    if not alt:
        return tr("[A picture belongs here that cannot be printed.]")
    return tr("[A picture belongs here that cannot be printed. It shows: {alt}]").format(alt=alt)


def page(version_name: str, section: str, number: int, count: int) -> str:
    """The foot at the right: "Version A · page 2 of 5"."""
    told = tr("page {n} of {count}").format(n=number, count=count)
    return " · ".join(filter(None, (version_name, section, told)))


def seed_line(paper: Paper) -> str:
    """The foot at the left, with which the paper can be made again."""
    return tr("{bank} · seed {seed}").format(bank=paper.bank, seed=paper.plan.seed)


def recipe(paper: Paper) -> str:
    """All that was chosen for this paper."""
    plan = paper.plan
    origin = {
        Origin.ALL: tr("generated and written by hand"),
        Origin.GENERATED: tr("generated"),
        Origin.WRITTEN: tr("written by hand"),
    }[plan.origin]
    parts = [
        tr("Set {bank}").format(bank=paper.bank),
        tr("questions {origin}").format(origin=origin),
        tr("at most {n}").format(n=plan.count) if plan.count is not None else "",
        tr("topics {ids}").format(ids=", ".join(sorted(plan.topics))) if plan.topics else "",
        _kinds(plan.kinds),
        tr("shuffled") if plan.shuffled else tr("not shuffled"),
        words.counted(len(paper.versions), tr("1 version"), tr("{n} versions")),
        tr("seed {seed}").format(seed=plan.seed),
    ]
    told = " · ".join(filter(None, parts))
    return tr("To make this paper again: {told}.").format(told=told)


def answered(answer: Answer) -> Words:
    """An answer of the key with the row or gap that it is for."""
    return (*words_of(f"{answer.label} "), *answer.words) if answer.label else answer.words


def by_hand() -> str:
    """What the key says of an essay."""
    return tr("marked by hand")


def accepted(share: float) -> str:
    """Before what counts as well as the key, or for a share of the points."""
    if share == 1:
        return tr("accept:")
    return tr("for {percent} %:").format(percent=f"{100 * share:.3g}")


def share(worth: float) -> str:
    """What an answer is worth where its author says so."""
    return tr("({percent} %)").format(percent=f"{100 * worth:.3g}".replace("-", "−"))


def answer_heading() -> str:
    return tr("Answer:")


def note(text: str) -> str:
    return tr("A flaw of the text: {text}").format(text=text)


def quoted(one: Quotation, following: Quotation | None) -> str:
    """A quotation; whose text it is stands behind the last one of that text."""
    again = following is not None and following.credit == one.credit
    return f"“{one.exact}”" if again or not one.credit else f"“{one.exact}” ({one.credit})"


def is_long(question: PrintedQuestion) -> bool:
    """Whether the answer needs more than a line of the answer sheet."""
    return any(isinstance(part, Ruled) for part in question.parts)


def _is_choice(part: Part) -> bool:
    return isinstance(part, Options)


def _kinds(chosen: frozenset[Kind]) -> str:
    """The kinds by their names in files; of most of them only those that are missing."""
    missing = frozenset(Kind) - chosen
    if not chosen or not missing:
        return tr("all kinds") if chosen else ""
    if len(missing) < len(chosen):
        return tr("all kinds but {ids}").format(ids=", ".join(sorted(missing)))
    return tr("kinds {ids}").format(ids=", ".join(sorted(chosen)))
