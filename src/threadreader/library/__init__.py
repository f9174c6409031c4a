"""What is on disk: the reader's config and state, and the stories."""
