import type { Decision, Severity } from "../wire";

// Each severity has its own shape, so that nothing hangs on colour alone.
const SHAPES: Record<Shape, string> = {
  block: "M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM4.5 7h7v2h-7z",
  review: "M8 1.2 15.4 14.6H.6zM7.1 5.6v4.6h1.8V5.6zM7.1 11.2V13h1.8v-1.8z",
  info: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM7.1 4h1.8v1.8H7.1zM7.1 7h1.8v5H7.1z",
  pass: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.2 8.3l1.3-1.3 1.8 1.8 3.4-3.6L12 6.5l-4.7 5z",
  incomplete: "M8 1a7 7 0 0 0-7 7h2a5 5 0 0 1 5-5zM15 8a7 7 0 0 0-7-7v2a5 5 0 0 1 5 5zM8 15a7 7 0 0 0 7-7h-2a5 5 0 0 1-5 5zM7.1 4.5h1.8v4.6H7.1zM7.1 10h1.8v1.8H7.1z",
  waiting: "M3 6.8h2.4v2.4H3zM6.8 6.8h2.4v2.4H6.8zM10.6 6.8H13v2.4h-2.4z",
};

export type Shape = Decision | "info" | "incomplete" | "waiting";

export const shapeOf = (severity: Severity): Shape => (severity === "warn" ? "review" : severity);

/** A shape beside words that say the same; not read out. */
export function Sign({ shape }: { shape: Shape }) {
  return (
    <svg class={`sign sign-${shape}`} viewBox="0 0 16 16" aria-hidden="true">
      <path fill="currentColor" fill-rule="evenodd" d={SHAPES[shape]} />
    </svg>
  );
}
