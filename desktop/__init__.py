"""Handling Desk (建议提案办理台): the program, in five rooms whose stair goes one way.

`domain` (what is true) carries `db` (what is remembered) and `documents` (what is put on paper);
`casework` (what the office does) uses all three; `views` (what is seen) asks `casework`; `app` and
`cli` join the parts, once. It never opens a network connection.
"""
