// How the message is to be sent: shared by the draft and the sheet.

import { computed, signal } from "@preact/signals";
import { asSentAt, isQuiet } from "./hours";
import type { Channel, Message, Recipient } from "./wire";

export const channel = signal<Channel>("sms");
export const recipient = signal<Recipient>("debtor");
/** As the input writes it, `2026-03-02T10:15` in mainland time; empty when not known. */
export const plannedTime = signal("");

export const quiet = computed(() => isQuiet(plannedTime.value));

export const messageOf = (text: string): Message => ({
  text,
  channel: channel.value,
  recipient: recipient.value,
  sent_at: asSentAt(plannedTime.value),
});
