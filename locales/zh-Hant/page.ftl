## 文章內文以外的文字。

# $date 是日期，依本語言的習慣書寫。
updated = 更新於 { $date }
reading-time = 閱讀約需 { $minutes } 分鐘

# 寫在並列的名字之間。
list-separator = 、

tags = 標籤
documents = { $count } 篇
related = 延伸閱讀

footnotes = 註腳
footnote = 註腳 { $number }
footnote-back = 回到註腳標記 { $number }

## 內文中的區塊。

alert-note = 附註
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 注意
details = 詳細內容
table-scroll = 表格，可左右捲動
