import { useRef } from "react";

const fields = "input:not([type=hidden]), select, textarea";

/**
 * For Radix' content. It begins with the close button, where a form is there to be filled in: `toField` begins with its
 * first field, or with the one that says `data-first`. And it gives the focus back to a trigger of its own, but a dialog that is opened by the page has none.
 */
export function useDialogFocus(toField = false) {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement;
      if (!toField || !(event.target instanceof Element)) return;
      const field =
        event.target.querySelector<HTMLElement>("[data-first]") ?? event.target.querySelector<HTMLElement>(fields);
      if (!field) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // What opened it may be gone by now: the content is a better place than the top of the document.
      const back = opener.current?.isConnected ? opener.current : document.getElementById("main");
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    },
  };
}
