import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeResend } from "../support/fake-resend.mjs";
import { App, chainFor, type Person } from "./support/app.ts";
import { pagesByMark, untilPaged } from "./support/mail.ts";

/** Lets everything through to the fake but what the slow process sends: that waits until it is let go. */
async function slowFor(slug: string, mail: FakeResend) {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = 0;
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    // The ids of the demo's processes end with their short names.
    if (body.includes(`_${slug}"`)) {
      held += 1;
      await free;
    }
    const headers = { ...(request.headers as Record<string, string>) };
    for (const name of ["host", "connection", "content-length", "transfer-encoding"]) delete headers[name];
    const answer = await fetch(`${mail.url}${request.url}`, { method: "POST", headers, body });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  };
  // Whoever asked may have gone in the middle of it.
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: urlOf(server), letGo, held: () => held };
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let app: App;
let slow: Awaited<ReturnType<typeof slowFor>>;
let dead: Server;
let people: { slow: Person; other: Person };

beforeAll(async () => {
  app = await App.create({
    mailUrl: async (mail) => {
      slow = await slowFor("mba", mail);
      return slow.url;
    },
  });
  // Takes the connection and never says a word.
  dead = createServer(() => {});
  await new Promise<void>((resolve) => dead.listen(0, "127.0.0.1", resolve));
  people = { slow: await app.signIn("MBA", "admin"), other: await app.signIn("Muzanu", "admin") };
});
afterAll(async () => {
  slow.letGo();
  await app.close();
  for (const server of [slow.server, dead]) server.closeAllConnections();
  for (const server of [slow.server, dead]) server.close();
});

test("a slow mail service and a dead webhook of one process don't hold up another process's page", async () => {
  const { slow: slowAdmin, other } = people;
  const chain = chainFor(slowAdmin, "SEV3", 0);
  await slowAdmin.post("/api/escalation-chains", {
    ...chain,
    tiers: chain.tiers.map((tier) => ({ ...tier, channels: ["email", "webhook"] })),
  });
  await slowAdmin.send("/api/processes/mba", { method: "PATCH", body: { webhookUrl: urlOf(dead) } });
  await other.post("/api/escalation-chains", chainFor(other, "SEV3", 0));

  for (let i = 0; i < 10; i++) await slowAdmin.post("/api/incidents", { title: `Slow #slow-${i}#`, severity: "SEV3" });
  while (slow.held() === 0) await sleep(20);
  const sent = Date.now();
  await other.post("/api/incidents", { title: "Quick #quick#", severity: "SEV3" });
  await untilPaged(app.mail, ["quick"]);
  const took = Date.now() - sent;
  const during = pagesByMark(app.mail);
  expect(during.get("quick"), "paged while the other process still waits").toBe(1);
  expect([...during.keys()].filter((mark) => mark.startsWith("slow-"))).toEqual([]);

  slow.letGo();
  const marks = Array.from({ length: 10 }, (_, i) => `slow-${i}`);
  await untilPaged(app.mail, marks);
  const after = pagesByMark(app.mail);
  expect(marks.filter((mark) => after.get(mark) !== 1)).toEqual([]);
  console.log(`beside a process whose receivers hang, a page took ${took} ms`);
});
