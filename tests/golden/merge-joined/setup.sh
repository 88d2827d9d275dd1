for course in algebra physics; do
	../../prefix/bin/lectern build $course --quiet --output parts/$course
done
