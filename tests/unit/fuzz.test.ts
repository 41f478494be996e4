import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { errorCodes, statusOf } from "#packages/core/errors.ts";
import { endpoints } from "#packages/modules.ts";
import { updateProcess } from "#packages/processes/commands.server.ts";
import { addressOf, fixtureOf, nameOf } from "#tests/isolation/requests.ts";
import { World } from "#tests/isolation/world.ts";
import { differences } from "#tests/support/copy.ts";
import { edgeFixture } from "#tests/support/fixture.ts";
import { call } from "#tests/support/harness.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runsPerEndpoint = 60;

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, "", "'; DROP TABLE incidents; --", "<script>", "\u0000", "\ud800", "9999-12-31", "SEV9", "__proto__"],
    ...[-1, 0, 1e308, Number.MAX_SAFE_INTEGER, 0.1, true, [], {}, [[]], [null], "x".repeat(25_000), "2026-11-22T02:30"],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}

/** Values that a schema takes, or nearly: what gets past the first check and meets the code behind it. */
function likely(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(likely));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string":
      return fc.oneof(
        fc.string({ maxLength: 30 }),
        fc.constantFrom("2030-05-05", "UTC", "SEV1", "vip", "https://a.test/", "toString", "__proto__"),
      );
    case "integer":
    case "number":
      return fc.integer({ min: 0, max: 30 });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(likely(schema.items ?? {}), { maxLength: 4 });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, mostly(inner)])),
        { requiredKeys: [] },
      );
    default:
      return odd;
  }
}

const mostly = (schema: Schema) => fc.oneof({ weight: 4, arbitrary: likely(schema) }, { weight: 1, arbitrary: odd });
const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
const asQuery = (value: unknown) =>
  Object.fromEntries(
    Object.entries((value ?? {}) as object).map(([name, inner]) => [
      name,
      (typeof inner === "string" ? inner : (JSON.stringify(inner) ?? "")).slice(0, 2_000),
    ]),
  );

describe(`whatever is sent (seed ${seed})`, () => {
  edgeFixture();

  it("is answered with success or with an error in its shape, never with a fault, and the log stays whole", async () => {
    const world = await World.create();
    const admin = await world.person("admin");
    await world.process.run(updateProcess, { readsPerMinute: 100_000, writesPerMinute: 100_000 });
    const statuses = new Map<number, number>();
    for (const endpoint of endpoints) {
      const shape = await fixtureOf(endpoint).ask(world);
      const bodies = endpoint.body ? mostly(schemaOf(endpoint.body)) : fc.constant(undefined);
      const queries = endpoint.query ? likely(schemaOf(endpoint.query)).map(asQuery) : fc.constant({});
      const ids = fc.oneof({ weight: 3, arbitrary: fc.constant(shape.params?.id ?? "") }, fc.webSegment(), fc.string());
      const free = !endpoint.body && !endpoint.query && !endpoint.path.includes(":id");
      const property = fc.asyncProperty(bodies, queries, ids, async (body, query, id) => {
        const params = { ...shape.params, id: id.replace(/^\.{0,2}$/, "dots") };
        const unpaired = JSON.stringify([query, params]).includes("\\ud");
        if (unpaired) return;
        const valid =
          body !== null && typeof body === "object" && !Array.isArray(body) ? { ...shape.body, ...body } : body;
        const answer = await call(endpoint.method.toUpperCase(), addressOf(endpoint, { params, query }), {
          as: admin,
          ...(endpoint.body ? { body: JSON.stringify(valid ?? null) } : {}),
        });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status < 400) {
          expect(answer.status).toBe(endpoint.status);
          return;
        }
        const { error } = answer.body as { error: { code: (typeof errorCodes)[number]; message: string } };
        expect([nameOf(endpoint), answer.status < 500, answer.text]).toEqual([nameOf(endpoint), true, answer.text]);
        expect(errorCodes).toContain(error.code);
        expect(answer.status).toBe(statusOf[error.code]);
        expect(error).toMatchObject({
          message: expect.stringMatching(/.{10}/),
          requestId: expect.stringMatching(/^req_/),
        });
      });
      // The first failure is small enough to read; shrinking would take minutes.
      await fc.assert(property, { seed, numRuns: free ? 3 : runsPerEndpoint, endOnFailure: true });
    }
    expect(statuses.get(200) ?? 0).toBeGreaterThan(50);
    expect(statuses.get(422) ?? 0).toBeGreaterThan(50);
    await world.process.settle();
    expect(await differences(world.process)).toEqual([]);
    expect((await call("GET", "/api/audit-log/verify", { as: admin })).body).toMatchObject({ ok: true });
  });
});
