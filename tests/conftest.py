"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The same examples in each run, so that whoever reads of a failure can repeat it;
# --hypothesis-profile=search looks for others.
settings.register_profile(
    "suite", max_examples=25, deadline=None, derandomize=True, database=None, print_blob=False
)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("suite")
