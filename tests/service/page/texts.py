"""What is typed into the page, and where the page asks."""

THREAT = "再不还钱就打断你的腿"
OFFENCE = "打断你的腿"
LAWFUL = "【某银行】您的账单已逾期，请尽快还款，如有困难可致电客服协商。"
FOREIGN = "Hello my friend, please pay the money you owe us today or else."
CHECK, BATCH = "**/v1/check?*", "**/v1/check/batch"
