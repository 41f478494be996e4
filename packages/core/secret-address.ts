/** What is shown of an address that is a credential: enough to recognise it, too little to use it. */
export interface ShownAddress {
  host: string;
  /** Empty where the address is so short that four characters would say too much of it. */
  lastFour: string;
}

const longEnough = 16;

export function shownAddress(address: string): ShownAddress {
  const url = URL.parse(address);
  const rest = url ? url.href.slice(url.origin.length) : "";
  return { host: url?.host ?? "", lastFour: rest.length < longEnough ? "" : rest.slice(-4) };
}

/** `hooks.slack.com …abcd`. */
export const addressWords = ({ host, lastFour }: ShownAddress): string => (lastFour ? `${host} …${lastFour}` : host);
