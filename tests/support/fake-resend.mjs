// Resend as the app sees it: accepts mail, honours idempotency keys, and has bad days on request.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const errorNames = {
  401: "missing_api_key",
  409: "invalid_idempotent_request",
  422: "validation_error",
  429: "rate_limit_exceeded",
};

const failure = (status, message, name = errorNames[status] ?? "application_error") => ({
  status,
  body: { statusCode: status, name, message },
});

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const listOf = (value) => (value === undefined ? [] : [value].flat());

export async function createFakeResend({ port = 0, now = Date.now } = {}) {
  const requests = [];
  const messages = [];
  const refused = new Set();
  const answered = new Map();
  const inFlight = new Set();
  let faults = [];
  let standing = null;

  function problemWith(email) {
    if (!email || listOf(email.to).length === 0) return "Missing `to` field.";
    if (!email.from || !email.subject) return "Missing `from` or `subject` field.";
    const bad = listOf(email.to).find((address) => refused.has(address));
    return bad ? `Invalid \`to\` field: ${bad}` : null;
  }

  function accept(email, key) {
    const message = { ...email, id: randomUUID(), key, at: now(), to: listOf(email.to) };
    messages.push(message);
    return { id: message.id };
  }

  function acceptOne(email, key) {
    const problem = problemWith(email);
    return problem ? failure(422, problem) : { status: 200, body: accept(email, key) };
  }

  function acceptBatch(emails, key, isPermissive) {
    if (!Array.isArray(emails) || emails.length === 0) return failure(422, "The batch must be a list of e-mails.");
    if (emails.length > 100) return failure(422, "A batch holds at most 100 e-mails.");
    const errors = emails
      .map((email, index) => ({ index, message: problemWith(email) }))
      .filter(({ message }) => message);
    if (errors.length > 0 && !isPermissive) return failure(422, errors[0].message);
    const bad = new Set(errors.map(({ index }) => index));
    const data = emails.filter((_, index) => !bad.has(index)).map((email) => accept(email, key));
    return { status: 200, body: isPermissive ? { data, errors } : { data } };
  }

  function answerTo({ method, path, headers, text, key }) {
    if (!headers.authorization?.startsWith("Bearer "))
      return failure(401, "Missing API key in the authorization header.");
    if (method !== "POST" || !["/emails", "/emails/batch"].includes(path))
      return failure(404, "Not here.", "not_found");
    const earlier = key && answered.get(key);
    if (earlier)
      return earlier.text === text ? earlier.answer : failure(409, "This key came with another body before.");
    const json = parse(text);
    const isPermissive = headers["x-batch-validation"] === "permissive";
    const answer = path === "/emails" ? acceptOne(json, key) : acceptBatch(json, key, isPermissive);
    if (key && answer.status === 200) answered.set(key, { text, answer });
    return answer;
  }

  async function handle(request, response) {
    const text = await bodyOf(request);
    const key = request.headers["idempotency-key"] ?? null;
    const entry = {
      at: now(),
      method: request.method,
      path: request.url,
      headers: request.headers,
      key,
      text,
      json: parse(text),
    };
    requests.push(entry);
    if (inFlight.has(key) && !answered.has(key))
      return reply(response, entry, failure(409, "The same key is being worked on.", "concurrent_idempotent_requests"));
    if (key) inFlight.add(key);
    const fault = faults.shift() ?? standing;
    try {
      const answer = fault && !fault.accepts ? failure(fault.status ?? 500, "A fault on request.") : answerTo(entry);
      if (fault?.delayMs) await sleep(fault.delayMs);
      if (fault?.hangUp) return response.destroy();
      reply(
        response,
        entry,
        fault?.accepts && fault.status ? failure(fault.status, "A fault on request.") : answer,
        fault?.headers,
      );
    } finally {
      inFlight.delete(key);
    }
  }

  function reply(response, entry, { status, body }, headers = {}) {
    entry.status = status;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));

  const fake = {
    url: `http://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    requests,
    messages,
    sentTo: (address) => messages.filter((message) => message.to.includes(address)),
    failNext: (fault, times = 1) => faults.push(...Array(times).fill(fault)),
    failAlways: (fault) => {
      standing = fault;
    },
    recover: () => {
      faults = [];
      standing = null;
    },
    refuse: (address) => refused.add(address),
    clear: () => {
      requests.length = 0;
      messages.length = 0;
      refused.clear();
      answered.clear();
      fake.recover();
    },
    async waitFor(matches, { timeoutMs = 10_000, count = 1 } = {}) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = messages.filter(matches);
        if (found.length >= count) return found;
        if (Date.now() > deadline)
          throw new Error(
            `Waited ${timeoutMs} ms for ${count} mail(s), ${found.length} of ${messages.length} matched.`,
          );
        await sleep(20);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
  return fake;
}
