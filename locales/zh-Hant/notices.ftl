## 頁面對自身文字來源的說明。

# $source 是轉換前的版本名稱。
notice-converted = 本頁由「{ $source }」版自動轉換而成。
notice-converted-link = 閱讀原文
# $language 是本版本的名稱，$shown 是實際顯示的版本名稱。自己沒有介面文字的版本也會用到這一句。
notice-fallback = 本頁尚無{ $language }譯文，以下顯示「{ $shown }」版。
notice-outdated = 原文在翻譯之後有過修改，譯文可能不是最新內容。
notice-outdated-link = 閱讀原文

# 讀者的瀏覽器較偏好本語言，而目前頁面是另一種語言時顯示。
offer = 本頁有繁體中文版。
offer-accept = 閱讀繁體中文版
offer-dismiss = 不用了

## 不屬於文章的頁面。

not-found-title = 找不到頁面
not-found-text = 這個網址沒有內容。頁面可能已經移走，也可能是連結有誤。
not-found-home = 回到首頁

moved-title = 頁面已移動
moved-text = 新網址：
