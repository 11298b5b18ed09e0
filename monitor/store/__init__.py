"""Reading and writing the database. Every write is one transaction; writing the same thing twice changes nothing."""
