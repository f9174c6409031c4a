"""`python -m threadreader` is the command `threadreader`."""

import sys

from threadreader.cli import main

if __name__ == "__main__":
    sys.exit(main())
