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

## 對照頁。

preview-missing = 本版本沒有此文
preview-compare-changed = 改動不止於單字
preview-compare-doubtful = 存疑
preview-compare-corrected = 人工訂正
preview-compare-untranslated = 尚無譯文
preview-compare-outdated = 已過時：原文有改動
preview-compare-lacking = 無對應內容
# 後面是有疑問的詞語。
preview-compare-words = 這裡應如何轉換：
preview-compare-reason-division = 有兩種斷詞，可能性相近。
preview-compare-reason-alone = 單獨出現的字，對應的寫法不只一個。
preview-compare-reason-name = 這可能是人名。
preview-compare-reason-sense = 這個詞有兩種意思，寫法各不相同。
preview-compare-choose = 選擇一種，或直接寫出正確的寫法：
preview-compare-line = 詞彙表中的一行：
preview-compare-copy = 複製
preview-compare-add = 寫入詞彙表
# 後面是檔案名稱。
preview-compare-added = 已寫入
preview-compare-failed = yiben serve 沒有回應，未寫入任何內容。
preview-compare-close = 關閉

## 進度頁。

preview-status-document = 文章
preview-status-all = 全部
preview-status-authored = 原作
preview-status-converted = 轉換
preview-status-outdated = 過時
preview-status-fallback = 未譯
preview-status-draft = 草稿
preview-status-missing = 缺
