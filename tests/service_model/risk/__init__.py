"""Section 10 of the guidance, sentence by sentence."""
