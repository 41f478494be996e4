import type { Named } from "#packages/core/entity.ts";

export const incidentPath = ({ id, reference }: Named) => `/incidents/${reference ?? id}`;
