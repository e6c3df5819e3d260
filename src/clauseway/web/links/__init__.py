"""What a link without an account opens: a colleague's questions."""
