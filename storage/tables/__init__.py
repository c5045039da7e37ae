"""The tables, as Peewee sees them, a module for each noun. Private to storage."""
