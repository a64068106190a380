"""What changed between versions: which power, when, by which act, in which direction.

`changes` tells the story: choose the texts to compare (`pairs`), find each power of one in the
other (`matching`, by `scoring` and `likeness`), say what became of it (`comparison`, by `weighing`
and `extent`), leave out what a text cannot show (`coverage`), name the act that did it (`proofs`),
ask amending acts what they ordered (`instructed`), follow each power over time (`lives`), and find
the same change in the other language (`languages`).
"""

from pipeline.changes.find import Found, changes

__all__ = ["Found", "changes"]
