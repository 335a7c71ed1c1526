"""iCalendar files (RFC 5545): reading any of them, their occurrences, and writing our own."""
