# 本站有自己说法的界面文字。yiben 的任何一条界面文字都可以按它的标识写在这里。

table-of-contents = 本章内容
