"""What an election is: areas, contests, forms, rules, acts, folds and authority.

Pure: no I/O, no clock, no cryptography, no storage; it imports nothing from `ledger` or `cli`.
"""
