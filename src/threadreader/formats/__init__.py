"""Bytes to a flat stream of stories, comments and notices: one module a format."""
