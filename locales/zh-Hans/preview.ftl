## `yiben serve` 在页面旁给作者看的文字。

preview-label = 预览
preview-authored = 本版本原作
# 后面是文字所出版本的名称。
preview-converted = 转换自
preview-fallback = 尚无译文，代以
preview-made = 由 yiben 生成
preview-draft = 草稿
preview-compare = 对照
preview-status = 进度

preview-error = 错误
preview-warning = 警告
preview-note = 提示
preview-errors = 源文件有错误
preview-warnings = 待查看
preview-stale = 下面仍是出错之前的页面。
preview-help = 解决办法：
preview-hide = 隐藏
preview-close = 关闭
preview-gone = yiben serve 没有响应

## 对照页。

preview-missing = 本版本没有此文
preview-compare-changed = 改动不止于单字
preview-compare-doubtful = 存疑
preview-compare-corrected = 人工订正
preview-compare-untranslated = 尚无译文
preview-compare-outdated = 已过时：原文有改动
preview-compare-lacking = 无对应内容
# 后面是有疑问的词语。
preview-compare-words = 这里应如何转换：
preview-compare-reason-division = 有两种分词，可能性相近。
preview-compare-reason-alone = 单独出现的字，对应的写法不止一个。
preview-compare-reason-name = 这可能是人名。
preview-compare-reason-sense = 这个词有两种意思，写法各不相同。
preview-compare-choose = 选择一种，或直接写出正确的写法：
preview-compare-line = 术语表中的一行：
preview-compare-copy = 复制
preview-compare-add = 写入术语表
# 后面是文件名。
preview-compare-added = 已写入
preview-compare-failed = yiben serve 没有响应，未写入任何内容。
preview-compare-close = 关闭

## 进度页。

preview-status-document = 文章
preview-status-all = 全部
preview-status-authored = 原作
preview-status-converted = 转换
preview-status-outdated = 过时
preview-status-fallback = 未译
preview-status-draft = 草稿
preview-status-missing = 缺
