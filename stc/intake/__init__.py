"""Reports of people who use a form in the browser: the questions, and the answers in an event."""
