/** A view is a list's address, which its id does not say. */
export const viewPath = () => null;
