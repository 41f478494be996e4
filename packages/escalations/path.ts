import type { Named } from "#packages/core/entity.ts";

export const chainPath = ({ id }: Named) => `/escalations/${id}`;
