"""Tables: CSV and TSV files, and the workbooks of spreadsheets."""
