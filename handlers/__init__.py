"""Slack in: what each command, click, form, shortcut and event does.

A listener is a plain function from the desk and a call to an answer, at most fifteen lines long.  `listener.Desk`
acknowledges, finds the person, runs it in a thread, and turns every error into a sentence.
"""
