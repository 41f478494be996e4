import { expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob(
  ["/app/**/*.{ts,tsx}", "!/app/build/**", "!/app/**/*.test.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

const matching = (pattern: RegExp) => Object.entries(sources).filter(([, text]) => pattern.test(text));

it("every page with an action keeps its text when a request fails, and every form that is sent has a command id", () => {
  const withAction = matching(/^export (async function|const|function) action\b|^export \{[^}]*\baction\b/m);
  expect(withAction.length).toBeGreaterThan(15);
  const without = withAction.filter(([, text]) => !/^export const clientAction = \w+;$/m.test(text));
  expect(without.map(([file]) => file)).toEqual([]);

  // Signing in or out is nothing that could be done twice.
  const noAct = /action="\/logout"/;
  const forms = matching(/<(?:\w+\.)?Form\b[^>]*\bmethod="(?:post|delete)"/).filter(([, text]) => !noAct.test(text));
  expect(forms.length).toBeGreaterThan(12);
  expect(forms.filter(([, text]) => !/<CommandId(Field)?\b/.test(text)).map(([file]) => file)).toEqual([]);

  // The answer after which the next thing sent is another act: a fetcher's form has to say which.
  const ofFetchers = matching(/<(?:\w+\.)?fetcher\.Form\b[^>]*\bmethod="(?:post|delete)"/);
  const unanswered = ofFetchers.filter(([, text]) => /<CommandId \/>/.test(text));
  expect(unanswered.map(([file]) => file)).toEqual([]);
});
