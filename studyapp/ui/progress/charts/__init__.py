"""One file per chart: from plain numbers to words, a table and a drawing."""
