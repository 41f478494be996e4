import type { Named } from "../entity.ts";

export const deliveryPath = ({ id }: Named) => `/outbox/${id}`;
