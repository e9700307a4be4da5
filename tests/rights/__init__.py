"""Who may do what: every way in is played by everybody, against one company that is prepared once."""
