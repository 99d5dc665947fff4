"""What stays of a person who left: their deeds, and this in place of the name."""

FORMER_MEMBER = "(탈퇴)"
"""Stands where a name stood: in the log of a patrol somebody was there, and nobody can say who."""
