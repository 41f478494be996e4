import { z } from "zod";
import { errors, type Refusal } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";
import { limitedBytes } from "./body.ts";
import { boundedJson } from "./json-bounds.ts";

/** Bulk acts send up to 500 ids and a few fields more; everything else is far below. */
const mostFields = 600;
const longestName = 100;
const deepestName = 6;
/** `tiers[12].channels`. An index has two digits: form libraries make an array as long as the index says. */
const nameShape = /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*|\[\d{1,2}\])*$/;
/** Conform's own field: a button that adds, moves or removes a part of a list, in a form sent without a script. */
const intentName = "__intent__";
const longestIntent = 10_000;

/** By which a form that is sent again is known as the same. */
export const formKeyName = "commandId";
const longestKey = 100;

const index = z.number().int().min(0).max(99);
const name = z.string().refine(isName);
const listIntent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("insert"),
    payload: z.strictObject({ name, index: index.optional(), defaultValue: z.unknown() }),
  }),
  z.object({ type: z.literal("remove"), payload: z.strictObject({ name, index }) }),
  z.object({ type: z.literal("reorder"), payload: z.strictObject({ name, from: index, to: index }) }),
]);

const notAForm = errors.invalid("This address takes a form. Nothing was changed.");
const tooMany = errors.invalid("The form has too many fields. Nothing was changed.");
const oddName = errors.invalid("The form has a field that none of our pages sends. Reload the page and try again.");
const noFiles = errors.invalid("This form takes no files. Nothing was changed.");

/**
 * A page's form: bytes, number of fields and their names are within bounds before anything parses it, and its values are
 * texts. The one way to a form: pages get this and no body.
 */
export async function readForm(request: Request, limit: number): Promise<Result<URLSearchParams>> {
  const bytes = await limitedBytes(request, limit);
  if (!bytes.ok) return bytes;
  if (bytes.value.byteLength === 0) return ok(new URLSearchParams());
  const type = request.headers.get("content-type") ?? "";
  const fields = await (/^multipart\/form-data\s*;/i.test(type)
    ? fromMultipart(bytes.value, type)
    : fromUrlEncoded(bytes.value, type));
  if (!fields.ok) return fields;
  const problem = fieldsProblem(fields.value);
  return problem ? refuse(problem) : fields;
}

function fromUrlEncoded(bytes: Uint8Array, type: string): Result<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return refuse(notAForm);
  const text = new TextDecoder().decode(bytes);
  return hasMore(text, "&") ? refuse(tooMany) : ok(new URLSearchParams(text));
}

async function fromMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Result<URLSearchParams>> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  if (!boundary) return refuse(notAForm);
  if (hasMore(new TextDecoder("latin1").decode(bytes), `--${boundary[1] ?? boundary[2]}`)) return refuse(tooMany);
  const fields = new URLSearchParams();
  try {
    for (const [field, value] of await new Response(bytes, { headers: { "content-type": type } }).formData()) {
      if (typeof value !== "string") return refuse(noFiles);
      fields.append(field, value);
    }
  } catch {
    return refuse(notAForm);
  }
  return ok(fields);
}

/** Whether `part` is in a text more often than a form may have fields. */
function hasMore(text: string, part: string): boolean {
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    found += 1;
    if (found > mostFields) return true;
  }
  return false;
}

function fieldsProblem(fields: URLSearchParams): Refusal | null {
  if (fields.size > mostFields) return tooMany;
  if (fields.getAll(formKeyName).length > 1 || (fields.get(formKeyName) ?? "").length > longestKey) return oddName;
  for (const field of new Set(fields.keys())) if (field !== intentName && !isName(field)) return oddName;
  return fields.has(intentName) && !isListIntent(fields) ? oddName : null;
}

function isName(text: string): boolean {
  if (text.length > longestName || !nameShape.test(text)) return false;
  const segments = text.split(/[.[\]]+/).filter(Boolean);
  return segments.length <= deepestName && !segments.some((segment) => segment in Object.prototype);
}

/** What it changes is a list: a field of the list's own name would be in its way. */
function isListIntent(fields: URLSearchParams): boolean {
  const [text = "", ...more] = fields.getAll(intentName);
  if (more.length > 0 || text.length > longestIntent) return false;
  const parsed = boundedJson(text);
  const intent = parsed.ok ? listIntent.safeParse(parsed.value) : null;
  if (!intent?.success) return false;
  const list = intent.data.payload.name;
  return ![...fields.keys()].some((field) => field === list || field.startsWith(`${list}.`));
}
