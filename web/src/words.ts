// What people call the names of the contract.

import type { Channel, Decision, Recipient, Severity } from "./wire";

export const MAX_CODE_POINTS = 20_000;

export const DECISIONS: Record<Decision, { title: string; gist: string }> = {
  block: { title: "拦截", gist: "不得发送" },
  review: { title: "复核", gist: "请人工复核后再发" },
  pass: { title: "通过", gist: "没有发现问题" },
};

export const SEVERITIES: Record<Severity, string> = {
  block: "禁止发送",
  warn: "需要复核",
  info: "提示",
};

export const CHANNELS: Record<Channel, string> = {
  sms: "短信",
  im: "即时通讯",
  voice_script: "电话脚本",
  visit_script: "上门话术",
  letter: "函件",
  email: "邮件",
};

export const RECIPIENTS: Record<Recipient, string> = {
  debtor: "债务人",
  guarantor: "担保人",
  third_party: "第三人",
  unknown: "不清楚",
};

export const CATEGORIES: Record<string, string> = {
  violence_threat: "暴力威胁",
  insult: "辱骂侮辱",
  harassment: "骚扰滋扰",
  third_party: "牵连第三人",
  public_shaming: "公开曝光",
  impersonation: "冒充公权",
  false_legal_consequence: "虚假法律后果",
  privacy_disclosure: "泄露隐私",
  coercive_funding: "逼迫筹款",
  doorstep_intimidation: "上门恐吓",
  deception: "欺骗误导",
  sexual: "淫秽",
  contact_time: "时间与频次",
  missing_identification: "未表明身份",
};

const EVASIONS: Record<string, string> = {
  traditional: "繁体",
  width: "异体字符",
  zero_width: "隐形字符",
  separator: "夹字",
  repeat: "叠字",
  homophone: "谐音",
  pinyin: "拼音",
  split: "拆字",
  lookalike: "形近字",
  emoji: "表情",
};

const REASONS: Record<string, string> = {
  garbled_text: "有一部分是乱码，无法读懂",
  unsupported_language: "有一部分不是中文，没有检查",
  model_missing: "要求使用分类模型，但没有可用的模型",
  timeout: "检查超时，没有做完",
  internal_error: "检查时出错，没有做完",
};

export const category = (slug: string): string => CATEGORIES[slug] ?? slug;
export const evasion = (slug: string): string => EVASIONS[slug] ?? slug;
/** The service writes some reasons as words already. */
export const reason = (code: string): string => REASONS[code] ?? code;
export const percent = (share: number): string => `${Math.round(share * 100)}%`;
