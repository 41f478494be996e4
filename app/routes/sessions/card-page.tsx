import type { ReactNode } from "react";

/** A page outside the shell: one card in the middle, for who is not in a process yet. */
export function CardPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-nav px-4 py-10">
      <img src="/icons/icon.svg" alt="D2C OPs" width={56} height={56} />
      <div className="w-full max-w-sm rounded-xl bg-surface-raised p-6 shadow-2xl sm:p-8">
        <h1 className="mb-5 text-title">{title}</h1>
        {children}
      </div>
    </main>
  );
}
