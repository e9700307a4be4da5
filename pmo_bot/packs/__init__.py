"""What kinds of project begin with: one file a pack, in the form that `rules/packs.py` reads."""
