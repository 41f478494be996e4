import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { App, type Person } from "./support/app.ts";

const open = 1;
let app: App;
let admin: Person;

beforeAll(async () => {
  app = await App.create();
  admin = await app.signIn("Ignite", "admin");
});
afterAll(() => app.close());

/**
 * An open socket, and when and why the app closes it: its close frame counts. workerd lets go of the connection itself only
 * when the hub goes to sleep, ten seconds later, and `ws` would wait for that.
 */
async function watch(person: Person) {
  const socket = new WebSocket(`${app.url.replace("http", "ws")}/api/activity/socket`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("message", () => resolve());
    socket.once("error", reject);
  });
  const closed = new Promise<{ code: number; at: number }>((resolve) => {
    const look = setInterval(() => {
      if (socket.readyState === open) return;
      clearInterval(look);
      const at = performance.now();
      socket.once("close", (code) => resolve({ code, at }));
      socket.terminate();
    }, 5);
  });
  // Not the promise itself: whoever awaited this function would wait for the end.
  return { closed };
}

async function changeAccess(person: Person, change: object) {
  const { closed } = await watch(person);
  expect((await person.try("/api/incidents?limit=1")).status).toBe(200);
  const path = `/api/users/${person.id}`;
  await admin.send(path, { method: "PATCH", body: change });
  const changed = performance.now();
  const next = await Promise.all([
    person.try("/api/incidents?limit=1"),
    person.try("/api/incidents", { method: "POST", body: { title: "Too late", severity: "SEV4" } }),
    person.try("/api/auth/me"),
  ]);
  expect(next.map((answer) => answer.status)).toEqual([401, 401, 401]);
  const end = await closed;
  expect(end.code).toBe(4401);
  return Math.round(end.at - changed);
}

test("somebody deactivated is refused from the next request on, and their socket is closed with 4401", async () => {
  const ms = await changeAccess(await app.signIn("Ignite", "operator"), { isActive: false });
  console.log(`deactivated: socket closed ${ms} ms after the answer`);
});

test("a changed role ends the sessions that had the old one, in the same way", async () => {
  const ms = await changeAccess(await app.signIn("Ignite", "senior_operator"), { role: "viewer" });
  console.log(`role changed: socket closed ${ms} ms after the answer`);
  const viewer = await app.signIn("Ignite", "senior_operator");
  expect((await viewer.try("/api/incidents?limit=1")).status).toBe(200);
  const tried = await viewer.try("/api/incidents", { method: "POST", body: { title: "No", severity: "SEV4" } });
  expect(tried.status).toBe(403);
});
