"""The audit on Spark: for a DataFrame of one's own, and for the command. Needs the ``spark`` extra.

Executors need the same wheel with the same extra, and no other setting.
"""

from tonecheck.audit.spark.frames import check, findings

__all__ = ["check", "findings"]
