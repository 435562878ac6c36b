x = 1
raise ValueError("broken while importing")
