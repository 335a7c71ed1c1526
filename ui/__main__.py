"""`python -m ui`: the program's window."""

import sys

from ui.main import main

sys.exit(main())
