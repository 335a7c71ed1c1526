"""One module per step; the newest is named in app.db.schema."""
