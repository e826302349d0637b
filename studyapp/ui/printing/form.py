"""What can be chosen for a print."""

from PySide6.QtCore import QLocale, QRegularExpression, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from studyapp.authoring.paper import MOST_VERSIONS, PaperPlan
from studyapp.authoring.selection import Origin, kinds_of, origins_of
from studyapp.core.bank import Bank, Kind
from studyapp.ui import words
from studyapp.ui.origins import origin_name
from studyapp.ui.printing.making import MOST_QUESTIONS, USUAL_COUNT, Printing
from studyapp.ui.printing.sheet import TEXT_SIZES, PaperSize, Sheet
from studyapp.ui.printing.sorts import Sort
from studyapp.ui.study.choice_list import ChoiceList, stacked
from studyapp.ui.widgets.choices import CheckRow
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import card, label

# Asked for only where they are ticked: the first are graded by the learner, the others
# show a passage of the source.
_UNTICKED = frozenset([Kind.FLASHCARD, Kind.FIND_PASSAGE])

_LONGEST_TITLE = 200


class PrintForm(QWidget):
    """Signals: ``changed()``, something else is chosen than before."""

    changed = Signal()

    def __init__(self, bank: Bank, seed: int) -> None:
        """``seed`` is the one that is offered."""
        super().__init__()
        self._bank = bank
        self._origins = origins_of(bank)
        self.title = self._line(self.tr("Title"), bank.title)
        self.title.setMaxLength(_LONGEST_TITLE)
        self.origin = PickBox(self.tr("Which questions"))
        self.origin.addItems([origin_name(origin) for origin in self._origins])
        self.count = NumberField(self.tr("Questions"), 1, MOST_QUESTIONS)
        self.versions = NumberField(self.tr("Versions"), 1, MOST_VERSIONS)
        self.seed = self._line(self.tr("Seed"), "")
        self.seed.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,9}")))
        self.paper = PickBox(self.tr("Paper"))
        self.paper.addItems([self.tr("A4"), self.tr("Letter")])
        self.points = PickBox(self.tr("Text size"))
        self.points.addItems([self.tr("{n} pt").format(n=points) for points in TEXT_SIZES])
        for box in (self.paper, self.points):
            box.setSizeAdjustPolicy(PickBox.SizeAdjustPolicy.AdjustToContents)
        self.shuffled = CheckRow(self.tr("Shuffle questions and answers"), flush=True)
        self.sorts = {sort: CheckRow(self._sort_name(sort)) for sort in Sort}
        self.topics = ChoiceList(self.tr("Topics"))
        self.topics.offer(bank.topics.items())
        self.kinds = ChoiceList(self.tr("Kinds of question"))
        self.kinds.offer((kind, words.kind_name(kind)) for kind in kinds_of(bank))
        self._lay_out()
        self._seed = seed
        self.show_printing(Printing())
        self._size_here()
        self._listen()

    @property
    def printing(self) -> Printing:
        """What is chosen."""
        title = self.title.text().strip()
        plan = PaperPlan(
            self._origins[self.origin.currentIndex()],
            self._kinds(),
            self.topics.chosen_or_none(),
            self.count.number,
            int(self.seed.text() or self._seed),
            self.versions.number,
            self.shuffled.isChecked(),
            "" if title == self._bank.title else title,
        )
        sorts = frozenset(sort for sort, row in self.sorts.items() if row.isChecked())
        points = TEXT_SIZES[self.points.currentIndex()]
        return Printing(plan, sorts, Sheet(list(PaperSize)[self.paper.currentIndex()], points))

    @property
    def is_empty(self) -> bool:
        """Whether no topic, no kind or nothing to print is ticked."""
        wanted = [self.topics.chosen() or not self.topics.rows, self.kinds.chosen()]
        return not all([*wanted, any(row.isChecked() for row in self.sorts.values())])

    def show_printing(self, wish: Printing) -> None:
        """Choose what was chosen before; what this bank lacks stays as it is.

        The title is that of the bank, and the seed the one that was offered.
        """
        plan = wish.plan
        with QSignalBlocker(self):
            if plan.origin in self._origins:
                self.origin.setCurrentIndex(self._origins.index(plan.origin))
            self.count.show_number(plan.count or USUAL_COUNT)
            self.versions.show_number(plan.versions)
            self.shuffled.setChecked(plan.shuffled)
            self.seed.setText(str(self._seed))
            self.paper.setCurrentIndex(list(PaperSize).index(wish.sheet.size))
            if wish.sheet.points in TEXT_SIZES:
                self.points.setCurrentIndex(TEXT_SIZES.index(wish.sheet.points))
            for sort, row in self.sorts.items():
                row.setChecked(sort in wish.sorts)
            self._tick(plan)
        self.changed.emit()

    def take_focus(self) -> None:
        self.count.setFocus()

    def _tick(self, plan: PaperPlan) -> None:
        """The topics and kinds of the plan; of kinds all that are usual where none is named."""
        usual = self.kinds.rows.keys() - (_UNTICKED if self._generates else set())
        for kind, row in self.kinds.rows.items():
            row.setChecked(kind in (plan.kinds or usual))
        if plan.topics and plan.topics <= self.topics.rows.keys():
            for topic, row in self.topics.rows.items():
                row.setChecked(topic in plan.topics)

    @property
    def _generates(self) -> bool:
        """Whether there is anything but questions written by hand."""
        return Origin.GENERATED in self._origins

    def _kinds(self) -> frozenset[Kind]:
        """All kinds but those that are not ticked: what cannot be asked needs no word."""
        return frozenset(Kind) - (self.kinds.rows.keys() - self.kinds.chosen())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._make_fields())
        column.addWidget(self.shuffled)
        column.addWidget(label(self.tr("What to print"), "section"))
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(0)
        for row in self.sorts.values():
            inside.addWidget(row)
        column.addWidget(frame)
        lists = stacked(self.topics, self.kinds)
        self.choices = Disclosure(self.tr("Choose topics and kinds"), lists)
        column.addWidget(self.choices)

    def _make_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("Title"), self.title),
            (self.tr("Which questions"), self.origin),
            (self.tr("Questions"), self.count),
            (self.tr("Versions"), self.versions),
            (self.tr("Paper"), self.paper),
            (self.tr("Text size"), self.points),
            (self.tr("Seed"), self.seed),
        ]
        if len(self._origins) < 2:
            rows = [(name, field) for name, field in rows if field is not self.origin]
        wide = (self.title, self.origin)
        for row, (name, field) in enumerate(rows):
            grid.addWidget(label(name, wrap=False), row, 0)
            if field in wide:
                grid.addWidget(field, row, 1)
            else:
                grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        advice = self.tr("The same seed and choices make the same paper again.")
        grid.addWidget(label(advice, "small"), len(rows), 1)
        return grid

    def _listen(self) -> None:
        for text in (self.title, self.seed):
            text.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.origin, self.paper, self.points):
            box.currentIndexChanged.connect(lambda _row: self.changed.emit())
        for number in (self.count, self.versions):
            number.changed.connect(lambda _number: self.changed.emit())
        for row in (self.shuffled, *self.sorts.values()):
            row.toggled.connect(lambda _on: self.changed.emit())
        for each in (self.topics, self.kinds):
            each.changed.connect(self.changed)

    def _line(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.setAcceptDrops(False)
        return made

    def _size_here(self) -> None:
        """The paper that is usual where the learner lives."""
        system = QLocale.system().measurementSystem()
        is_letter = system is QLocale.MeasurementSystem.ImperialUSSystem
        size = PaperSize.LETTER if is_letter else PaperSize.A4
        self.paper.setCurrentIndex(list(PaperSize).index(size))

    def _sort_name(self, sort: Sort) -> str:
        match sort:
            case Sort.PAPER:
                return self.tr("The questions")
            case Sort.ANSWER_SHEET:
                return self.tr("An answer sheet")
            case Sort.KEY:
                return self.tr("The key")
            case Sort.EXPLANATIONS:
                return self.tr("Explanations, with the words of the text")
