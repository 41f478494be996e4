import { createContext } from "react";

/** Set while the server renders; the browser hides nonces from scripts, so it is empty there. */
export const NonceContext = createContext<string | undefined>(undefined);
