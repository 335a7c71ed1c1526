"""The measures of attendance sheets, in points: a scan finds its boxes by them (domain.md 3.1)."""

from __future__ import annotations

from app.documents.kit.fonts import Face
from app.documents.kit.paper import MM
from app.documents.kit.text import Style

MARGINS = (11.0, 13.0, 9.0, 17.0)
"""Top, right, bottom, left in millimetres; the left one leaves room for a binder's holes."""

ROW = 9.3 * MM
"""Height of a row to sign: at least 9 mm."""
ROW_PAD = 2 * MM
"""Air above and below the text of a row, together."""
SIGNATURE = 46 * MM
"""Width of a box to sign in: at least 45 mm."""
SIGN_COLUMNS = (8 * MM, 50 * MM, 34 * MM, 20 * MM, SIGNATURE, 13 * MM, 9 * MM)
"""Number, name, residence, capacity, signature, initials, photo."""
WALK_IN_COLUMNS = (8 * MM, 41 * MM, 28 * MM, 6 * MM, 7.5 * MM, SIGNATURE)
"""Number, name, residence, each box for the sex, each for an age band, signature."""
TICK_BOX = 3.6 * MM
FEWEST_WALK_INS, MOST_WALK_INS = 5, 10
GRID_COLUMNS = (8 * MM, 50 * MM, 30 * MM)
"""Number, name, residence; the dates share the rest."""
TALLY_ROW = (7.5 * MM, 15 * MM)
"""A line for strokes, at least and at most: a short sheet leaves more room for the hand."""

HEADER = Style(8, Face.BOLD, floor=5.5)
NUMBER = Style(8.5, ink=0.3, floor=5)
NAME = Style(11, Face.BOLD, floor=9)
CELL = Style(9.5, floor=8)
SMALL = Style(7.5, ink=0.2)
GREY = 0.92
"""The tint of table heads."""
