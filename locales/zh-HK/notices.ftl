## 香港版與臺灣用語不同的訊息；其餘沿用 zh-Hant。

# $language 是本版本的名稱，$shown 是實際顯示的版本名稱，可能就是「繁體中文」。
notice-fallback = 本頁尚無「{ $language }」版，以下顯示「{ $shown }」版。

# 讀者的瀏覽器較偏好本語言，而目前頁面是另一種語言時顯示。
offer = 本頁有香港繁體中文版。
offer-accept = 閱讀香港版
