import { useNavigate } from "@remix-run/react";
import { type FormEvent, useEffect, useRef } from "react";
import { Input } from "#app/components/ui/form/controls.tsx";
import { Icon } from "#app/components/ui/icon.tsx";
import { useHotkeys } from "#app/components/ui/use-hotkeys.ts";
import { setParam } from "#app/lib/url.ts";
import { KeptParams } from "./kept-params.tsx";
import { useTargetParams } from "./use-target-params.ts";

const WAIT_MS = 250;

/** Text search of a list: `/` goes to it, the URL holds it, results follow the typing. */
export function SearchBox({ label, param = "q" }: { label: string; param?: string }) {
  const params = useTargetParams();
  const latest = useRef(params);
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Searched for, and not in the address yet. */
  const sent = useRef<string | null>(null);
  const value = params.get(param) ?? "";

  useHotkeys({ "/": () => input.current?.focus() });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    latest.current = params;
  });
  useEffect(() => {
    // The address changed by other means, such as Back; never while somebody types here.
    if (input.current && document.activeElement !== input.current) input.current.value = value;
  }, [value]);

  const go = () => {
    clearTimeout(timer.current);
    const text = input.current?.value.trim() ?? "";
    const now = latest.current.get(param) ?? "";
    if (text === now) return;
    sent.current = text;
    navigate(setParam(latest.current, param, text || null), { replace: now !== "", preventScrollReset: true });
  };
  useEffect(() => {
    const asked = sent.current;
    sent.current = null;
    // A filter was pressed before the search had arrived, and its address knows nothing of it.
    if (asked !== null && asked !== (params.get(param) ?? "")) timer.current = setTimeout(() => again.current(), 0);
  }, [params, param]);
  const again = useRef(go);
  useEffect(() => {
    again.current = go;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go();
  };
  return (
    <search className="relative block w-full sm:w-64">
      <form onSubmit={submit}>
        <KeptParams params={params} without={[param]} />
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-text-muted"
        />
        <Input
          ref={input}
          type="search"
          name={param}
          aria-label={label}
          placeholder={label}
          defaultValue={value}
          className="pl-9"
          onChange={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(go, WAIT_MS);
          }}
        />
      </form>
    </search>
  );
}
