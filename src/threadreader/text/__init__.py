"""The border: cleaning what files say, markup to blocks, and wrapping to cells."""
