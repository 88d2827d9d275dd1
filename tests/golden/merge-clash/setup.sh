../../prefix/bin/lectern build algebra --quiet --output part
