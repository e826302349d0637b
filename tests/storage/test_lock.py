"""One program per data folder."""

import os
import stat
import subprocess
import sys

from studyapp.storage.lock import Holder, Lock, acquire, acquire_learner

HOLD = """
import sys
from pathlib import Path
from studyapp.storage.lock import acquire
lock = acquire(Path(sys.argv[1]))
print(type(lock).__name__, flush=True)
sys.stdin.read()
"""


def start_holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "Lock\n"
    return process


def test_the_first_comer_gets_the_lock(tmp_path):
    with acquire(tmp_path / "data") as lock:
        assert isinstance(lock, Lock)


def test_the_second_is_told_who_has_it(tmp_path):
    with start_holder(tmp_path) as process:
        found = acquire(tmp_path)
        process.stdin.close()

    assert found == Holder(process.pid)


def test_a_killed_holder_holds_nothing(tmp_path):
    with start_holder(tmp_path) as process:
        process.kill()
        process.wait()

    with acquire(tmp_path) as lock:
        assert isinstance(lock, Lock)


def test_the_same_program_cannot_take_it_twice(tmp_path):
    with acquire(tmp_path):
        assert acquire(tmp_path) == Holder(os.getpid())


def test_a_released_lock_can_be_taken_again(tmp_path):
    first = acquire(tmp_path)
    first.release()
    first.release()

    with acquire(tmp_path) as lock:
        assert isinstance(lock, Lock)


def test_a_holder_that_has_not_said_who_it_is_stays_unnamed(tmp_path):
    with acquire(tmp_path):
        (tmp_path / "lock").write_text("")

        assert acquire(tmp_path) == Holder(None)


def test_a_number_left_by_an_earlier_holder_is_replaced(tmp_path):
    (tmp_path / "lock").write_text("99999999999\n")

    with acquire(tmp_path):
        assert acquire(tmp_path) == Holder(os.getpid())


def test_folder_and_file_are_for_their_owner_only(tmp_path):
    folder = tmp_path / "data"
    with acquire(folder):
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "lock")]

    assert modes == [0o700, 0o600]


def test_a_shared_lock_is_held_by_several(tmp_path):
    with (
        acquire_learner(tmp_path, "Ann", shared=True) as first,
        acquire_learner(tmp_path, "Ann", shared=True) as second,
    ):
        assert isinstance(first, Lock)
        assert isinstance(second, Lock)


def test_who_wants_a_learner_alone_waits_for_those_who_share(tmp_path):
    with acquire_learner(tmp_path, "Ann", shared=True):
        assert acquire_learner(tmp_path, "Ann") == Holder(None)
    with acquire_learner(tmp_path, "Ann"):
        assert acquire_learner(tmp_path, "Ann", shared=True) == Holder(os.getpid())


def test_the_lock_of_one_learner_is_not_that_of_another_or_of_the_window(tmp_path):
    with (
        acquire(tmp_path),
        acquire_learner(tmp_path, "Ann"),
        acquire_learner(tmp_path, "Ben") as lock,
    ):
        assert isinstance(lock, Lock)
