## 搜索。

search = 搜索
search-label = 站内搜索
search-placeholder = 搜索……
search-submit = 搜索
search-hint = 请输入词语或句子。
search-keys = 方向键选择，回车键打开，Esc 键关闭
# $query 是读者输入的内容。
search-none = 没有找到“{ $query }”
search-results = 找到 { $count } 个页面
search-more = 显示更多
search-failed = 无法加载搜索索引。
search-noscript = 搜索需要启用 JavaScript。
search-close = 关闭
