## 页眉、语言切换、侧栏、目录与列表。

skip-to-content = 跳到正文
main-navigation = 主导航
site-navigation = 站内页面
breadcrumbs = 当前位置
menu = 菜单
close = 关闭

# 语言切换。每个版本都用自己的名称，名称不在此处。
languages = 语言
language-missing = 尚无译文

table-of-contents = 本页目录
contents = 目录
section-contents = 本章内容
previous = 上一篇
next = 下一篇
back-to-top = 返回顶部

pagination = 分页
page-of = 第 { $page } 页，共 { $pages } 页

colour-theme = 配色

feed = Atom 订阅
