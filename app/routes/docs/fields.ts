/** As much of a JSON schema as zod writes for our inputs. */
export interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
  default?: unknown;
  description?: string;
}

export interface FieldWords {
  name: string;
  type: string;
  required: boolean;
  /** Limits, default, meaning. */
  notes: string;
}

export function typeWords(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeWords))].join(" or ");
  if (schema.type === "array") return `list of ${schema.items ? typeWords(schema.items) : "anything"}`;
  if (schema.format) return `${schema.type} (${schema.format})`;
  return [schema.type ?? "anything"].flat().join(" or ");
}

const range = (low: number | undefined, high: number | undefined, what: string) => {
  if (low !== undefined && high !== undefined) return `${low} to ${high}${what}`;
  if (high !== undefined) return `at most ${high}${what}`;
  return low === undefined ? "" : `at least ${low}${what}`;
};

/** zod writes the largest safe integer where there is no limit. */
const limit = (value: number | undefined) =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function limitsOf(schema: JsonSchema): string[] {
  return [
    range(schema.minLength, schema.maxLength, " characters"),
    range(schema.minItems, schema.maxItems, " items"),
    range(limit(schema.minimum), limit(schema.maximum), ""),
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
  ];
}

/** Limits first, then the sentences that say what it means. */
const notesOf = (limits: (string | undefined)[], meaning: string | undefined): string =>
  [limits.filter(Boolean).join("; "), meaning].filter(Boolean).join(". ");

/** Fields by their path: `tiers[].afterMinutes`. */
export function schemaFields(schema: JsonSchema, prefix = ""): FieldWords[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = {
      name: prefix + name,
      type: typeWords(field),
      required: schema.required?.includes(name) ?? false,
      notes: notesOf(limitsOf(field), field.description),
    };
    const inner = field.items?.properties ? schemaFields(field.items, `${prefix}${name}[].`) : [];
    return [own, ...inner];
  });
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: JsonSchema;
  description?: string;
}

const places: Record<string, string> = { path: "in the path", query: "in the query", header: "header" };

export const parameterFields = (parameters: readonly Parameter[]): FieldWords[] =>
  parameters.map((parameter) => ({
    name: parameter.name,
    type: typeWords(parameter.schema),
    required: parameter.required ?? false,
    notes: notesOf(
      [places[parameter.in], ...limitsOf(parameter.schema)],
      parameter.description ?? parameter.schema.description,
    ),
  }));

function exampleOf(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {});
  if (schema.type === "array") return schema.items ? [exampleOf(schema.items)] : [];
  if (schema.type === "object")
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]),
    );
  if (schema.type === "integer" || schema.type === "number") return limit(schema.minimum) ?? 0;
  if (schema.type === "boolean") return true;
  return schema.format === "date" ? "2026-11-21" : schema.format === "email" ? "asha@example.com" : "…";
}

export function curlOf(method: string, path: string, body: JsonSchema | undefined, open: boolean): string {
  const lines = [
    `curl${method === "get" ? "" : ` -X ${method.toUpperCase()}`} "$D2C_URL${path.replace(/\{(\w+)\}/g, "$$$1")}"`,
    ...(open ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(body ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(exampleOf(body))}'`] : []),
  ];
  return lines.join(" \\\n  ");
}
