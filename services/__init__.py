"""Use cases: one class a noun, one transaction a method."""
