"""What a key costs: the real program, and others, in a real pseudo-terminal."""
