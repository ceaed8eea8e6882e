## 文章正文之外的文字。

# $date 是日期，按本语言的习惯书写。
updated = 更新于 { $date }
reading-time = 阅读约需 { $minutes } 分钟

# 写在并列的名字之间。
list-separator = 、

tags = 标签
documents = { $count } 篇
related = 相关阅读

footnotes = 脚注
footnote = 脚注 { $number }
footnote-back = 返回脚注标记 { $number }

## 正文中的区块。

alert-note = 注意
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 当心
details = 详细内容
table-scroll = 表格，可左右滚动
