// A server that speaks HTTP/2 over TLS on loopback, and not well: the path says how.
//
//	/fine        200
//	/reset       ends the stream instead of an answer
//	/goaway      ends the whole connection instead of an answer
//	/never       does as /reset, and breaks off with HTTP/1.1, too
//
// With HTTP/1.1 all but the last are fine.
import fs from "node:fs";
import http2 from "node:http2";

const INTERNAL_ERROR = 2, ENHANCE_YOUR_CALM = 11;

/** {port, log, stop()}: `pair` is the file with the certificate and its key. */
export async function startHttp2(pair) {
	const pem = fs.readFileSync(pair);
	const sessions = new Set(), log = [];
	const server = http2.createSecureServer({ cert: pem, key: pem, allowHTTP1: true });
	server.on("session", (session) => {
		sessions.add(session);
		session.on("error", () => {});
		session.on("close", () => sessions.delete(session));
	});
	server.on("stream", (stream, headers) => {
		const path = headers[":path"];
		log.push({ version: "2", method: headers[":method"], path });
		stream.on("error", () => {});
		if (path === "/goaway") {
			stream.session.goaway(ENHANCE_YOUR_CALM);
			stream.session.destroy();
		} else if (path === "/fine") {
			stream.respond({ ":status": 200, "content-type": "text/html" });
			stream.end();
		} else {
			stream.close(INTERNAL_ERROR);
		}
	});
	server.on("request", (request, response) => {
		if (request.httpVersion === "2.0") return;
		log.push({ version: request.httpVersion, method: request.method, path: request.url });
		if (request.url === "/never") request.socket.destroy();
		else response.writeHead(200, { "content-type": "text/html", "content-length": 0 }).end();
	});
	await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		port: server.address().port,
		log,
		stop: () => {
			for (const session of sessions) session.destroy();
			server.close();
		},
	};
}
