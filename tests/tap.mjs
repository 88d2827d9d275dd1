// Test Anything Protocol in a few lines: each check is one line of output.
let count = 0;
let failed = 0;

/** Prints "ok" or "not ok"; details (anything printable) explain a failure. */
export function ok(good, name, details) {
	count += 1;
	console.log(`${good ? "ok" : "not ok"} ${count} - ${name}`);
	if (!good) {
		failed += 1;
		if (details !== undefined)
			console.log(`# ${JSON.stringify(details, null, 1)?.slice(0, 4000).replaceAll("\n", "\n# ")}`);
	}
	return good;
}

/** Equal as JSON, key order included. */
export function same(actual, expected, name) {
	const equal = JSON.stringify(actual) === JSON.stringify(expected);
	return ok(equal, name, equal ? undefined : { actual, expected });
}

export function skip(name, reason) {
	count += 1;
	console.log(`ok ${count} - ${name} # skip ${reason}`);
}

/** To be called last: the plan, and the exit status. */
export function done() {
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}
