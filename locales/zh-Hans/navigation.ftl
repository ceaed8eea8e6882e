## 页眉、语言切换、侧栏、目录与列表。

skip-to-content = 跳到正文
main-navigation = 主导航
site-navigation = 站内页面
breadcrumbs = 当前位置
menu = 菜单
close = 关闭
home = 首页

# 语言切换。每个版本都用自己的名称，名称不在此处。
languages = 语言
language-missing = 尚无译文
# $language 是代为显示的版本的名称。
language-instead = 尚无译文，将显示“{ $language }”版

table-of-contents = 本页目录
contents = 目录
section-contents = 本章内容
previous = 上一篇
next = 下一篇
back-to-top = 返回顶部
# 标题旁链接符号的无障碍名称；$heading 是标题文字。
heading-link = 链接到“{ $heading }”一节

pagination = 分页
page-of = 第 { $page } 页，共 { $pages } 页
newer = 较新
older = 较早

colour-theme = 配色
theme-light = 浅色
theme-dark = 深色
theme-system = 跟随系统

feed = Atom 订阅
# $generator 是程序名称，可能带链接。
made-with = 由 { $generator } 生成
