"""Every sentence the bot can say, by the surface that says it.  Short, kind, concrete; the next step is named."""
