"""An election through time, and as it might have been."""
