"""Where the program begins: the launch picture first, then everything else."""

import sys

from threadreader import launch_picture


def main() -> int:
    """Runs the command; returns its exit code."""
    launch_picture.show(sys.argv[1:])
    try:
        from threadreader.cli import main as run  # noqa: PLC0415  after the picture

        return run()
    finally:
        launch_picture.take_off()
