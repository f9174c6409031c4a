"""`python -m threadreader` is the command `threadreader`."""

import sys

from threadreader.start import main

if __name__ == "__main__":
    sys.exit(main())
