## 頁首與列表，香港的說法。

colour-theme = 外觀
