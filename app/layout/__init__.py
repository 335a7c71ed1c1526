"""Pure geometry shared by screen and paper: overlap columns, week lanes, month cells, timeline rows."""
