// What people call the names of the contract; the package has them, and the page the same.

import contract from "./contract.json";
import type { Channel, Decision, Recipient, Severity } from "./wire";

export const MAX_CODE_POINTS = contract.most_code_points;

export const DECISIONS: Record<Decision, string> = contract.decisions;
export const GISTS: Record<Decision, string> = {
  block: "不得发送",
  review: "请人工复核后再发",
  pass: "没有发现问题",
};

export const SEVERITIES: Record<Severity, string> = contract.severities;
export const CHANNELS: Record<Channel, string> = contract.channels;
export const RECIPIENTS: Record<Recipient, string> = contract.recipients;
export const CATEGORIES: Record<string, string> = contract.categories;

const EVASIONS: Record<string, string> = contract.evasions;
const REASONS: Record<string, string> = contract.incomplete;

export const category = (slug: string): string => CATEGORIES[slug] ?? slug;
export const evasion = (slug: string): string => EVASIONS[slug] ?? slug;
/** The service writes some reasons as words already. */
export const reason = (code: string): string => REASONS[code] ?? code;
export const percent = (share: number): string => `${Math.round(share * 100)}%`;
