import type { Named } from "#packages/core/entity.ts";

export const errorPath = ({ id }: Named) => `/operations/errors/${id}`;
