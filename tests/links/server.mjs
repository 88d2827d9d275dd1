// The misbehaving server of tests/linkd: started, asked what it saw, and ended.
import { spawn } from "node:child_process";
import http from "node:http";

function get(port, path) {
	return new Promise((resolve, reject) => {
		http.get({ host: "127.0.0.1", port, path, agent: false }, (answer) => {
			let text = "";
			answer.setEncoding("utf8");
			answer.on("data", (piece) => (text += piece));
			answer.on("end", () => resolve(text));
		}).on("error", reject);
	});
}

function readLine(line) {
	const [time, connection, host, method, path, address, headers] = line.split("\t");
	return { time: Number(time), connection, host, method, path, address, headers };
}

/** {ports, log(), loads(), reset(), stop()}; it ends by itself when it is forgotten. `map`: see linkd.c. */
export async function startServer(program, caFile, ...map) {
	const child = spawn(program, ["300", caFile, ...map], { stdio: ["ignore", "pipe", "inherit"] });
	const ports = {};
	await new Promise((resolve, reject) => {
		let text = "";
		child.on("error", reject);
		child.on("exit", () => reject(new Error("linkd ended")));
		child.stdout.on("data", (piece) => {
			text += piece;
			if (text.includes("ready\n")) resolve();
		});
		child.stdout.on("end", resolve);
		child.stdout.on("data", () => {
			for (const [, name, port] of text.matchAll(/^(\S+) (\d+)$/gm)) ports[name] = Number(port);
		});
	});
	return {
		ports,
		log: async () => (await get(ports.http, "/_log")).split("\n").filter(Boolean).map(readLine),
		/** The most requests that were answered at once, by host. */
		loads: async () => Object.fromEntries((await get(ports.http, "/_loads")).split("\n").filter(Boolean).map((line) => line.split("\t"))),
		/** Bytes that it sent since it was reset. */
		sent: async () => Number(await get(ports.http, "/_sent")),
		reset: () => get(ports.http, "/_reset"),
		stop: () => child.kill("SIGTERM"),
	};
}
