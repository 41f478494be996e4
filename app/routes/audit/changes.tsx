import { AbsoluteTime } from "#app/components/ui/time.tsx";
import type { AuditedChange } from "#packages/core/audit.ts";
import { columnWords, isMoment, title, valueWords } from "./words.ts";

const verbOf = ({ before, after }: AuditedChange) =>
  before === null ? "added" : after === null ? "removed" : "changed";

/** One row of the database: each column before and after. */
export function Changes({ change }: { change: AuditedChange }) {
  const columns = Object.keys(change.after ?? change.before ?? {});
  const changed = change.before !== null && change.after !== null;
  return (
    <section className="min-w-0">
      <h3 className="text-small font-semibold">
        {title(change.table)} {verbOf(change)}{" "}
        <code className="font-normal break-all text-text-muted">{change.id}</code>
      </h3>
      <table className="mt-1 w-full table-fixed border-collapse text-small">
        <thead>
          <tr className="text-left text-text-muted">
            <th scope="col" className="w-1/3 py-1 pr-2 font-medium sm:w-44">
              Column
            </th>
            {changed && (
              <th scope="col" className="py-1 pr-2 font-medium">
                Before
              </th>
            )}
            <th scope="col" className="py-1 font-medium">
              {changed ? "After" : "Value"}
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column} className="border-t border-border align-top">
              <th scope="row" className="py-1 pr-2 text-left font-normal break-words text-text-muted">
                {columnWords(column)}
              </th>
              {changed && (
                <td className="py-1 pr-2 break-words whitespace-pre-wrap text-danger-text">
                  <Value column={column} value={change.before?.[column]} />
                </td>
              )}
              <td className="py-1 break-words whitespace-pre-wrap">
                <span className={changed ? "text-success-text" : undefined}>
                  <Value column={column} value={(change.after ?? change.before)?.[column]} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A moment as a person reads it; what is stored stays at hand, for it is what the hash was made from. */
function Value({ column, value }: { column: string; value: unknown }) {
  if (!isMoment(column, value)) return valueWords(value);
  return <AbsoluteTime at={value} seconds title={String(value)} />;
}
