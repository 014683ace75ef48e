"""What is seen: windows, pages and dialogs, and the only room that knows Qt.

Imports `casework`, `domain`, `paths` and PySide6. Never imports `db`, never decides a rule, and
never refreshes a page by hand after an act: the change comes back through the relay.
"""
