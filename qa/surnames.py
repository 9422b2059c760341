"""The surnames of more than 99 of 100 people in China, by the lists of the Ministry of Public Security."""

from __future__ import annotations

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦"
    "邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛毕聂焦柳邢路岳齐梅庄辛管祝左涂谷祁耿牟"
    "卜宁褚喻柯申戚闵储裴项祖阮骆蓝纪凌霍麦成费房虞卫包屈盛关冉尚欧植尤鲍司苗景甘姬穆车宫华童应仇解强桂全官冼单缪游查滕丘佟裘明柏连蒙艾仲甄古岑木计时"
    "丛邰仰仝佘郗郅郜郦鄢阚雍靳麻滑禤禹宗娄巫晏窦占揭楚舒晋苟税糜厉索匡晁班边卞卓谌漆尧冀瞿隗郁钮嵇荀芮羿栾钭戎符詹束幸韶蓟蒲鄂蔺屠胥苍莘逄璩桑濮寿扈"
    "浦茹宦容庾暨寇阙夔巩敖冷訾饶沙鞠荆竺逯桓闻阳苑佴撒锁亓伍傅吉奚宿尉巢席廉昝曲朴栗檀池矫粟綦练翁肇臧茅菅萧蒯蔚薄辜迟邝邸郄郇郎锺隋"
)
# Words more often than names: only where a byline stands are they a name's beginning.
BYLINE_SURNAMES = SURNAMES | frozenset(
    "水党米买代位原双国山巴帅平年延弓权来步沃洛海涛湛由相简籍红罕翦蓬贝郏都银门阴隆青鹿黑"
)
COMPOUND_SURNAMES = tuple("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 端木 南宫".split())
