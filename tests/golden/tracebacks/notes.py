# Notes stand below the message, multi-line messages as they are.
e = ValueError("first line\nsecond line")
e.add_note("a note")
e.add_note("another\nin two lines")
raise e
