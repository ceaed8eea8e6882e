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
