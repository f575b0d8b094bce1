"""How acts are sealed, chained, stored, published, handed over, verified and replayed.

It imports `domain` and nothing from `cli`.  Its modules form layers, lowest first; none looks ahead:
bytes, then store and book, then verification, then replay and reports.
"""
