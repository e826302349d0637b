"""Opens the window, or runs a command: ``python -m studyapp``."""

import sys


def main() -> int:
    """The exit code of the window or the command."""
    arguments = sys.argv[1:]
    from studyapp import cli

    if cli.is_command(arguments):
        return cli.run(arguments)
    from studyapp.ui.app import run

    files, data = cli.window_arguments(arguments)
    return run(files, data)


if __name__ == "__main__":
    sys.exit(main())
