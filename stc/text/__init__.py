"""The words every floor uses: dates, findings, errors, text made visible."""
