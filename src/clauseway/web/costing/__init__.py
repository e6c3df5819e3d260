"""Cost and time: how many audit days a certificate takes, what a body charges, how many hours of one's own people, before any system exists too."""
