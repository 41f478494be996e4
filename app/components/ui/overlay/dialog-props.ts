import type { ReactNode } from "react";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  size?: "small" | "normal" | "wide";
  /** For a dialog that is a form: the focus begins in its first field. */
  focusField?: boolean;
  /** Stays in view while the content scrolls: the buttons. */
  footer?: ReactNode;
  children: ReactNode;
}
