## 頁首、語言切換、側欄、目錄與列表。

skip-to-content = 跳至主要內容
main-navigation = 主選單
site-navigation = 網站頁面
breadcrumbs = 目前位置
menu = 選單
close = 關閉

# 語言切換。每個版本都用自己的名稱，名稱不在此處。
languages = 語言
language-missing = 尚無譯文

table-of-contents = 本頁目錄
contents = 目錄
section-contents = 本章內容
previous = 上一篇
next = 下一篇
back-to-top = 回到頂端

pagination = 分頁
page-of = 第 { $page } 頁，共 { $pages } 頁

colour-theme = 佈景主題

feed = Atom 訂閱
