import { createServer } from "node:http";

/** Where messages arrive: answers like Resend, and notes when it first saw each mark (`#12#`), by kind of message. */
export async function createSink() {
  const seen = new Map();
  const waiting = new Map();

  function note(text) {
    const at = performance.now();
    const wall = Date.now();
    const mark = /#([\w-]+)#/.exec(text)?.[1];
    if (!mark) return;
    const kind = text.includes("Sent by the escalation chain") ? "page" : "notice";
    for (const key of [mark, `${mark}/${kind}`]) {
      if (seen.has(key)) continue;
      seen.set(key, { at, wall });
      waiting.get(key)?.(at);
      waiting.delete(key);
    }
  }

  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const mails = text.startsWith("[") ? JSON.parse(text) : [];
      for (const mail of mails.length > 1 ? mails.map((one) => one.subject + one.text) : [text]) note(mail);
      const data = mails.map((_, index) => ({ id: `m${index}` }));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    /** When the message arrived, on the clock of `performance.now()`. */
    arrival(key, patienceMs = 10_000) {
      const known = seen.get(key);
      if (known) return Promise.resolve(known.at);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No message ${key} within ${patienceMs} ms.`)), patienceMs);
        waiting.set(key, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
