"""What a text is: alphabets, segments, the tree, values and bounds."""
