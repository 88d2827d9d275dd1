-- to be written

