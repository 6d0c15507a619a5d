"""The HTTP doors of the cell: one class, a channel each for the web chat and the phone script."""
