"""The requirements: the list that is walked, and the page of one requirement with its verdict and reasons."""
