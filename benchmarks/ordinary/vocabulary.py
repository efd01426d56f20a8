"""Word lists the generated ordinary sentences are drawn from."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤沙苟倪操尼仇麻毕刁屠"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌宇浩然思雨欣怡子涵梓轩"
    "雅琪晨曦博晓东海波春燕仁珍香腾统丁沙妮玛珊莎斯诗时嘉佳健坚见剑马默墨茜希曦珮沛达迪"
)
# A surname and a first character that together sound like abuse: not ordinary names.
UNWELCOME = frozenset({"曹妮", "操妮", "曹玛", "操玛", "尼玛"})
CITIES = _words("北京 上海 广州 深圳 成都 重庆 西安 沈阳 沙洲 昆明 厦门 合肥 马鞍山 日照 四平 思茅")
STREETS = _words(
    "人民路 中山路 解放街 建设路 沙河街 打铁巷 马家沟 幸福里 和平路 泼水节广场 四方街 杀虎口"
    " 斩龙巷 沙湾路 思明路 马甸街 操场巷 曹家渡 枪厂路 死海路 沙井头 鸡鸣寺路 狗街 猪市口"
)
SHOPS = _words("沙发城 砂锅居 鲨鱼馆 马记面馆 四季花店 老屠肉铺 刀具店 曹记布店 沙拉吧 死海泥护理")
GOODS = _words(
    "轴承 垫圈 手电筒 剁骨刀 砍柴刀 麻绳 刀片 杀虫剂 灭蚊片 鲨鱼夹 沙发套 马丁靴 猫砂 电池"
    " 马桶刷 沙漏 软弹枪 纱布 马克杯 死海盐 二极管 棉签 纸巾 牙膏 充电线 沙袋 挂钩 螺丝"
)
DISHES = _words(
    "杀好的鲈鱼 剁碎的肉末 排骨 鸡胸肉 死面饼 猪蹄 毛血旺 沙葱 鸭血 牛腩 虾仁 土豆 麻辣豆腐"
    " 四季豆 砂糖 茼蒿 狗不理包子馅 马齿苋 马铃薯 沙姜 香菜 生抽 鸡蛋 面粉"
)
AMOUNTS = _words("250克 100克 500克 38克 4勺 14克 2茶匙 150毫升 250毫升 1把 半斤 4两 适量 少许 2斤")
STEPS = _words("焯水沥干 切成小块 腌二十分钟 小火慢炖 大火收汁 拌匀备用 剁成末 去皮去核 刮鳞去腮")
PLACES_IN = _words("前台 大厅 会议室 4号厅 二楼东侧 地下车库 操场 沙坑边 马场 图书馆 餐厅")
EMOJI = _words("🐴 🐶 🚗 🐷 🐔 🐢 👻 🔥 💩 🎂 🐍 🦈 🏠 🎉 😂 😭 😎 🍵 🌶️ 🌹 ⚽ 🧧 🐮 🐧 🐸 🍉")
SHARP_EMOJI = _words("🔪 💣 💀 🩸 ⚰️ 🗡️ 🧨 👊")
# Weapons and skulls only beside words they are ordinarily used with.
SHARP_CHATTER = _words(
    "新买的菜刀 切西瓜啦 鬼屋太好玩了 万圣节快乐 考试凉了 烟花真好看 热死了 笑死我了 恐怖片看完了"
    " 杀青快乐 料理时间 狼人杀赢了 道具到货 美术作业 五杀超神 今天拳击课 献血回来了 作业写不完"
)
CHATTER = _words(
    "今天太开心了 我到楼下了 加油鸭 快来看 周末一起去吧 笑死我了 热死了 饿死了 到家了 生日快乐"
    " 新买的 好可爱 考完了 堵车了 下班啦 去遛弯 火锅走起 明天见 打球去 猫又拆家了"
)
TAGS = _words(
    "杀青 沙雕日常 死磕到底 马拉松 打卡 沙滩 狗狗日常 干饭人 鲨鱼 猎杀时刻电影 狼人杀 密室 手帐"
    " 西安美食 考研 一人食 520 1314 健身 露营 剧本杀 猫咪 春日 砍柴人生"
)
MAIL_WORDS = _words(
    "ma sha ren si gou shi fan ding mali wang li chen sun mike lily tom nina sandy simon"
)
SITES = _words("shop bbs wiki news sha si map kill-bug dota mail docs cdn music photo ticket")
PINYIN_SURNAMES = _words(
    "Ma Sha Cao Gou Ni Shi Fan Du Zhu Wang Li Zhang Si Tu Bi Jia Lai Wu Hao Sun"
)
PINYIN_GIVEN = _words(
    "Li Na Wei Jie Ming Hua Xia Ling Yu Si Shi Ren Ting Teng Tong Ding Yong Jian Xiang Zhen Fei Ya Qi"
)
PINYIN_PARTS = (
    "wo|wo men|ma ma|ta|lao shi|shi fu|ge ge|ni men|nai nai|xiao ma",
    "jin tian|ming tian|zhou mo|zao shang|xia wu|si dian|wan shang|xing qi si",
    "qu chi huo guo|mai ji dan|ba sha fa ban dao si lou|kai che hui jia|zai cao chang pao bu"
    "|gei gou gou xi zao|qu sha tan wan|da dian hua|kan dian ying|xue shu fa|bao jiao zi|pa shan",
)
TRADITIONAL = (
    "媽媽|爸爸|老師|鄰居|表弟|同事|奶奶|學長|姐姐|室友",
    "週末|明天下午|昨天晚上|今天早上|放學後|颱風過後|中秋節|運動會前|暑假|下個月",
    "帶我去看電影|買了四斤蘋果|在廚房殺魚|修好了馬桶|把沙發搬到二樓|教我寫書法|打電話來問候"
    "|養了一隻小狗|訂了火車票|在操場跑步|學會開車|說要去沙灘玩",
)
ENGLISH = _words("meeting deadline offer review PPT email team KPI project budget demo bug release")
SLANG = _words("yyds xswl awsl u1s1 nsdd tql zqsg dbq bdjw 666 233 emo gg")
HEADINGS = _words(
    "通知 目录 公告 序言 附录 致谢 请假条 会议纪要 值班表 停车场 小心地滑 杀青宴 禁止吸烟 当心触电"
    " 欢迎光临 四月工作计划 沙滩排球赛 马拉松报名表 死亡谷游记 生死时速观后感"
)
