const product = "D2C OPs";

/** The title of a page in the browser's tab and history. */
export const titled = (title: string) => () => [{ title: `${title} · ${product}` }];
