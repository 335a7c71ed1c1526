"""What every sheet is drawn with: embedded fonts, text that fits, pages, tables, charts."""
