# 本站有自己說法的介面文字。yiben 的任何一條介面文字都可以按它的識別名稱寫在這裡。

table-of-contents = 本章內容
