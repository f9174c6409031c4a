"""What all tests share."""

from __future__ import annotations

import gc
from itertools import count

from hypothesis import settings

# The same examples in each run, so that whoever reads of a failure can repeat it;
# --hypothesis-profile=search looks for others.
settings.register_profile(
    "suite", max_examples=25, deadline=None, derandomize=True, database=None, print_blob=False
)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("suite")

_COLLECT_EVERY = 200
_tests = count(1)


def pytest_collection_finish() -> None:
    """Collecting garbage all the time takes a third of the tests' time: they do it at times."""
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_teardown() -> None:
    if next(_tests) % _COLLECT_EVERY == 0:
        gc.collect()
