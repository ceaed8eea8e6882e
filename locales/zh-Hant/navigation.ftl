## 頁首、語言切換、側欄、目錄與列表。

skip-to-content = 跳至主要內容
main-navigation = 主選單
site-navigation = 網站頁面
breadcrumbs = 目前位置
menu = 選單
close = 關閉
home = 首頁

# 語言切換。每個版本都用自己的名稱，名稱不在此處。
languages = 語言
language-missing = 尚無譯文
# $language 是代為顯示的版本名稱。
language-instead = 尚無譯文，將顯示「{ $language }」版

table-of-contents = 本頁目錄
contents = 目錄
section-contents = 本章內容
previous = 上一篇
next = 下一篇
back-to-top = 回到頂端
# 標題旁連結符號的無障礙名稱；$heading 是標題文字。
heading-link = 連結至「{ $heading }」一節

pagination = 分頁
page-of = 第 { $page } 頁，共 { $pages } 頁
newer = 較新
older = 較舊

colour-theme = 佈景主題
theme-light = 淺色
theme-dark = 深色
theme-system = 跟隨系統

feed = Atom 訂閱
# $generator 是程式名稱，可能附有連結。
made-with = 以 { $generator } 製作
