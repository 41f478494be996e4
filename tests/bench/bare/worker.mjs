// The floor: the same raw work on the same platform, with no product around it. No validation, no permissions, no audit
// chain, no framework. What the product costs on top is the ratio that the bench prints.
import { DurableObject } from "cloudflare:workers";
import { textsOf } from "../lib/words.mjs";

const schema = [
  "CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, number INTEGER, title TEXT, description TEXT, severity TEXT, opened_at INTEGER)",
  "CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, what TEXT)",
  "CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, text TEXT, sent_at INTEGER)",
  "CREATE INDEX IF NOT EXISTS outbox_queued ON outbox (sent_at)",
  "CREATE TABLE IF NOT EXISTS timers (due_at INTEGER, mark TEXT)",
  "CREATE INDEX IF NOT EXISTS timers_due ON timers (due_at)",
  "CREATE TABLE IF NOT EXISTS fired (late INTEGER)",
  "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(title, description, tokenize = 'porter unicode61')",
];

export class BareHub extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    for (const statement of schema) this.sql.exec(statement);
  }

  insert(title) {
    const [id, now] = [crypto.randomUUID(), Date.now()];
    this.sql.exec("INSERT INTO items VALUES (?, 0, ?, '', 'SEV2', ?)", id, title, now);
    this.sql.exec("INSERT INTO log (at, what) VALUES (?, ?)", now, title);
    return { id, now };
  }

  /** Row, outbox row and alarm in one transaction; the alarm sends, and marks only after the receiver's answer. */
  create(title) {
    this.ctx.storage.transactionSync(() => {
      const { id, now } = this.insert(title);
      this.sql.exec("INSERT INTO outbox VALUES (?, ?, NULL)", id, `#${title}#`);
      void this.ctx.storage.setAlarm(now);
    });
  }

  /** A changed row and its log entry, then both in D1. */
  async write(title) {
    const { id, now } = this.ctx.storage.transactionSync(() => this.insert(title));
    await this.env.DB.batch([
      this.env.DB.prepare("INSERT INTO items VALUES (?, 0, ?, '', 'SEV2', ?)").bind(id, title, now),
      this.env.DB.prepare("INSERT INTO log (at, what) VALUES (?, ?)").bind(now, title),
    ]);
  }

  async arm(timers) {
    for (const { dueAt, mark } of timers) this.sql.exec("INSERT INTO timers VALUES (?, ?)", dueAt, mark);
    await this.ctx.storage.setAlarm(Math.min(...timers.map((timer) => timer.dueAt)));
  }

  async alarm() {
    const now = Date.now();
    this.ctx.storage.transactionSync(() => {
      for (const { due_at, mark } of this.sql.exec("SELECT * FROM timers WHERE due_at <= ?", now).toArray()) {
        this.sql.exec("INSERT INTO fired VALUES (?)", now - due_at);
        this.sql.exec("INSERT INTO outbox VALUES (?, ?, NULL)", mark, `#${mark}#`);
      }
      this.sql.exec("DELETE FROM timers WHERE due_at <= ?", now);
      const next = this.sql.exec("SELECT min(due_at) AS at FROM timers").one().at;
      if (next !== null) void this.ctx.storage.setAlarm(next);
    });
    this.ctx.waitUntil(this.deliver());
  }

  async deliver() {
    for (const { id, text } of this.sql.exec("SELECT * FROM outbox WHERE sent_at IS NULL").toArray()) {
      const response = await fetch(this.env.SINK, { method: "POST", body: text });
      await response.text();
      if (response.ok) this.sql.exec("UPDATE outbox SET sent_at = ? WHERE id = ?", Date.now(), id);
    }
  }

  lateness() {
    return this.sql
      .exec("SELECT late FROM fired")
      .toArray()
      .map((row) => row.late);
  }

  say(text) {
    const { id } = this.insert(text);
    const frame = JSON.stringify({ type: "activity", event: { id, text } });
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  fill(from, to) {
    this.ctx.storage.transactionSync(() => {
      for (let number = from; number < to; number++) {
        const { title, description } = textsOf(number);
        this.sql.exec("INSERT INTO search (rowid, title, description) VALUES (?, ?, ?)", number, title, description);
      }
    });
  }

  search(question) {
    const match = question
      .split(" ")
      .map((word) => `"${word}"*`)
      .join(" ");
    return this.sql
      .exec("SELECT rowid, title FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50", match)
      .toArray();
  }
}

async function fillD1(env, from, to) {
  const rows = [];
  for (let number = from; number < to; number++) {
    const { title, description } = textsOf(number);
    rows.push([`i${number}`, number, title, description, "SEV2", 1_700_000_000_000 + number * 60_000]);
  }
  const picked = [0, 1, 2, 3, 4, 5].map((place) => `json_extract(value, '$[${place}]')`).join(", ");
  await env.DB.prepare(`INSERT INTO items SELECT ${picked} FROM json_each(?)`).bind(JSON.stringify(rows)).run();
}

async function list(env) {
  const { results } = await env.DB.prepare("SELECT * FROM items ORDER BY opened_at DESC LIMIT 50").all();
  const rows = results.map((row) => `<tr><td>${row.number}</td><td>${row.title}</td><td>${row.severity}</td></tr>`);
  const html = `<!doctype html><title>Items</title><table>${rows.join("")}</table>`;
  return new Response(html, { headers: { "content-type": "text/html" } });
}

const handlers = {
  async "/setup"(_body, env) {
    for (const statement of schema.slice(0, 2)) await env.DB.prepare(statement).run();
    await env.DB.prepare("CREATE INDEX IF NOT EXISTS items_by_opened ON items (opened_at)").run();
  },
  "/create": (body, env) => env.HUB.getByName("one").create(body.title),
  "/write": (body, env) => env.HUB.getByName("one").write(body.title),
  "/say": (body, env) => env.HUB.getByName("watched").say(body.text),
  "/arm": (body, env) =>
    Promise.all(body.hubs.map((hub, index) => env.HUB.getByName(hub).arm(body.timers[index] ?? []))),
  "/lateness": (body, env) => Promise.all(body.hubs.map((hub) => env.HUB.getByName(hub).lateness())),
  "/fill": (body, env) =>
    Promise.all([env.HUB.getByName("full").fill(body.from, body.to), fillD1(env, body.from, body.to)]),
  "/search": (body, env) => env.HUB.getByName("full").search(body.q),
};

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/socket") return env.HUB.getByName("watched").fetch(request);
    if (pathname === "/list") return list(env);
    const handler = handlers[pathname];
    if (!handler) return new Response("Not here", { status: 404 });
    return Response.json((await handler(await request.json(), env)) ?? null);
  },
};
