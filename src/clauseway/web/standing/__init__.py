"""How did we stand on a date: as known then, or as we know it now."""
