"""A set with every kind of question: what the golden files of the formats are made of."""

from base64 import b64decode
from datetime import UTC, datetime

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    Picture,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text

# The moment that the writers stamp on what they write.
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

# One grey pixel.
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAE6SwVwAAAABJRU5ErkJggg=="
)


def with_damaged(archive: bytes, member: str) -> bytes:
    """An archive of ``files.archive.packed`` with bytes of one member changed."""
    at = archive.index(member.encode()) + len(member.encode())
    return archive[:at] + b"\xff\xff" + archive[at + 2 :]


RIVERS = TopicId("rivers")
TOWNS = TopicId("towns")

SAMPLE = QuestionSet(
    title="Rivers & towns",
    topics={RIVERS: "Rivers", TOWNS: "Towns: old {and} new"},
    pictures={"bridge.png": PIXEL},
    questions=(
        Question(
            id=FactId("mouth"),
            kind=Kind.SINGLE_CHOICE,
            title="Mouth of the Danube",
            stem="Into which sea does the Danube flow?",
            topic=RIVERS,
            options=(
                QuestionOption("The Black Sea", True, "By a delta in Romania and Ukraine."),
                QuestionOption("The Adriatic Sea", False, "That is where the Po ends."),
                QuestionOption("The Baltic Sea", False),
            ),
            why="The Danube rises in the Black Forest, and ends in the Black Sea.",
            tags=("geography", "easy one"),
        ),
        Question(
            id=FactId("capitals"),
            kind=Kind.MULTIPLE_CHOICE,
            stem="Which of these capitals lie on the Danube?",
            topic=RIVERS,
            options=(
                QuestionOption("Vienna", True),
                QuestionOption("Prague", False, "Prague lies on the Vltava."),
                QuestionOption("Budapest", True),
                QuestionOption("Warsaw = Warszawa", False, "No: the Vistula ~ Wisła."),
            ),
            points=2.0,
            shuffled=False,
        ),
        Question(
            id=FactId("weighted"),
            kind=Kind.MULTIPLE_CHOICE,
            stem="Which of these are longer than 1,000 km?",
            topic=RIVERS,
            options=(
                QuestionOption("The Rhine", True, share=0.5),
                QuestionOption("The Elbe", True, share=0.5),
                QuestionOption("The Thames", False, "346 km.", share=-0.5),
                QuestionOption("The Seine", False, share=-0.25),
            ),
        ),
        Question(
            id=FactId("bridge"),
            kind=Kind.TRUE_FALSE,
            title="Bridge",
            stem="The bridge in the picture is made of stone.",
            topic=TOWNS,
            options=(
                QuestionOption("True", True, "Of sandstone."),
                QuestionOption("False", False, "Look at the blocks."),
            ),
            picture=Picture("bridge.png", "A grey bridge over a river"),
        ),
        Question(
            id=FactId("river-of-prague"),
            kind=Kind.SHORT_ANSWER,
            stem="Which river flows through Prague?",
            topic=RIVERS,
            answers=(
                TextAnswer("Vltava", why="That is its Czech name."),
                TextAnswer("Moldau"),
                TextAnswer("*Elbe*", 0.5, "The Vltava flows into the Elbe."),
            ),
        ),
        Question(
            id=FactId("length"),
            kind=Kind.QUANTITY,
            stem="How long is the Danube, in kilometres?",
            topic=RIVERS,
            answers=(
                NumberAnswer(2850.0, 10.0),
                NumberAnswer(2850.0, 100.0, 0.5, "Near enough for half."),
            ),
            why="Sources differ by where it begins.",
        ),
        Question(
            id=FactId("one-gap"),
            kind=Kind.CLOZE,
            stem="Vienna lies on the _____, not on the Rhine.",
            topic=TOWNS,
            answers=(TextAnswer("Danube"), TextAnswer("Donau")),
        ),
        Question(
            id=FactId("gaps"),
            kind=Kind.CLOZE,
            stem="{1} lies on the Seine, which is about {2} km long and flows into the {3}.",
            topic=TOWNS,
            gaps=(
                Gap(answers=(TextAnswer("Paris", why="Since Roman times."),), exact_case=True),
                Gap(answers=(NumberAnswer(777.0, 10.0),), weight=2.0),
                Gap(
                    options=(
                        QuestionOption("English Channel", True),
                        QuestionOption("North Sea", False, "Further east."),
                    )
                ),
            ),
        ),
        Question(
            id=FactId("partners"),
            kind=Kind.MATCHING,
            stem="Which river flows through which town?",
            topic=TOWNS,
            pairs=(
                QuestionPair("London", "The Thames"),
                QuestionPair("Cologne", "The Rhine"),
                QuestionPair("Basel", "The Rhine"),
            ),
            extra=("The Tiber",),
        ),
        Question(
            id=FactId("downstream"),
            kind=Kind.ORDERING,
            stem="Put these towns in the order in which the Danube passes them.",
            topic=RIVERS,
            elements=("Ulm", "Vienna", "Budapest", "Belgrade"),
        ),
        Question(
            id=FactId("countries"),
            kind=Kind.GROUPING,
            stem="In which country are these towns?",
            topic=TOWNS,
            groups=(
                QuestionGroup("Austria", ("Vienna", "Linz")),
                QuestionGroup("Germany", ("Ulm", "Cologne")),
            ),
        ),
        Question(
            id=FactId("card"),
            kind=Kind.FLASHCARD,
            stem="The source of the Danube",
            topic=RIVERS,
            answer=Text("Donaueschingen,\nin the Black Forest"),
        ),
        Question(
            id=FactId("formula"),
            kind=Kind.SINGLE_CHOICE,
            stem="Which formula is *not* that of water?\n• One is.\n• One is not.",
            topic=RIVERS,
            options=(
                QuestionOption("H~2~O", False),
                QuestionOption("CO~2~ (10^6^ \\* 2)", True, "*Carbon* dioxide: {gas} #1 & <more>"),
            ),
            marked=True,
        ),
        Question(
            id=FactId("essay"),
            kind=Kind.ESSAY,
            stem="Why do towns lie on rivers?",
            topic=TOWNS,
            why="Water, trade, defence, power.",
        ),
        Question(
            id=FactId("introduction"),
            kind=Kind.DESCRIPTION,
            stem="The next questions are on towns.",
            topic=TOWNS,
        ),
    ),
)
