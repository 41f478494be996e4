export * from "./tables/copy.ts";
export * from "./tables/deleted.ts";
export * from "./tables/hub.ts";
export * from "./tables/jobs.ts";
export * from "./tables/leases.ts";
export * from "./tables/log.ts";
export * from "./tables/outbox.ts";
export * from "./tables/settings.ts";
