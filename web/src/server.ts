// The one way to the page's own service. Addresses are relative: it may live under a prefix.

import { key, keyWanted } from "./key";

/** What went wrong, in words for people (RFC 9457 where the service wrote it). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly detail = "",
    /** Seconds after which to try again, where the service says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail && detail !== title ? `${title}：${detail}` : title);
  }
}

export interface Question {
  body?: unknown;
  signal?: AbortSignal;
}

/** Ask once. Throws `Problem`, or the signal's `AbortError`. */
export async function ask<Answer>(path: string, { body, signal }: Question = {}): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (key.value) headers["Authorization"] = `Bearer ${key.value}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const init: RequestInit = { headers, method: body === undefined ? "GET" : "POST" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(new URL(path, document.baseURI), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, "连不上检查服务", "请确认服务还在运行，然后重试");
  }
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Answer;
}

interface Told {
  title?: string;
  detail?: string;
  errors?: { field: string; detail: string }[];
}

async function problemOf(answer: Response): Promise<Problem> {
  if (answer.status === 401) {
    keyWanted.value = true; // the service's own words are for programs
    return new Problem(answer.status, "需要接口密钥", "请在页面上方填写");
  }
  const told = (await answer.json().catch(() => ({}))) as Told;
  const details = [told.detail, ...(told.errors ?? []).map(({ detail }) => detail)];
  const after = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return new Problem(
    answer.status,
    told.title ?? `服务没有完成检查（${answer.status}）`,
    details.filter(Boolean).join("；"),
    Number.isFinite(after) ? after : null,
  );
}

const BUSY = [429, 503];
const TRIES = 6;

/** Ask, and while the service is too busy wait as long as it says and ask again. */
export async function askPatiently<Answer>(path: string, question: Question): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask<Answer>(path, question);
    } catch (error) {
      const busy = error instanceof Problem && BUSY.includes(error.status);
      if (!busy || tried === TRIES) throw error;
      await pause((error.retryAfter ?? 1) * 1000 * (1 + Math.random() / 2), question.signal);
    }
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
