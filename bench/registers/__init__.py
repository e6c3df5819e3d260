"""What fills one organization's registers for the bench: `bench/rooms.py` runs it, one module per room of the application."""
