"""The store of one book, on the event-sourcing library."""
