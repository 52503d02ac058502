"""What a record costs: speed, start-up time and memory. Not part of the package."""
