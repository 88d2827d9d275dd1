// Where things are. (import.meta.dirname would do, but is younger than the oldest node we run on.)
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const lectern = process.env.LECTERN ?? join(root, "build/lectern");
export const generate = join(process.env.LECTERN_BUILD ?? join(root, "build"), "bench/generate"); // a course of any size
