"""Files in and out: tables, RPLS, iCalendar, vCard, the workbook writer."""
