"""Charts as SVG: pure functions, points in and text out."""
