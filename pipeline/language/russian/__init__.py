"""Russian: tokens, sentences, tags, lemmas and dependencies, trained from UD treebanks."""
