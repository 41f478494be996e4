import type { LoaderFunction } from "@remix-run/cloudflare";
import { describe, expect, it } from "vitest";
import { env } from "#tests/support/env.ts";
import { servicesOf } from "#worker/context.ts";

const modules = import.meta.glob<{ default?: unknown; loader?: LoaderFunction }>("./*.{ts,tsx}", { eager: true });
/** What has a default export is a page. */
const pages = Object.entries(modules).flatMap(([file, module]) => ("default" in module ? file : []));

/** What the page's loader answers or throws, with these settings. Each is asked: a part of the gallery can be asked for alone. */
async function opened(file: string, settings: { DEMO: string; DEMO_TOKEN: string }): Promise<unknown> {
  const request = new Request("http://ops.test/kit");
  const services = await servicesOf({ ...env, ...settings }, { waitUntil() {} }, request);
  const form = { ok: true, value: new URLSearchParams() } as const;
  const context = { services, form, route: "/kit", nonce: "" };
  const { loader } = modules[file] ?? {};
  return (async () => loader?.({ request, context, params: {} }))().catch((thrown: unknown) => thrown);
}

const token = "a".repeat(32);

describe("the gallery of primitives", () => {
  it("is there under the local start, and nowhere else", async () => {
    expect(pages.length).toBeGreaterThan(3);
    for (const file of pages) {
      expect(await opened(file, { DEMO: "1", DEMO_TOKEN: token }), file).not.toBeInstanceOf(Response);
      for (const settings of [
        { DEMO: "", DEMO_TOKEN: "" },
        { DEMO: "1", DEMO_TOKEN: "" },
        { DEMO: "", DEMO_TOKEN: token },
      ])
        expect(await opened(file, settings), file).toMatchObject({ status: 404 });
    }
  });
});
