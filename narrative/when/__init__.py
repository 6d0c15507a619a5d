"""Reading when something was, from the words people use: composed of counts, units, directions, anchors, parts and fuzz."""
