import { UNSAFE_ErrorResponseImpl as ErrorResponse, redirect } from "@remix-run/router";
import { afterEach, expect, it, vi } from "vitest";
import { isOwnAct } from "#app/live/own-acts.ts";
import { sessionRestored, sessionState } from "#app/live/session-state.ts";
import type { Failure } from "./forms/failure.ts";
import { answerWithinMs, keepInput } from "./keep-input.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const form = () => ({ method: "POST", body: new URLSearchParams({ title: "Down", commandId: "cmd-1" }) });

const act = (serverAction: () => Promise<unknown>, request = new Request("http://ops.test/incidents/new", form())) =>
  // Remix types what a server's action may answer by the action itself, of which there is none here.
  keepInput({ request, params: {}, serverAction: serverAction as never });

async function failureOf(thrown: unknown, online = true): Promise<Failure> {
  vi.stubGlobal("navigator", { onLine: online });
  const answer = await act(() => Promise.reject(thrown));
  if (!(answer instanceof Response)) throw new Error("It was no answer of its own.");
  // The router loads nothing anew after an answer of this status, which would end in the error page, too.
  expect(answer.status).toBe(503);
  return ((await answer.json()) as { failed: Failure }).failed;
}

const refusal = (status: number, error: object = {}) => new ErrorResponse(status, "", { error });

it("a request that fails is an answer that says what is known, and nothing more", async () => {
  const noNetwork = new TypeError("Failed to fetch");
  const seen: [string, Failure][] = [
    ["offline", await failureOf(noNetwork, false)],
    ["unanswered", await failureOf(noNetwork)],
    ["unanswered", await failureOf(new Error("Unable to decode turbo-stream response from URL: x"))],
    ["signed_out", await failureOf(refusal(401, { message: "Sign in to go on." }))],
    ["rate_limited", await failureOf(refusal(429, { message: "Too many. Try again in 8 seconds.", retryAfter: 8 }))],
    ["unavailable", await failureOf(refusal(503, { message: "Away. Nothing was changed." }))],
    ["broken", await failureOf(refusal(500, { requestId: "req_7" }))],
    ["broken", await failureOf(new Error("Unexpected Server Error"))],
    ["refused", await failureOf(refusal(403, { message: "Your role does not allow this." }))],
  ];
  expect(sessionState(), "The dialog to sign in on the spot is open.").toBe("asking");
  sessionRestored();
  expect(seen.map(([, { kind }]) => kind)).toEqual(seen.map(([kind]) => kind));
  const mayBeSaved = seen.filter(([, { words }]) => words.includes("may or may not have been saved"));
  expect(new Set(mayBeSaved.map(([kind]) => kind))).toEqual(new Set(["unanswered", "unavailable", "broken"]));
  expect(mayBeSaved.every(([, { words }]) => words.includes("it counts once"))).toBe(true);
  const again = seen.filter(([, { retryable }]) => retryable).map(([kind]) => kind);
  expect(again).toEqual(expect.not.arrayContaining(["signed_out", "refused"]));
  expect(seen[4]?.[1]).toMatchObject({ words: "Too many. Try again in 8 seconds.", retryAfter: 8 });
  expect(seen[6]?.[1].words).toContain("req_7");
  expect(seen[8]?.[1].words).toBe("Your role does not allow this.");
});

it("what the action answers, its redirects, and what nobody waits for any more go on as they are", async () => {
  expect(await act(async () => ({ ok: true }))).toEqual({ ok: true });
  expect(isOwnAct("cmd-1"), "Its events would load the page a second time.").toBe(true);
  const elsewhere = redirect("/incidents/1");
  await expect(act(() => Promise.reject(elsewhere))).rejects.toBe(elsewhere);
  const left = new AbortController();
  left.abort();
  const abandoned = new Request("http://ops.test/", { ...form(), signal: left.signal });
  const aborted = new DOMException("The page was left.", "AbortError");
  await expect(act(() => Promise.reject(aborted), abandoned)).rejects.toBe(aborted);
});

it("an answer that does not come is given up after a while, and may be sent again", async () => {
  vi.useFakeTimers();
  const waiting = act(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(answerWithinMs);
  const answer = (await waiting) as Response;
  expect(await answer.json()).toMatchObject({ failed: { kind: "unanswered", retryable: true } });
});
