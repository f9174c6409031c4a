"""Read saved stories and the discussions under them, from the keyboard, in a terminal."""

__version__ = "0.1.0"
