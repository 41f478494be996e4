import type { Rollup } from "vite";

type Build = Rollup.ManualChunkMeta;

/** React, Remix and the router: a file that stays the same over many releases, so that browsers keep it. */
const vendor =
  /commonjsHelpers|\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|cookie|set-cookie-parser|@remix-run\/(react|router|server-runtime))\//;

/** What every page begins with. */
const beginnings = /\/app\/(root|routes\/_shell)\.tsx$/;

/** A part that this share of all pages loads at once is not loaded apart: many small files compress badly. */
const sharedFrom = 1 / 6;

function reachedFrom(id: string, { getModuleInfo }: Build): ReadonlySet<string> {
  const reached = new Set([id]);
  for (const next of reached) for (const imported of getModuleInfo(next)?.importedIds ?? []) reached.add(imported);
  return reached;
}

/** What the shell imports, and what many pages import: neither what is fetched by an `import()` nor what few pages need. */
function sharedModules(build: Build): ReadonlySet<string> {
  const ids = [...build.getModuleIds()];
  const shared = new Set(ids.filter((id) => beginnings.test(id)).flatMap((id) => [...reachedFrom(id, build)]));
  const pages = ids.filter((id) => build.getModuleInfo(id)?.isEntry).map((id) => reachedFrom(id, build));
  const isCommon = (id: string) => pages.filter((page) => page.has(id)).length >= pages.length * sharedFrom;
  return new Set(ids.filter((id) => shared.has(id) || isCommon(id)));
}

const ofBuild = new WeakMap<Build, ReadonlySet<string>>();

export function chunkOf(id: string, build: Build): string | undefined {
  if (vendor.test(id)) return "vendor";
  const shared = ofBuild.get(build) ?? sharedModules(build);
  ofBuild.set(build, shared);
  return shared.has(id) ? "shared" : undefined;
}
