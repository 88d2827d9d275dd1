/* Text as part of an address and back: '1' and base64 of it compressed, or '0' and base64 of it as it is. */
var lectern = lectern || {};

(function () {
	"use strict";

	function encode(kind, bytes) {
		var text = "";

		bytes.forEach(function (byte) {
			text += String.fromCharCode(byte);
		});
		return kind + btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
	}

	/* Promises the bytes that the stream makes of these; fails for more than the limit. */
	function pipe(bytes, stream, limit) {
		var reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
		var chunks = [], length = 0;

		function next(step) {
			if (step.done)
				return new Blob(chunks).arrayBuffer();
			length += step.value.length;
			if (length > limit)
				throw new RangeError();
			chunks.push(step.value);
			return reader.read().then(next);
		}
		return reader.read().then(next).then(function (buffer) {
			return new Uint8Array(buffer);
		});
	}

	/* At once, but long. */
	function packNow(text) {
		return encode("0", new TextEncoder().encode(text));
	}

	/* Promises it short, if the browser can. */
	async function pack(text) {
		if (typeof CompressionStream === "undefined")
			return packNow(text);
		return encode("1", await pipe(new TextEncoder().encode(text), new CompressionStream("deflate"), Infinity));
	}

	/* Promises the text; "" for what was not packed so, or is longer than the limit, in bytes. */
	async function unpack(packed, limit) {
		try {
			var bytes = Uint8Array.from(atob(packed.slice(1).replace(/-/g, "+").replace(/_/g, "/")), function (c) {
				return c.charCodeAt(0);
			});

			if (packed[0] === "1")
				bytes = await pipe(bytes, new DecompressionStream("deflate"), limit);
			return new TextDecoder().decode(bytes);
		} catch (error) {
			return "";
		}
	}

	lectern.link = {packNow: packNow, pack: pack, unpack: unpack};
})();
