import { createContext } from "react";

/** Whether an incident lies over the list it was opened from; alone, it is a page. */
export const OverList = createContext(false);
