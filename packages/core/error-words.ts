import { z } from "zod";

type Issue = z.core.$ZodRawIssue;
type Of<C extends Issue["code"]> = Extract<Issue, { code: C }>;

const number = (n: number | bigint) => n.toLocaleString("en");
const needed = "This is needed.";

const typeWords: Record<string, string> = {
  string: "Write a text here.",
  number: "Write a number here.",
  int: "Write a whole number here.",
  bigint: "Write a whole number here.",
  boolean: "Choose yes or no: true or false.",
  date: "Choose a date.",
  array: "Give a list.",
  object: "Give its fields, each with its name.",
  record: "Give its fields, each with its name.",
};

function ofType({ expected, input }: Of<"invalid_type">): string {
  if (input === undefined || expected === "nonoptional") return needed;
  if (expected === "int" && typeof input !== "number") return "Write a number here.";
  return typeWords[expected] ?? "This can't be used here.";
}

function ofSize(origin: string, bound: "least" | "most", limit: number | bigint): string {
  const n = number(limit);
  if (origin === "string")
    return bound === "least" && limit <= 1 ? "Write something here." : `At ${bound} ${n} characters.`;
  if (origin === "array" || origin === "set")
    return bound === "least" && limit <= 1 ? "Choose at least one." : `At ${bound} ${n} of them.`;
  return `At ${bound} ${n}.`;
}

/** "Less than 5" of whole numbers is what everybody calls "at most 4"; other numbers keep the bound itself. */
const inside = (limit: number | bigint, inclusive: boolean | undefined, step: 1 | -1) =>
  inclusive === false && typeof limit === "number" && Number.isInteger(limit) ? limit - step : limit;

const formatWords: Record<string, string> = {
  email: "Write an e-mail address, such as name@example.com.",
  url: "Write a web address, such as https://example.com/.",
  date: "Write a date as year-month-day, such as 2026-11-24.",
  time: "Write a time, such as 02:30.",
  datetime: "Write a date and time, such as 2026-11-24T02:30:00Z.",
};

const someOf = (values: readonly unknown[]) => {
  const named = values.slice(0, 20).map(String).join(", ");
  return values.length > 20 ? `${named}, …` : named;
};
const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `Only ${someOf(values)}.` : `One of: ${someOf(values)}.`;

/** What is wrong with a value, as a sentence that says what to do; for every schema that brings no words of its own. */
function errorWords(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return ofType(issue);
    case "invalid_value":
      return issue.input === undefined ? needed : oneOf(issue.values);
    case "too_small":
      return ofSize(issue.origin, "least", inside(issue.minimum, issue.inclusive, -1));
    case "too_big":
      return ofSize(issue.origin, "most", inside(issue.maximum, issue.inclusive, 1));
    case "invalid_format":
      return formatWords[issue.format] ?? "This is not written as it has to be.";
    case "not_multiple_of":
      return `A multiple of ${number(issue.divisor)}.`;
    case "unrecognized_keys":
      return `Not known here: ${someOf(issue.keys)}.`;
    case "invalid_union":
      return Array.isArray(issue.options) && issue.options.length > 0
        ? oneOf(issue.options)
        : "This can't be used here.";
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return "This can't be used here.";
  }
}

z.config({ customError: errorWords });
