"""What is kept: tables, queries and the one line that commits."""
