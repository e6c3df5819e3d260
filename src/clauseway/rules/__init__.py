"""Rules: one question a module, pure, standard library only. Values in, values out; the date is passed, never asked for."""
