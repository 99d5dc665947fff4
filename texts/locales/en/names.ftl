## When a name cannot be used

names-name_empty = I cannot see any letters. Please type the name in letters.
names-name_too_short = Please make it a little longer.
names-name_too_long = That is too long. Please use 40 characters at most.
names-name_no_letter = Digits or signs alone will not do. Please use letters.
