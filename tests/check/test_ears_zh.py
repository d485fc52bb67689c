"""EARS in Chinese: the pattern of each sentence, as requirements are written in real plans."""

import pytest

from pmkit.check.wording.ears import Flaw, Pattern, pattern_of, reading_of

UBIQUITOUS = """
系统应记录操作日志。
支付网关必须对每一笔请求验签。
用户密码须以散列值保存。
任何人不得修改已归档的病历。
供应商的对应账款应按月汇总。
系统应在用户提交后 5 秒内发送短信。
新签企业应在开通后 7 天内完成导入。
"""
EVENT = """
当用户提交订单时，系统应在 2 秒内返回订单号。
每当温度超过 80 摄氏度时，网关应上报一条告警。
收到退款申请后，系统应在 24 小时内给出审核结果。
在用户确认之前，系统应保持订单为草稿。
用户连续三次输错密码后，系统应锁定账号 30 分钟。
每天 02:00，系统应备份数据库。
自合同签署之日起，系统应保存签署记录 5 年。
一旦车门打开，控制器应切断电机电源。
系统上线后 3 个月内，客服应完成培训。
当订单已付款，并且仓库有货时，系统应生成拣货单。
当报价折扣低于销售的权限时，系统应阻止发送报价单，直到主管批准。
"""
STATE = """
在夜间模式期间，大屏应把亮度降到 30%。
系统维护期间，首页应显示维护公告。
在充电过程中，车机应显示剩余时间。
当系统处于维护模式时，首页应显示维护公告。
只要炉门未关好，微波炉应保持停机。
在网络断开的情况下，终端应把记录保存到本地。
在 8:00 至 20:00，客服系统应提供人工服务。
"""
OPTIONAL = """
若具备蓝牙模块，终端应在 5 秒内配对。
对于配备指纹模块的门锁，系统应支持录入 10 枚指纹。
启用短信服务的企业，系统应显示短信余额。
"""
UNWANTED = """
如果支付超时，则系统应释放库存。
若库存不足，系统应返回可售数量。
倘若主库不可用，系统应在 30 秒内切换到备库。
万一断电，控制器应在 1 秒内关闭阀门。
除非主管批准，系统应阻止发送报价单。
"""
COMPLEX = """
在夜间模式期间，当有人经过时，灯应在 1 秒内点亮。
若具备定位模块，当车辆驶出围栏时，平台应推送告警。
在自动驾驶状态下，如果传感器失效，则系统应提示驾驶员接管。
"""
NONE = """
系统对应付账款按供应商汇总。
导入联系人
无论网络是否可用，终端应记录打卡时间。
"""
EXAMPLES = {
    Pattern.UBIQUITOUS: UBIQUITOUS,
    Pattern.EVENT: EVENT,
    Pattern.STATE: STATE,
    Pattern.OPTIONAL: OPTIONAL,
    Pattern.UNWANTED: UNWANTED,
    Pattern.COMPLEX: COMPLEX,
    None: NONE,
}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [(text, pattern) for pattern, texts in EXAMPLES.items() for text in texts.strip().splitlines()],
)
def test_pattern(text: str, pattern: Pattern | None) -> None:
    assert pattern_of(text) is pattern


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("当支付成功时，在夜间模式期间，系统应静音推送。", Flaw.ORDER),
        ("如果支付超时，若具备短信模块，系统应发送短信。", Flaw.ORDER),
        ("系统应释放库存，如果支付超时。", Flaw.TRAILING),
        ("系统应关闭订单，当支付超过 15 分钟时。", Flaw.TRAILING),
    ],
)
def test_unusual_order(text: str, flaw: Flaw) -> None:
    reading = reading_of(text)
    assert reading is not None
    assert reading.flaw is flaw
