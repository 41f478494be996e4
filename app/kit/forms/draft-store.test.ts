import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { draftKey, dropAllDrafts, dropOldDrafts, dropSaved, readDraft, writeDraft } from "./draft-store.ts";

class Storage {
  [key: string]: unknown;
  setItem(key: string, text: string) {
    this[key] = text;
  }
  removeItem(key: string) {
    delete this[key];
  }
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
}

const day = 24 * 60 * 60 * 1000;
const draft = (commandId: string, at = Date.now()) => ({ at, commandId, version: null, value: `of ${commandId}` });
const key = (form: string, person = "asha") => draftKey(person, form);

beforeEach(() => vi.stubGlobal("window", { localStorage: new Storage() }));
afterEach(() => vi.unstubAllGlobals());

it("a draft is its person's own, is gone once the server has it, and is not kept again by the form that is about to go", () => {
  expect(writeDraft(key("new"), draft("one"))).toBe(true);
  writeDraft(key("new", "ben"), draft("two"));
  expect([readDraft(key("new"))?.value, readDraft(key("new", "ben"))?.value]).toEqual(["of one", "of two"]);
  dropSaved("one");
  writeDraft(key("new"), draft("one"));
  expect([readDraft(key("new")), readDraft(key("new", "ben"))?.value]).toEqual([null, "of two"]);
});

it("old drafts and unreadable ones go; whoever signs out leaves none; without storage nothing breaks", () => {
  writeDraft(key("old"), draft("three", Date.now() - 15 * day));
  writeDraft(key("new"), draft("four", Date.now() - 13 * day));
  window.localStorage.setItem(key("odd"), "{");
  window.localStorage.setItem("theme", "dark");
  dropOldDrafts();
  expect(Object.keys(window.localStorage).sort()).toEqual([key("new"), "theme"]);
  dropAllDrafts();
  expect(Object.keys(window.localStorage)).toEqual(["theme"]);
  vi.stubGlobal("window", {
    get localStorage(): never {
      throw new Error("Storage is off.");
    },
  });
  expect([writeDraft(key("new"), draft("five")), readDraft(key("new"))]).toEqual([false, null]);
});
