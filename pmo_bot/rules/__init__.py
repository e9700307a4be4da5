"""Every "should": pure functions over rows that are read and never assigned.  No I/O, no clock: time is an argument."""
