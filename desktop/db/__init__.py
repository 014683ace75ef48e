"""Plurals: what the office remembers, and the only room that speaks SQL.

Imports `domain`, `paths` and the SQLite libraries. Never decides a rule of the office, never knows
of paper or screens, and never hands out a cursor, a dictionary or a row that is not a typed value.
"""
