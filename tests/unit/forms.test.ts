import { beforeAll, describe, expect, it } from "vitest";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { env } from "#tests/support/env.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { TestProcess, type TestUser } from "#tests/support/harness.ts";
import { actionPages, postForm } from "#tests/support/pages.ts";
import { limitedBytes } from "#worker/body.ts";
import { readForm } from "#worker/forms.ts";
import { hashPassword } from "#worker/passwords.ts";

const text = (form: Record<string, string>) => new URLSearchParams(form).toString();
const intent = (type: string, payload: object) => text({ __intent__: JSON.stringify({ type, payload }) });
const parts = (count: number, part: string) =>
  `${Array.from({ length: count }, () => `--b\r\nContent-Disposition: form-data; ${part}\r\n\r\n1\r\n`).join("")}--b--\r\n`;
const multipart = "multipart/form-data; boundary=b";

/** Each of these took seconds, gigabytes or the process; none of them is a form of ours. */
const attacks: [string, string, string?][] = [
  ["an index that makes an endless array", "email=a&password=b&z%5B4294967294%5D=1"],
  ["an index of three digits", "z%5B100%5D=1"],
  ["an index inside a name", "tiers%5B20000000%5D.channels=email"],
  ["one name 80,000 times", "a&".repeat(80_000)],
  ["601 fields", "a=&".repeat(601)],
  ["601 parts", parts(601, 'name="a"'), multipart],
  ["an endless index in a part", parts(1, 'name="z[4294967294]"'), multipart],
  ["a name nested without end", `a${".a".repeat(7_000)}=1`],
  ["seven levels", "a.b.c.d.e.f.g=1"],
  ["a name of 101 characters", `${"x".repeat(101)}=1`],
  ["a name that every object has", "__proto__.x=1"],
  ["a name that every object has, inside", "a.constructor=1"],
  ["a state", "__state__=%7B"],
  ["an intent that is no JSON", "__intent__=%7B"],
  ["an intent nobody knows", intent("explode", {})],
  ["an intent that resets an endless array", intent("reset", { name: "z", index: 1_000_000 })],
  ["an intent with an endless index", intent("insert", { name: "z", index: 4_294_967_294 })],
  ["an intent in an endless array", intent("insert", { name: "z[4294967294]" })],
  ["an intent on what is no list", `${intent("remove", { name: "name", index: 0 })}&name=x`],
  [
    "an intent with a value nested deep",
    intent("insert", { name: "z", defaultValue: JSON.parse("[".repeat(30) + "]".repeat(30)) }),
  ],
  ["two intents", `${intent("insert", { name: "z" })}&${intent("insert", { name: "z" })}`],
  ["JSON", '{"email":"a"}', "application/json"],
  ["plain text", "email=a", "text/plain"],
  ["parts without a boundary", "x", "multipart/form-data; charset=utf-8"],
  ["parts that are none", "x".repeat(10_000), multipart],
  ["a file", parts(1, 'name="id"; filename="id.txt"'), multipart],
];

const withoutForm: Record<string, number> = {
  logout: 302,
  "audit-log": 200,
  outbox: 422,
  "outbox/:id": 404,
  "operations/:processId": 403,
};

describe("a form", () => {
  const on = edgeFixture();
  let admin: TestUser;
  let process: TestProcess;

  beforeAll(async () => {
    await TestProcess.platform();
    process = await TestProcess.create();
    await process.run(updateProcess, { writesPerMinute: 10_000 });
    admin = await process.user("admin");
  });

  it("reaches an action in one way only, on every page that has one", async () => {
    const sources = import.meta.glob<string>("/app/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
    const matching = (pattern: RegExp) =>
      Object.entries(sources).flatMap(([file, source]) => (pattern.test(source) ? [file] : []));
    expect(matching(/\b(parseWithZod|parseSubmission|getSubmissionContext)\b/)).toEqual(["/app/lib/forms.server.ts"]);
    // In the browser, of a form that is about to be sent.
    expect(matching(/\brequest\.(formData|text|json|arrayBuffer|blob|bytes|body|clone)\b/)).toEqual([
      "/app/kit/keep-input.ts",
    ]);
    const withAction = matching(/^export (async function|const|function) action\b/m);
    expect(withAction.length, "Each page with an action has a line in tests/support/pages.ts").toBe(
      Object.keys(actionPages).length,
    );
  });

  it.each(attacks)("of %s is refused on every page before anything parses it", async (_, body, type) => {
    for (const path of Object.keys(actionPages)) {
      const signedIn = await postForm(`/${path.replace(":id", "x")}`, { as: admin, body, type });
      const where = [path, signedIn.text];
      // Some act by their address alone: they look at no form.
      expect([...where, signedIn.status]).toEqual([...where, withoutForm[path] ?? 422]);
      expect(signedIn.text.length).toBeLessThan(1_000);
      if (path === "logout") Object.assign(admin, await process.session(admin.id, "admin"));
    }
    const stranger = await postForm("/login", { body, type });
    expect(stranger.status).toBe(body.length > 16_384 ? 413 : 422);
    expect(stranger.text.length).toBeLessThan(1_000);
    expect(on.errorLog).not.toHaveBeenCalled();
  });

  it("of a stranger may have 16 KB, of somebody signed in 1 MB, told or not", async () => {
    admin = await process.user("admin");
    const stream = (bytes: number) => new Blob(["x".repeat(bytes)]).stream();
    const body = (bytes: number) => `password=${"x".repeat(bytes - 9)}`;
    expect((await postForm("/login", { body: body(16_384) })).status).toBe(422);
    expect((await postForm("/login", { body: body(16_385) })).status).toBe(413);
    expect((await postForm("/login", { body: stream(16_385) })).status).toBe(413);
    expect((await postForm("/settings", { as: admin, body: body(16_385) })).status).toBe(200);
    expect((await postForm("/settings", { as: admin, body: body(1_000_001) })).status).toBe(413);
    expect((await postForm("/settings", { as: admin, body: stream(1_000_001) })).status).toBe(413);
    // Who it is comes first: an ended session is told so, whatever was sent.
    expect((await postForm("/settings", { body: body(100_000) })).status).toBe(401);
  });

  it("that our pages send is read, in both encodings and with a list changed without a script", async () => {
    const typed = { email: "nobody", password: "secret" };
    const login = await postForm("/login", { body: text(typed) });
    expect(JSON.parse(login.text).actionData.login).toMatchObject({
      initialValue: { email: "nobody" },
      error: { email: [expect.stringMatching(/e-mail/)] },
    });
    expect(login.text).not.toContain("secret");
    const asParts = new FormData();
    for (const [name, value] of Object.entries(typed)) asParts.set(name, value);
    expect((await postForm("/login", { body: asParts, type: null })).text).toBe(login.text);
    const grown = await postForm("/escalations/new", {
      as: admin,
      body: `name=N&tiers%5B0%5D.channels=email&tiers%5B0%5D.channels=slack&${intent("insert", { name: "tiers", defaultValue: { channels: ["email"] } })}`,
    });
    expect(JSON.parse(grown.text).actionData["escalations/new"].lastResult.initialValue.tiers).toEqual([
      { channels: ["email", "slack"] },
      { channels: ["email"] },
    ]);
    const ids = Array.from({ length: 500 }, (_, n) => `ids=${process.id}%2Finc_${n}`).join("&");
    const bulk = await postForm("/incidents", { as: admin, body: `act=tag&tag=vip&${ids}` });
    expect(JSON.parse(bulk.text).actionData.incidents.notDone).toHaveLength(500);
  });

  it("that signs in leads to a page of this site only, and when locked says until when", async () => {
    const passwordHash = await hashPassword("Correct-horse-battery-1", [env.PASSWORD_SECRET], { m: 8, t: 1, p: 1 });
    const { email } = await process.user("operator", { passwordHash });
    const location = async (next: string) => {
      const body = text({ email, password: "Correct-horse-battery-1", next });
      return (await postForm("/login", { body })).headers.get("location");
    };
    expect(await location("/incidents?status=open")).toBe("/incidents?status=open");
    expect(await location("/.//evil.test/phish")).toBe("/");
    expect(await location("/%2e//evil.test/phish")).toBe("/");
    const wrong = () => postForm("/login", { body: text({ email, password: "wrong" }) });
    for (let tries = 0; tries < 10; tries++) await wrong();
    const locked = await wrong();
    expect([locked.status, Number(locked.headers.get("retry-after")) > 800]).toEqual([429, true]);
  });

  it("that signs out loads the sign-in page anew and clears what pages left behind", async () => {
    const person = await process.user("operator");
    const answer = await postForm("/logout", { as: person, body: "" });
    expect(answer.status).toBe(302);
    const told = ["location", "x-remix-reload-document", "clear-site-data"].map((name) => answer.headers.get(name));
    expect(told).toEqual(["/login", "true", '"cache", "storage"']);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-session=;.*Max-Age=0/);
    expect((await postForm("/people/x", { as: person, body: "" })).status).toBe(401);
  });

  it.each(["constructor", "toString", "__proto__", "edit", "", "resolve&version=abc"])(
    "with the intent %s is told to reload the page",
    async (named) => {
      const answer = await postForm("/incidents/1", { as: admin, body: `intent=${named}` });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text).actionData["incidents/:id"]).toMatchObject({
        ok: false,
        message: expect.stringMatching(/older version/),
      });
      expect(on.errorLog).not.toHaveBeenCalled();
    },
  );

  it("that never ends or breaks off is given up, and is no fault of ours", async () => {
    const request = (body: ReadableStream) => new Request("http://ops.test/login", { method: "POST", body });
    let cancelled = false;
    const endless = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        cancelled = true;
      },
    });
    const late = await limitedBytes(request(endless), 100, 10);
    expect(late).toMatchObject({ ok: false, error: { code: "invalid", message: expect.stringMatching(/too long/) } });
    expect(cancelled).toBe(true);
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new Error("The connection was lost.")),
    });
    expect(await readForm(request(broken), 100)).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(on.errorLog).not.toHaveBeenCalled();
  });
});
