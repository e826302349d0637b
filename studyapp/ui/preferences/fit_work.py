"""The fit of the memory model, in a process of its own.

The library keeps Python's lock for much of its work: in a thread it would stop the window.
"""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from studyapp.core.scheduling.fitting import Fit, History, Step, fit

Told = Step | Fit | None


def begin(histories: Sequence[History]) -> "tuple[SpawnProcess, Connection[None, Told]]":
    """Start the process; the connection gives each Step, then the Fit, or None where there
    are too few reviews. It ends early (EOFError) where the process was ended.
    """
    context = get_context("spawn")  # a fork would copy the window with its threads
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(histories, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _work(histories: Sequence[History], sender: "Connection[Told, None]") -> None:
    sender.send(fit(histories, sender.send))
