## `yiben serve` 在頁面旁給作者看的文字。

preview-label = 預覽
preview-authored = 本版本原作
# 後面是文字所出版本的名稱。
preview-converted = 轉換自
preview-fallback = 尚無譯文，代以
preview-made = 由 yiben 產生
preview-draft = 草稿
preview-compare = 對照
preview-status = 進度

preview-error = 錯誤
preview-warning = 警告
preview-note = 提示
preview-errors = 原始檔有錯誤
preview-warnings = 待檢視
preview-stale = 下面仍是出錯之前的頁面。
preview-help = 解決方法：
preview-hide = 隱藏
preview-close = 關閉
preview-gone = yiben serve 沒有回應
