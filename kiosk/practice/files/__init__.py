"""Files from payers and other systems: what they say, read without anything about patients."""
