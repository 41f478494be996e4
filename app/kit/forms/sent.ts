const methods = ["post", "put", "patch", "delete"] as const;
export type Method = (typeof methods)[number];

/** A form as it was sent, with its command id: to be sent again as it was. */
export interface Sent {
  fields: FormData;
  method: Method;
  action: string;
}

/** The router says them in small letters or in capitals. */
export const methodOf = (method: string | undefined): Method | undefined =>
  methods.find((each) => each === method?.toLowerCase());
