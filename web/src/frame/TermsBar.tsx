import { nextMorning } from "../hours";
import { channel, plannedTime, quiet, recipient } from "../terms";
import type { Channel, Recipient } from "../wire";
import { CHANNELS, RECIPIENTS } from "../words";
import { Sign } from "./Sign";

/** How the message is to be sent. */
export function TermsBar() {
  return (
    <fieldset class="terms">
      <legend class="visually-hidden">发送方式</legend>
      <label>
        渠道
        <select
          value={channel.value}
          onChange={(event) => (channel.value = event.currentTarget.value as Channel)}
        >
          {options(CHANNELS)}
        </select>
      </label>
      <label>
        接收人
        <select
          value={recipient.value}
          onChange={(event) => (recipient.value = event.currentTarget.value as Recipient)}
        >
          {options(RECIPIENTS)}
        </select>
      </label>
      <label>
        计划发送时间（北京时间）
        <input
          type="datetime-local"
          value={plannedTime.value}
          onInput={(event) => (plannedTime.value = event.currentTarget.value)}
        />
      </label>
      {plannedTime.value && (
        <button type="button" onClick={() => (plannedTime.value = "")}>
          不定时间
        </button>
      )}
      <div role="status" class="quiet-hours">
        {quiet.value && (
          <>
            <Sign shape="review" />
            <span>22:00 至次日 08:00 是安静时段，不应催收。</span>
            <button
              type="button"
              onClick={() => (plannedTime.value = nextMorning(plannedTime.value))}
            >
              改到早上 9:00
            </button>
          </>
        )}
      </div>
    </fieldset>
  );
}

const options = (titles: Record<string, string>) =>
  Object.entries(titles).map(([value, title]) => (
    <option key={value} value={value}>
      {title}
    </option>
  ));
