"""The same discussion in what Textual offers by itself, and a Textual app with nothing in it."""
