import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/cloudflare";
import { refusalResponse } from "./refusal-response.ts";

/**
 * The pages' build, with each loader and action held to what it has asked for by `need()`: whatever it answers or throws is
 * let out once its person is known to be allowed it. So a loader may ask for its data before it knows who asks.
 */
export function gated(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: held(loader) }),
      ...(action && { action: held(action) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

/** Loaders and actions are called alike. */
function held<F extends LoaderFunction | ActionFunction>(run: F) {
  return async (args: Parameters<F>[0]) => {
    const services = args.context.services.apart();
    const context = { ...args.context, services };
    const work = async () => run({ ...args, context });
    const [answer] = await Promise.allSettled([work()]);
    const allowed = await services.confirmed();
    if (!allowed.ok) throw refusalResponse(services, allowed.error);
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  };
}
