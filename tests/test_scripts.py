"""./run and ./test in a small checkout, with a small uv in place of the real one.

That uv makes a real environment without a network: it puts the checkout on the
path and notes how it was called.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = '[project]\nname = "small"\n\n[tool.ruff]\nline-length = 100\n'
ECHO = "import sys\nprint(*sys.argv[1:], sep='|')\n"
UV = f"""#!/bin/sh
echo "$@" >>"$UV_CALLS"
case $1 in
    venv)
        for environment; do :; done
        {sys.executable} -I -m venv --without-pip "$environment"
        ;;
    pip)
        sleep "${{UV_TAKES:-0}}"
        [ -z "${{UV_IS_KILLED:-}}" ] || kill -9 "$PPID"
        [ -z "${{UV_FAILS:-}}" ] || {{ echo "error: no route to the index"; exit 1; }}
        site=$(echo "${{4%/bin/python}}"/lib/python*/site-packages)
        mkdir -p "$site/pip" && echo >"$site/pip/__init__.py"
        echo 'raise SystemExit("error: no network")' >"$site/pip/__main__.py"
        echo "$CHECKOUT" >"$site/checkout.pth"
        ;;
esac
"""


class Checkout:
    """A folder with the scripts, a program that prints its arguments, and commands of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "my checkout"
        self.calls = folder / "uv-calls"
        self.commands = folder / "commands"
        self.commands.mkdir()
        (self.root / "scripts").mkdir(parents=True)
        (self.root / "studyapp").mkdir()
        for name in ("run", "test", "scripts/setup.sh"):
            shutil.copy(ROOT / name, self.root / name)
        (self.root / "pyproject.toml").write_text(PYPROJECT)
        (self.root / "studyapp" / "__main__.py").write_text(ECHO)
        self.command("uv", UV)

    def command(self, name: str, script: str) -> None:
        """Put a command before those of the system."""
        path = self.commands / name
        path.write_text(script)
        path.chmod(0o755)

    def needs(self, library: str, package: str) -> None:
        """Make Qt need one more library."""
        setup = self.root / "scripts" / "setup.sh"
        text = setup.read_text()
        setup.write_text(text.replace('qt_libraries="', f'qt_libraries="\n{library}={package}'))

    def start(
        self, *arguments: str, script: str = "run", **variables: str
    ) -> subprocess.Popen[str]:
        environ = {
            "PATH": f"{self.commands}:{os.environ['PATH']}",
            "HOME": str(self.root.parent),
            "UV_CALLS": str(self.calls),
            "CHECKOUT": str(self.root),
            **variables,
        }
        return subprocess.Popen(
            [self.root / script, *arguments],
            env=environ,
            cwd=self.root.parent,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(
        self, *arguments: str, script: str = "run", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, script=script, **variables)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def uv_calls(self) -> list[str]:
        """The subcommands that made or filled an environment."""
        words = [line.split()[0] for line in self.calls.read_text().splitlines()]
        return [word for word in words if word in ("venv", "pip")]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.mark.parametrize("name", ["run", "test", "scripts/setup.sh"])
def test_scripts_are_posix_shell(name: str) -> None:
    shell = shutil.which("dash") or "sh"

    assert subprocess.run([shell, "-n", ROOT / name], check=False).returncode == 0


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_scripts_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_first_start_sets_up_and_hands_the_arguments_through(checkout: Checkout) -> None:
    done = checkout.run("check", "a file.yaml", "--json")

    assert (done.returncode, done.stdout) == (0, "check|a file.yaml|--json\n")
    assert checkout.uv_calls() == ["venv", "pip"]
    assert "Setting up" in done.stderr


def test_second_start_installs_nothing_and_says_nothing(checkout: Checkout) -> None:
    checkout.run("check")
    done = checkout.run("check")

    assert (done.stdout, done.stderr) == ("check\n", "")
    assert checkout.uv_calls() == ["venv", "pip"]


def test_changed_requirements_are_installed_into_the_same_environment(checkout: Checkout) -> None:
    checkout.run("check")
    (checkout.root / "pyproject.toml").write_text(PYPROJECT.replace("small", "larger"))
    checkout.run("check")

    assert checkout.uv_calls() == ["venv", "pip", "pip"]


def test_changed_settings_of_a_tool_install_nothing(checkout: Checkout) -> None:
    checkout.run("check")
    (checkout.root / "pyproject.toml").write_text(PYPROJECT.replace("100", "90"))
    checkout.run("check")

    assert checkout.uv_calls() == ["venv", "pip"]


def test_moved_checkout_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.run("check")
    checkout.root = checkout.root.rename(checkout.root.parent / "moved")
    done = checkout.run("check")

    assert done.stdout == "check\n"
    assert checkout.uv_calls() == ["venv", "pip", "venv", "pip"]


def test_other_python_behind_the_same_name_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.run("check")
    python = checkout.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/bin/false")
    done = checkout.run("check")

    assert done.stdout == "check\n"


def test_environment_of_a_killed_setup_is_thrown_away(checkout: Checkout) -> None:
    killed = checkout.run("check", UV_IS_KILLED="yes")
    (checkout.root / ".venv" / "half a file").touch()
    done = checkout.run("check")

    assert killed.returncode == -9
    assert done.stdout == "check\n"
    assert not (checkout.root / ".venv" / "half a file").exists()


def test_failed_download_is_told_in_one_message_and_the_next_start_goes_on(
    checkout: Checkout,
) -> None:
    checkout.run("check")
    (checkout.root / "pyproject.toml").write_text(PYPROJECT.replace("small", "larger"))
    failed = checkout.run("check", UV_FAILS="yes")
    done = checkout.run("check")

    assert failed.returncode == 75
    assert failed.stdout == ""
    assert "Setting up failed: error: no network" in failed.stderr
    assert done.stdout == "check\n"
    assert checkout.uv_calls() == ["venv", "pip", "pip", "pip"]


def test_two_first_starts_at_once_set_up_once(checkout: Checkout) -> None:
    both = [checkout.start("check", UV_TAKES="0.5") for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in both]

    assert outputs == ["check\n", "check\n"]
    assert checkout.uv_calls() == ["venv", "pip"]


def test_start_through_a_link_finds_its_checkout(checkout: Checkout) -> None:
    link = checkout.commands / "study"
    link.symlink_to(checkout.root / "run")
    done = checkout.run("check", script=str(link))

    assert done.stdout == "check\n"


def test_without_display_the_shipped_quiz_runs_in_the_terminal(checkout: Checkout) -> None:
    done = checkout.run("--data-dir", "here")

    assert done.stdout == f"quiz|--data-dir|here|{checkout.root}/questions/kursk.yaml\n"
    assert "no display" in done.stderr


def test_without_display_a_named_file_is_the_quiz(checkout: Checkout) -> None:
    assert checkout.run("my.yaml").stdout == "quiz|my.yaml\n"


def test_with_a_display_the_window_gets_the_files(checkout: Checkout) -> None:
    assert checkout.run("my.yaml", DISPLAY="elsewhere:0").stdout == "my.yaml\n"


def test_display_that_nobody_serves_counts_as_none(checkout: Checkout) -> None:
    assert checkout.run("my.yaml", DISPLAY=":9876").stdout == "quiz|my.yaml\n"


def test_missing_library_is_named_with_the_command_where_root_is_out_of_reach(
    checkout: Checkout,
) -> None:
    checkout.needs("libabsent.so.9", "libabsent9")
    checkout.command("id", "#!/bin/sh\necho 1000\n")
    checkout.command("sudo", "#!/bin/sh\nexit 1\n")
    checkout.command("apt-get", "#!/bin/sh\nexit 1\n")
    done = checkout.run(DISPLAY="elsewhere:0")

    assert done.returncode == 69
    assert "sudo apt-get update && sudo apt-get install libabsent9" in done.stderr


def test_root_installs_a_missing_library_and_says_so(checkout: Checkout) -> None:
    checkout.needs("libabsent.so.9", "libabsent9")
    checkout.command("id", "#!/bin/sh\necho 0\n")
    checkout.command("apt-get", '#!/bin/sh\necho "$*" >"$CHECKOUT/apt"\n')
    done = checkout.run("my.yaml", DISPLAY="elsewhere:0")

    assert done.stdout == "my.yaml\n"
    assert "Installing with apt-get what this machine lacks: libabsent9" in done.stderr
    assert (checkout.root / "apt").read_text().endswith("install libabsent9\n")


def test_command_without_a_window_needs_no_library_of_it(checkout: Checkout) -> None:
    checkout.needs("libabsent.so.9", "libabsent9")
    done = checkout.run("check", DISPLAY="elsewhere:0")

    assert (done.returncode, done.stdout) == (0, "check\n")


def test_library_that_ldconfig_does_not_list_still_counts(checkout: Checkout) -> None:
    checkout.command("ldconfig", "#!/bin/sh\nexit 1\n")

    assert checkout.run("my.yaml", DISPLAY="elsewhere:0").stdout == "my.yaml\n"


def test_arguments_of_test_go_to_pytest_alone(checkout: Checkout) -> None:
    (checkout.root / "pytest.py").write_text(ECHO)
    done = checkout.run("-k", "a word", script="test")

    assert done.returncode == 0
    assert done.stdout.endswith("-k|a word\n")


def test_all_tests_use_all_cores(checkout: Checkout) -> None:
    for tool in ("ruff", "mypy", "pytest"):
        (checkout.root / f"{tool}.py").write_text(ECHO)
    checkout.run("-k", "a word", script="test")
    (checkout.root / ".venv" / "bin" / "lint-imports").symlink_to("/bin/true")
    done = checkout.run(script="test")

    assert done.returncode == 0
    assert "--numprocesses|auto" in done.stdout


def test_tests_that_a_tool_is_missing_for_are_left_out_with_a_word(checkout: Checkout) -> None:
    (checkout.root / "pytest.py").write_text(ECHO)
    for tool in "sh cat cksum find head mkdir mktemp readlink rm sed tr uname".split():
        (checkout.commands / tool).symlink_to(shutil.which(tool) or "missing")
    (checkout.commands / "python3").symlink_to(sys.executable)
    done = checkout.run("tests", script="test", PATH=str(checkout.commands))

    assert done.stdout == "-m|not display and not chromium|tests\n"
    assert done.stderr.splitlines()[-2:] == [
        'studyapp: Xvfb or xdotool is not installed: the tests marked "display" are left out.',
        'studyapp: Chromium is not installed: the tests marked "chromium" are left out.',
    ]


def test_failed_check_stops_test_before_pytest(checkout: Checkout) -> None:
    (checkout.root / "ruff.py").write_text("raise SystemExit('line too long')")
    (checkout.root / "pytest.py").write_text(ECHO)
    done = checkout.run(script="test")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "line too long" in done.stderr
