import type { ReactNode } from "react";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Closing would lose something that no form inside tells of by `useUnsaved`: it asks first then, too. */
  confirmClose?: boolean;
  size?: "small" | "normal" | "wide";
  /** For a dialog that is a form: the focus begins in its first field. */
  focusField?: boolean;
  /** Stays in view while the content scrolls: the buttons. */
  footer?: ReactNode;
  children: ReactNode;
}
