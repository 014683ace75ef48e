"""Verbs: what the office does, one function per act, in the order load, decide, save, return.

Imports `domain`, `db`, `documents` and `paths`. Never knows of a widget, never writes SQL, and
never holds a rule that would be true on paper: such a rule belongs to `domain`.
"""
