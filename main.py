"""Opens the window of the Handling Desk: `python main.py [--data DIR]`."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # what a start makes stays; `main` collects again once the window stands
    from desktop.app import main

    sys.exit(main(sys.argv[1:]))
