"""The annotation loop: clauses worth labelling go out to a tool, and labels come back.

`select` chooses clauses of a release, `label_studio` and `doccano` write and read the tools' own
forms, `marks` is what both have in common, and `incoming` puts what came back beside what is there.
"""
