"""The gap walk: one requirement at a time with the keyboard; what is asked, what was found, what we make of it."""
