"""My work: what I must do, by when; everybody's for those who lead; the calendar and its feed."""
