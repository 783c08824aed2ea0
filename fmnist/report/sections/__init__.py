"""One file per kind of finding: its parameters become a sentence, tables, charts and pictures."""
