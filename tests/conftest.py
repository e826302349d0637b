"""What every test starts from: no display, no settings and no data of whoever runs it."""

import os
import tempfile
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_SCALE_FACTOR", None)
_HOME = tempfile.TemporaryDirectory(prefix="studyapp-tests-")
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_HOME.name) / _name.lower())


def pytest_configure(config: pytest.Config) -> None:
    # Said whenever a window is shown on the offscreen platform, and of no consequence.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
