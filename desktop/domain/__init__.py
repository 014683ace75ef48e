"""Nouns: the facts and rules of an office that would still be true on paper.

Imports the standard library only. Never reads a file, a clock or a database, never knows of a
screen, and never changes a thing in place: a decision returns a new value.
"""
