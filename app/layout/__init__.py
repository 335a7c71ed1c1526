"""Pure geometry shared by screen and paper: where sessions lie, without knowing who draws them."""

from app.layout.boxes import Box
from app.layout.columns import Column, lanes, overlap_columns
from app.layout.month import (
    Density,
    MonthDay,
    MonthFrame,
    MonthItem,
    MonthLayout,
    MonthLine,
    month_days,
    month_layout,
)
from app.layout.shares import edges, fair_heights
from app.layout.text import elide, share_line, wrap
from app.layout.time_grid import (
    DAY_MINUTES,
    GridBlock,
    LaneBar,
    TimeGrid,
    day_blocks,
    day_weights,
    is_bar,
    lane_bars,
    last_day,
)

__all__ = [
    "DAY_MINUTES",
    "Box",
    "Column",
    "Density",
    "GridBlock",
    "LaneBar",
    "MonthDay",
    "MonthFrame",
    "MonthItem",
    "MonthLayout",
    "MonthLine",
    "TimeGrid",
    "day_blocks",
    "day_weights",
    "edges",
    "elide",
    "fair_heights",
    "is_bar",
    "lane_bars",
    "lanes",
    "last_day",
    "month_days",
    "month_layout",
    "overlap_columns",
    "share_line",
    "wrap",
]
