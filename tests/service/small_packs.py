"""Two packs that load in a moment, for tests of the service that do not depend on what it knows."""

from pathlib import Path

THREAT = "再不还钱就打断你的腿"
NOTICE = "您的账单已出，请在到期日前还款。如已还款请忽略本短信。【示例银行】"
DOUBTFUL = "今晚十一点给你打电话"
PACKS = ["insult", "violence_threat"]

_TEXTS = {
    "insult": """\
pack: insult
version: "1.0"
title: 辱骂
category: insult
unless: [customer]
rules:
  - id: insult/deadbeat
    name: 骂老赖
    severity: block
    basis: [civil-1024]
    why: 侮辱。
    match: 老赖
    examples:
      flag: [你就是个老赖]
      pass: [您好]
""",
    "violence_threat": """\
pack: violence_threat
version: "1.0"
title: 暴力威胁
category: violence_threat
rules:
  - id: violence_threat/maiming
    name: 扬言伤残
    severity: block
    basis: [psapl-2025-50-1-1, civil-1024]
    why: 威胁要伤人。
    match: 打断你的腿
    suggest: 您的账单已逾期，请尽快还款；暂时困难的，可申请分期。
    examples:
      flag: [再不还钱就打断你的腿]
      pass: [您好]
  - id: violence_threat/killing
    name: 扬言杀人
    severity: block
    basis: [psapl-2025-50-1-1]
    why: 威胁要杀人。
    match: (杀|弄死)(了)?你
    examples:
      flag: [我弄死你]
      pass: [您好]
  - id: violence_threat/night
    name: 深夜来电
    severity: warn
    basis: [civil-1033-1]
    why: 夜里打扰。
    match: 今晚十一点
    examples:
      flag: [今晚十一点给你打电话]
      pass: [您好]
""",
}


def write_small_packs(folder: Path, service: str = "", *more: str) -> Path:
    """A configuration in ``folder`` with these packs and ``more`` beside them, and its settings."""
    for name, text in _TEXTS.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    packs = ", ".join(f'"{name}"' for name in (*(f"{name}.yaml" for name in PACKS), *more))
    path = folder / "tonecheck.toml"
    path.write_text(f"shipped-packs = false\npacks = [{packs}]\n[service]\n{service}", "utf-8")
    return path
