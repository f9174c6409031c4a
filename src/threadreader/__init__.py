"""Read saved stories and the discussions under them, from the keyboard, in a terminal."""

__version__ = "0.1.0"
COMMANDS = ("list", "show", "check", "config", "state")
"""What the first word of a command line may be; any other is a path to read."""
