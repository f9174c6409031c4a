"""Finds what is shipped beside the code: styles and sample stories."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The folder `styles` or `sample_feeds`: of the wheel, or of the checkout the code lies in."""
    installed = _HERE / "bundled" / name
    return installed if installed.is_dir() else _HERE.parents[1] / name
