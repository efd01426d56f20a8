import { signal } from "@preact/signals";

const STORED = "tonecheck-key";

/** The API key of this tab, gone when it closes; empty where the service asks for none. */
export const key = signal(sessionStorage.getItem(STORED) ?? "");

/** Whether the service has answered 401: only then is a key asked for. */
export const keyWanted = signal(false);

/** Use this key from now on; what was asked without it is asked again. */
export function takeKey(value: string): void {
  sessionStorage.setItem(STORED, value);
  keyWanted.value = false;
  key.value = value;
}
