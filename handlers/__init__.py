"""What a person can say, one package a messenger."""
