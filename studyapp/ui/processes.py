"""Work in a process of its own: what both processes know, and without Qt.

Python's lock would stop the window for as long as a thread keeps it.
"""

import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from msgspec import Struct


class Step(Struct, frozen=True):
    """What the work says while it goes on."""

    said: object


class Done(Struct, frozen=True):
    found: object


class Broken(Struct, frozen=True):
    """The program is at fault; ``details`` is the traceback."""

    details: str


Heard = Step | Done | Broken


def begin(
    work: Callable[..., object], *given: object
) -> "tuple[SpawnProcess, Connection[None, Heard]]":
    """Start ``work(*given, tell)``; the connection gives what it tells and how it ended.

    It ends early (EOFError) where the process was ended. The module of ``work`` is loaded
    there anew and should not need Qt.
    """
    context = get_context("spawn")  # a fork would copy the window with its threads
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, given, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _work(
    work: Callable[..., object], given: tuple[object, ...], sender: "Connection[Heard, None]"
) -> None:
    signal.signal(signal.SIGTERM, _end)
    try:
        found = work(*given, lambda said: sender.send(Step(said)))
    except Exception:
        sender.send(Broken(traceback.format_exc()))
    else:
        sender.send(Done(found))


def _end(*_given: object) -> None:
    """Leave as if by an error, so that the work can clear away what it began."""
    sys.exit(1)
