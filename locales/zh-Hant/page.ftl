## 文章內文以外的文字。

# $date 是日期，依本語言的習慣書寫。
published = 發布於 { $date }
updated = 更新於 { $date }
reading-time = 閱讀約需 { $minutes } 分鐘
word-count = { $words } 字

# $authors 是一個或多個姓名，已經連好。
by-authors = 作者：{ $authors }
# 寫在並列的名字之間。
list-separator = 、
about-author = 關於作者
about-authors = 關於作者

tags = 標籤
all-tags = 所有標籤
tagged = 標籤：{ $tag }
documents = { $count } 篇
related = 延伸閱讀
latest = 最新文章
all-documents = 所有文章
read-more = 閱讀全文
draft = 草稿
edit-page = 編輯本頁

footnotes = 註腳
footnote = 註腳 { $number }
footnote-back = 回到註腳標記 { $number }

## 內文中的區塊。

alert-note = 附註
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 注意
alert-info = 資訊
alert-danger = 危險
alert-example = 範例
alert-question = 問題
alert-quote = 引文
details = 詳細內容
copy = 複製
copied = 已複製
table-scroll = 表格，可左右捲動
code-scroll = 程式碼，可左右捲動
