"""What leaves the terminal: pages, reports, calendars, workbooks, packages of data."""
