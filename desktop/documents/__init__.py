"""Formats: what is put on paper or read from a file somebody sent.

Imports `domain`, `paths` and the libraries that write or read PDF, Excel and fonts. Never knows of
the database, never decides what a letter says, and never reads a clock: the same input gives the
same bytes.
"""
