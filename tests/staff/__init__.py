"""Who may do what in the console, and the trail of what they did."""
