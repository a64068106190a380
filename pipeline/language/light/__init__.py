"""Light analysers by dictionary and suffix rules: no model, no training, ready at once."""
