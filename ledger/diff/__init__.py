"""What two readings of an election differ in."""
