// The shapes of the contract, as the service sends and takes them.

export type Decision = "pass" | "review" | "block";
export type Severity = "block" | "warn" | "info";
export type Channel = "sms" | "im" | "voice_script" | "visit_script" | "letter" | "email";
export type Recipient = "debtor" | "guarantor" | "third_party" | "unknown";

export interface Message {
  text: string;
  id?: string;
  channel: Channel;
  recipient: Recipient;
  sent_at: string | null;
}

export interface Basis {
  provision: string;
  cite: string;
}

/** `start` and `end` count code points, not the UTF-16 units of JavaScript. */
export interface Finding {
  rule: string;
  category: string;
  severity: Severity;
  start: number;
  end: number;
  excerpt: string;
  message: string;
  basis: Basis[];
  suggestion: string | null;
  confidence: number;
  evasion: string[];
}

export interface Version {
  name: string;
  version?: string;
  sha256: string;
}

export interface Report {
  id: string | null;
  decision: Decision;
  complete: boolean;
  incomplete_because: string[];
  findings: Finding[];
  scores: Record<string, number>;
  versions: { package: string; packs: Version[]; model: Version | null; law: string };
  /** How each excerpt was read; only where the question asked for it. */
  read_as?: string[];
}
