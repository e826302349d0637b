"""Where a learner's data and the cache of compiled banks lie."""

import re
from pathlib import Path

from platformdirs import user_data_path

DEFAULT_LEARNER = "default"

_NAME = re.compile(r"\w[\w .-]{0,63}")


def data_folder(chosen: Path | None) -> Path:
    """The folder named by ``--data-dir``, or the platform's usual place."""
    return chosen if chosen is not None else user_data_path("studyapp", appauthor=False)


def cache_folder(data: Path) -> Path:
    return data / "cache"


def learner_folder(data: Path, learner: str = DEFAULT_LEARNER) -> Path:
    """The folder of one learner; raises ValueError for a name that is not fit for one."""
    if not _NAME.fullmatch(learner) or learner.endswith((".", " ")):
        raise ValueError(f"“{learner}” cannot be a learner's name")
    return data / "learners" / learner
