"""The standing of a step on a day: overdue, due for review, undated, or none of these."""
