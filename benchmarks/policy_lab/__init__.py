"""The policy lab: how well the production policy asks, in made-up worlds, against every published policy we know.

`world` is what a file says, `town` what is drawn from it, `nights` and `people` how people live and answer, `street`
where policies and people meet, `production` Whapp's own use cases on that street, `published` the others' policies.
"""
