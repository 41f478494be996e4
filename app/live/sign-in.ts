export interface SignInPerson {
  userId: string;
  email: string;
  processId: string;
}

/** `same`: the page goes on. `other`: nothing of it may be shown to whoever has signed in. */
export type SignInOutcome = { kind: "same" } | { kind: "other" } | { kind: "refused"; words: string };

const unreached = "The server did not answer. Check the connection and try again.";

interface LoginAnswer {
  user?: { id?: string };
  error?: { message?: string };
}

/** Signs in without leaving the page. `email` may be another person's. */
export async function signInHere(
  { userId, processId, email: before }: SignInPerson,
  { email, password }: { email: string; password: string },
): Promise<SignInOutcome> {
  const isSame = email.trim().toLowerCase() === before.toLowerCase();
  // Somebody else may belong to another process: the server finds theirs.
  const body = JSON.stringify({ email, password, ...(isSame && { processId }) });
  try {
    const response = await fetch("/api/auth/login", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    // The shape of the answer of /api/auth/login; what is missing is checked.
    const answer = (await response.json()) as LoginAnswer;
    if (response.ok) return { kind: answer.user?.id === userId ? "same" : "other" };
    // Which of several processes: the sign-in page asks.
    if (response.status === 409) return { kind: "other" };
    return { kind: "refused", words: answer.error?.message ?? unreached };
  } catch {
    return { kind: "refused", words: unreached };
  }
}
