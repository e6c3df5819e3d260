"""The context of a system and the authority of people: issues, climate, reviews, parties with their needs, who answers for what, what is communicated."""
