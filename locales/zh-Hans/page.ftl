## 文章正文之外的文字。

# $date 是日期，按本语言的习惯书写。
published = 发布于 { $date }
updated = 更新于 { $date }
reading-time = 阅读约需 { $minutes } 分钟
word-count = { $words } 字

# $authors 是一个或多个姓名，已经连好。
by-authors = 作者：{ $authors }
# 写在并列的名字之间。
list-separator = 、
about-author = 关于作者
about-authors = 关于作者

tags = 标签
all-tags = 全部标签
tagged = 标签：{ $tag }
documents = { $count } 篇
related = 相关阅读
latest = 最新文章
all-documents = 全部文章
read-more = 阅读全文
draft = 草稿
edit-page = 编辑本页

footnotes = 脚注
footnote = 脚注 { $number }
footnote-back = 返回脚注标记 { $number }

## 正文中的区块。

alert-note = 注意
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 当心
alert-info = 信息
alert-danger = 危险
alert-example = 示例
alert-question = 问题
alert-quote = 引用
details = 详细内容
copy = 复制
copied = 已复制
table-scroll = 表格，可左右滚动
code-scroll = 代码，可左右滚动
