## 页面对自身文字来源的说明。

# $source 是转换前的版本的名称。
notice-converted = 本页由“{ $source }”版自动转换而成。
notice-converted-link = 阅读原文
# $language 是本版本的名称，$shown 是实际显示的版本的名称。自己没有界面文字的版本也会用到这一句。
notice-fallback = 本页尚无{ $language }译文，以下显示“{ $shown }”版。
notice-outdated = 原文在翻译之后有过修改，译文可能不是最新内容。
notice-outdated-link = 阅读原文

# 读者的浏览器更偏好本语言，而当前页面是另一种语言时显示。
offer = 本页有简体中文版。
offer-accept = 阅读简体中文版
offer-dismiss = 不用了

## 不属于文章的页面。

not-found-title = 页面不存在
not-found-text = 这个地址没有内容。页面可能已经移走，也可能是链接有误。
not-found-home = 返回首页

moved-title = 页面已移动
moved-text = 新地址：
