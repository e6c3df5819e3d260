"""Stocktake: what there is. One table definition a population (`registers`), one page, one import and one export for all of them."""
