"""The journey of records: forms are made, filled in, corrected, listed and disposed of."""
