// `npm test`: nothing newer than an import here, so that an old Node reaches the line that says so.
import { requireNode } from "./lib/node-version.mjs";

requireNode();
import("./lib/test-all.mjs").then((test) => test.main());
