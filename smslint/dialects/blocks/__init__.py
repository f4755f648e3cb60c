"""Tags in pairs: the blocks of a language, and the nodes of the tree that they become."""
