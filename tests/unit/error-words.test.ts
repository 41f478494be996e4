import { expect, it } from "vitest";
import { z } from "zod";
import { declaredSettings } from "#packages/core/settings.ts";
import { commandsByName, endpoints, viewsByName } from "#packages/modules.ts";

/** What the pages' forms are read by: whatever schema a file of the pages has for others. */
const pages: Record<string, Record<string, unknown>> = import.meta.glob(
  ["/app/**/*.server.ts", "!/app/entry.server.tsx"],
  { eager: true },
);

type Named = [name: string, schema: z.ZodType];
const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

const schemas: Named[] = [
  ...[...commandsByName.values()].map((one): Named => [one.name, one.input]),
  ...[...viewsByName.values()].map((one): Named => [one.name, one.input]),
  ...declaredSettings().map(({ setting }): Named => [setting.key, setting.schema]),
  ...endpoints.flatMap(({ path, query, body }): Named[] => [
    ...(query ? [[`${path}?`, query] satisfies Named] : []),
    ...(body ? [[path, body] satisfies Named] : []),
  ]),
  ...Object.entries(pages).flatMap(([file, exported]) =>
    Object.entries(exported).flatMap(([name, value]): Named[] => (isSchema(value) ? [[`${file} ${name}`, value]] : [])),
  ),
];

const long = "x".repeat(30_000);
const values = [undefined, null, "", " ", long, "no such", "\u0000", -1e15, 1e15, 1.5, Number.NaN, true, [], {}];
/** Each value by itself, in a list, and as a field's. */
const inside = (value: unknown) => [value, [value], { no: value }];

/** Whatever a schema can be wrong about, as far as it shows from outside: each of its fields with each of the values. */
function wrong(schema: z.ZodType): unknown[] {
  const shapes: Record<string, z.ZodType>[] = [];
  const visit = (one: z.ZodType, depth: number) => {
    if (depth > 6) return;
    if (one instanceof z.ZodObject) shapes.push(one.shape as Record<string, z.ZodType>);
    if (one instanceof z.ZodDiscriminatedUnion || one instanceof z.ZodUnion)
      for (const option of one.options) visit(option as z.ZodType, depth + 1);
    if (one instanceof z.ZodPipe) visit(one.in as z.ZodType, depth + 1);
    if (one instanceof z.ZodOptional || one instanceof z.ZodNullable || one instanceof z.ZodDefault)
      visit(one.unwrap() as z.ZodType, depth + 1);
  };
  visit(schema, 0);
  const literals = (shape: Record<string, z.ZodType>) =>
    Object.fromEntries(
      Object.entries(shape).flatMap(([key, field]) => (field instanceof z.ZodLiteral ? [[key, field.value]] : [])),
    );
  const fields = shapes.flatMap((shape) =>
    Object.entries(shape).flatMap(([key, field]) => {
      const nested =
        field instanceof z.ZodArray
          ? wrong(field.element as z.ZodType)
              .slice(0, 400)
              .map((each) => [each])
          : [];
      const all = [...values.flatMap(inside), ...nested, Array.from({ length: 600 }, () => "x")];
      return all.map((value) => ({ ...literals(shape), [key]: value }));
    }),
  );
  return [...values.flatMap(inside), ...fields];
}

const jargon =
  /\b(expected|received|invalid|nonoptional|undefined|null|NaN|nan|regex|pattern|zod|string|boolean|array|int|integer|object|input|schema|prototype)\b|[<>]=|unrecognized|too (big|small)/i;
const isSentence = (text: string) => /^["“A-Z0-9]/.test(text) && /[.!?…]$/.test(text);

it("every refusal of a command, view, setting, filter or form is a sentence in plain words", async () => {
  expect(schemas.length).toBeGreaterThan(150);
  expect(schemas.filter(([name]) => name.startsWith("/app/")).length).toBeGreaterThan(3);
  const bad = new Map<string, string>();
  const all = new Set<string>();
  for (const [name, schema] of schemas) {
    for (const value of wrong(schema)) {
      const { error } = await schema.safeParseAsync(value);
      for (const { message } of error?.issues ?? []) {
        all.add(message);
        if (jargon.test(message) || !isSentence(message)) bad.set(message, name);
      }
    }
  }
  expect([...bad].map(([message, name]) => `${name}: ${message}`)).toEqual([]);
  expect(all.size).toBeGreaterThan(20);
});
