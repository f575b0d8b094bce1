"""What is said and done in a plenary."""
