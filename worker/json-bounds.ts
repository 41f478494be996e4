import { errors, type Refusal } from "#packages/core/errors.ts";
import { ok, type Result, refuse } from "#packages/core/result.ts";

/** No request of ours is nested deeper, or has more values; parsing such a text would only hold up everybody else. */
const deepest = 20;
const mostValues = 50_000;

const tooDeep = errors.invalid("The body is nested too deep.", { body: ["Nested too deep."] });
const tooMany = errors.invalid("The body has too many values. Send less at once.", { body: ["Too many values."] });
const notJson = errors.invalid("The body is not valid JSON. Nothing was changed.", { body: ["Not JSON."] });
const notAnObject = errors.invalid("The body must be a JSON object.", { body: ["Not an object."] });

/** Parses a JSON object whose depth, number of values and names are within bounds; they are counted before it is parsed. */
export function boundedJson(text: string): Result<Record<string, unknown>> {
  const unbounded = sizeProblem(text);
  if (unbounded) return refuse(unbounded);
  try {
    const value: unknown = JSON.parse(text);
    // An array or a bare value is JSON, but no request of ours.
    if (value === null || typeof value !== "object" || Array.isArray(value)) return refuse(notAnObject);
    const problem = nameProblem(value);
    return problem ? refuse(problem) : ok(value as Record<string, unknown>);
  } catch {
    return refuse(notJson);
  }
}

const code = (char: string) => char.charCodeAt(0);
const [quote, backslash, comma, brace, bracket, braceEnd, bracketEnd] = [...'"\\,{[}]'].map(code);

/** Counts brackets and commas outside of strings, in one pass; whether it is JSON at all is for the parser to say. */
function sizeProblem(text: string): Refusal | null {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === backslash) at += 1;
      else if (char === quote) inString = false;
    } else if (char === quote) inString = true;
    else if (char === comma) values += 1;
    else if (char === brace || char === bracket) {
      depth += 1;
      values += 1;
      if (depth > deepest) return tooDeep;
    } else if (char === braceEnd || char === bracketEnd) depth -= 1;
    if (values > mostValues) return tooMany;
  }
  return null;
}

/** Names that every object has by itself are no fields: such bodies only try what comes after. */
function nameProblem(value: object): Refusal | null {
  let level: object[] = [value];
  while (level.length > 0) {
    for (const key of level.flatMap(Object.keys))
      if (key in Object.prototype)
        return errors.invalid(`There is no field ${key}.`, Object.fromEntries([[key, ["Not a known field."]]]));
    level = level.flatMap(Object.values).filter((inner) => inner !== null && typeof inner === "object");
  }
  return null;
}
