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
preview-compare-correct = 訂正
preview-compare-correct-how = 頁面上是這樣寫的，請改成應有的樣子。以後無論怎樣產生、換用什麼辭典，這處訂正都會保留。
preview-compare-save = 儲存訂正
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

## 問題的簡稱，詳情與終端機所示相同。

preview-code-not-utf8 = 檔案不是 UTF-8 編碼
preview-code-unreadable = 有檔案無法讀取
preview-code-link-outside = 符號連結指錯了地方
preview-code-bad-file-name = 檔名不通用
preview-code-merge-conflict = 合併衝突
preview-code-control-character = 內文含有控制字元
preview-code-config-syntax = 設定檔的語法有誤
preview-code-config-key = 沒有這個設定項
preview-code-config-value = 設定的值不對
preview-code-locale-tag = 語言標籤不對
preview-code-chain-cycle = 版本之間循環相依
preview-code-front-matter = 文首的設定讀不懂
preview-code-front-matter-key = 文首的某個鍵可能拼錯了
preview-code-front-matter-value = 文首的某個值不對
preview-code-duplicate-translation = 同一篇文章在一種語言裡有兩份
preview-code-unknown-locale = 沒有這種語言的版本
preview-code-unknown-author = 作者不在名單裡
preview-code-nested-too-deep = 巢狀太深
preview-code-shortcode = 短代碼有誤
preview-code-unknown-argument = 短代碼沒有這個參數
preview-code-unknown-alert = 提示區塊的類別不存在
preview-code-footnote = 註腳對不上
preview-code-duplicate-anchor = 兩個標題用了同一個識別碼
preview-code-undefined-reference = 連結的標籤沒有定義
preview-code-unused-reference = 連結標籤沒有用處
preview-code-duplicate-reference = 連結標籤定義了兩次
preview-code-emphasis-not-parsed = 強調不會生效
preview-code-fullwidth-markup = 標記裡用了全形字元
preview-code-unparsed-markup = 差一點成為標記
preview-code-missing-translation = 缺少譯文
preview-code-duplicate-permalink = 兩個頁面用了同一個網址
preview-code-case-collision = 網址只有大小寫不同
preview-code-bad-slug = 網址不能這樣寫
preview-code-broken-link = 連結沒有指向任何地方
preview-code-missing-image = 缺少圖片
preview-code-redirected-link = 連結指向舊網址
preview-code-leaves-edition = 連結通往另一個版本
preview-code-dead-link = 站外的網址打不開
preview-code-moved-link = 站外的網址已經搬走
preview-code-broken-fragment = 連結指向的位置不存在
preview-code-message-missing = 缺少一條介面文字
preview-code-message-untranslated = 介面文字尚無譯文
preview-code-message-unused = 介面文字沒有用處
preview-code-message-differs = 介面文字用到的值不一致
preview-code-message-syntax = 介面文字的語法有誤
preview-code-glossary-conflict = 詞彙表自相矛盾
preview-code-conversion-markup = 轉換標記讀不懂
preview-code-unmarked-japanese = 日語沒有標記
preview-code-wrong-script = 文字用的是另一種字體
preview-code-stray-character = 混入另一種字形
preview-code-mixed-scripts = 一行裡簡繁混用
preview-code-half-width-punctuation = 中文裡的半形標點
preview-code-space-before-punctuation = 標點前有空格
preview-code-unpaired-quote = 引號或括號沒有配對
preview-code-quote-region = 引號是另一地區的
preview-code-forbidden-term = 禁用的寫法
preview-code-term-varies = 術語有兩種寫法
preview-code-doubtful-conversion = 轉換有疑問
preview-code-bad-allow = 放行的註解讀不懂
preview-code-unused-allow = 放行的註解沒有用處
preview-code-unexplained-allow = 放行的註解沒有寫理由
preview-code-untranslated = 尚無譯文
preview-code-orphan = 原文已經不在
preview-code-structure-differs = 結構與原文不同
preview-code-fewer-paragraphs = 缺少段落
preview-code-code-differs = 程式碼與原文不一致
preview-code-placeholder-differs = 預留位置丟了或多了
preview-code-shortcode-differs = 短代碼丟了或多了
preview-code-outdated-translation = 譯文已過時
preview-code-unrecorded-translation = 譯文沒有登記
preview-code-correction-outdated = 人工訂正已對不上
preview-code-correction-unused = 人工訂正沒有用處
preview-code-conversion-changed = 轉換結果變了
preview-code-conversion-unlocked = 轉換結果沒有鎖定
preview-code-lock-file = 鎖定檔讀不懂
preview-code-card-font = 畫圖片的字型
preview-code-template = 範本有誤
preview-code-destination-foreign = 目的資料夾裡有別人的檔案
preview-code-write-failed = 有檔案無法寫入
