for course in one two; do
	../../prefix/bin/lectern build $course --quiet --output parts/$course
done
