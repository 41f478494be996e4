const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A calendar date has no zone; as UTC midnight it has the same day everywhere. */
const parts = (date: string) => {
  const day = new Date(`${date}T00:00:00Z`);
  return { weekday: DAYS[day.getUTCDay()], number: day.getUTCDate(), month: MONTHS[day.getUTCMonth()] };
};

/** "Sat 21 Nov". */
export function dateWords(date: string): string {
  const { weekday, number, month } = parts(date);
  return `${weekday} ${number} ${month}`;
}

export const isWeekend = (date: string) => ["Sat", "Sun"].includes(parts(date).weekday ?? "");

/** "Sat 21 Nov", or "Sat 21 to Sun 22 Nov" with both months where they differ. */
export function periodWords(from: string, to: string): string {
  if (from === to) return dateWords(from);
  const { weekday, number, month } = parts(from);
  const first = month === parts(to).month ? `${weekday} ${number}` : dateWords(from);
  return `${first} to ${dateWords(to)}`;
}
