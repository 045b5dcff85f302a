"""The network → the ledger: what became of the addresses of a report."""
