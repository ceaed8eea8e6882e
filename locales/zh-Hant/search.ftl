## 搜尋。

search = 搜尋
search-label = 搜尋本站
search-placeholder = 搜尋……
search-submit = 搜尋
search-hint = 請輸入詞語或句子。
search-keys = 方向鍵選擇，Enter 鍵開啟，Esc 鍵關閉
# $query 是讀者輸入的內容。
search-none = 找不到「{ $query }」
search-results = 找到 { $count } 個頁面
search-more = 顯示更多
search-failed = 無法載入搜尋索引。
search-noscript = 搜尋功能需要啟用 JavaScript。
search-close = 關閉
