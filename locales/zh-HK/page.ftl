## 文章內文以外，香港的說法。

# $date 是日期，依本語言的習慣書寫。
published = 發佈於 { $date }
alert-example = 例子
