"""The palette behind Ctrl/Cmd-K: pages, actions, requirements by reference or words, and everything in the search index."""
