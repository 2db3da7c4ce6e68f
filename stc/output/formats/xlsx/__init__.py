"""The steps as an Excel workbook."""
