"""The program `rekap`.

Rules of this module:

- Nothing is imported before `main` runs, so that whoever interrupts the start sees one sentence and no traceback.
"""

import sys


def main(args: list[str] | None = None) -> int:
    """Runs the program with `args` (the process's own by default) and gives its exit code."""
    try:
        from cli.program import invoke
    except KeyboardInterrupt:
        return 130
    return invoke(sys.argv[1:] if args is None else args)


if __name__ == "__main__":
    sys.exit(main())
