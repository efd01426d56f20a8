// Quiet hours of the contract: from 22:00 up to 08:00, mainland time.

const START = 22;
const END = 8;

/** Whether `local`, as an `<input type="datetime-local">` writes it, is in the quiet hours. */
export function isQuiet(local: string): boolean {
  const hour = Number(local.slice(11, 13));
  return local !== "" && (hour >= START || hour < END);
}

/** The first nine o'clock in the morning after `local`. */
export function nextMorning(local: string): string {
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  if (Number(local.slice(11, 13)) >= 9) day.setUTCDate(day.getUTCDate() + 1);
  return `${day.toISOString().slice(0, 10)}T09:00`;
}

/** RFC 3339 with the offset of the mainland, which is what the person means. */
export const asSentAt = (local: string): string | null =>
  local === "" ? null : `${local.slice(0, 16)}:00+08:00`;
