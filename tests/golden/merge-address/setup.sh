../../prefix/bin/lectern build algebra --quiet --output parts/algebra
../../prefix/bin/lectern build physics --audience instructor --quiet --output parts/physics
