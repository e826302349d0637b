"""Whether work grows evenly with what there is to do: what takes quadratic time is found out."""

import gc
from collections.abc import Callable
from time import process_time

# What is done in so many seconds is not worth measuring.
_MOMENT = 0.05
_TRIES = 3


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether four times ``size`` takes less than eight times as long.

    Even growth takes four times as long, quadratic growth sixteen times. ``size`` should be
    such that quadratic work takes a hundredth of a second or more. The process's own time
    is measured, the best of three, so that other programs do not count.
    """
    large = _seconds(work, 4 * size)
    return large < _MOMENT or large < 8 * _seconds(work, size)


def _seconds(work: Callable[[int], object], size: int) -> float:
    best = float("inf")
    for _ in range(_TRIES):
        gc.collect()
        gc.disable()
        try:
            start = process_time()
            work(size)
            best = min(best, process_time() - start)
        finally:
            gc.enable()
        if best < _MOMENT:
            break
    return best
