import { useNavigate, useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { deletedParam, readDeleted } from "#app/lib/deleted-param.ts";
import { entityLooks, linkTo } from "#app/register.ts";
import { useAct } from "./forms/use-act.ts";
import type { Acted } from "./list/acted.ts";

/** On the page that is left when a record was deleted: says so, with the way back. */
export function UndoDelete() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const value = params.get(deletedParam);
  const { send } = useAct<Acted>("/settings/deleted", {
    onAnswer({ ok, message }, sent) {
      if (!ok) return toast(message, { tone: "danger" });
      const [kind, id] = [String(sent.get("kind")), String(sent.get("id"))];
      toast("It is there again, as it was.");
      navigate(linkTo(kind, { id, reference: null }) ?? "/");
    },
  });
  const told = useRef<string | null>(null);
  useEffect(() => {
    const deleted = readDeleted(value);
    const again = told.current === value;
    told.current = value;
    if (!deleted || again) return;
    const rest = new URLSearchParams(window.location.search);
    rest.delete(deletedParam);
    setParams(rest, { replace: true, preventScrollReset: true });
    const name = entityLooks.get(deleted.kind)?.name.toLowerCase() ?? "record";
    toast(`The ${name} was deleted.`, {
      action: { label: "Undo", onPress: () => send({ act: "restore", ...deleted }) },
    });
  }, [value, setParams, send]);
  return null;
}
