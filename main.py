"""Opens the window of the Handling Desk: `python main.py [--data DIR]`."""

from __future__ import annotations

import sys

from desktop.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
