"""Documents in the browser: the register, taking files in, deciding on suggestions, one document and its control."""
