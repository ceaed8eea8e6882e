## `yiben serve` 在页面旁给作者看的文字。

preview-label = 预览
preview-authored = 本版本原作
# 后面是文字所出版本的名称。
preview-converted = 转换自
preview-fallback = 尚无译文，代以
preview-made = 由 yiben 生成
preview-draft = 草稿
preview-compare = 对照
preview-status = 进度

preview-error = 错误
preview-warning = 警告
preview-note = 提示
preview-errors = 源文件有错误
preview-warnings = 待查看
preview-stale = 下面仍是出错之前的页面。
preview-help = 解决办法：
preview-hide = 隐藏
preview-close = 关闭
preview-gone = yiben serve 没有响应

## 对照页。

preview-missing = 本版本没有此文
preview-compare-changed = 改动不止于单字
preview-compare-doubtful = 存疑
preview-compare-corrected = 人工订正
preview-compare-untranslated = 尚无译文
preview-compare-outdated = 已过时：原文有改动
preview-compare-lacking = 无对应内容
# 后面是有疑问的词语。
preview-compare-words = 这里应如何转换：
preview-compare-reason-division = 有两种分词，可能性相近。
preview-compare-reason-alone = 单独出现的字，对应的写法不止一个。
preview-compare-reason-name = 这可能是人名。
preview-compare-reason-sense = 这个词有两种意思，写法各不相同。
preview-compare-choose = 选择一种，或直接写出正确的写法：
preview-compare-line = 术语表中的一行：
preview-compare-copy = 复制
preview-compare-add = 写入术语表
# 后面是文件名。
preview-compare-added = 已写入
preview-compare-failed = yiben serve 没有响应，未写入任何内容。
preview-compare-correct = 订正
preview-compare-correct-how = 页面上是这样写的，请改成应有的样子。以后无论怎样生成、换用什么词典，这处订正都会保留。
preview-compare-save = 保存订正
preview-compare-close = 关闭

## 进度页。

preview-status-document = 文章
preview-status-all = 全部
preview-status-authored = 原作
preview-status-converted = 转换
preview-status-outdated = 过时
preview-status-fallback = 未译
preview-status-draft = 草稿
preview-status-missing = 缺

## 问题的简称，详情与终端所示相同。

preview-code-not-utf8 = 文件不是 UTF-8 编码
preview-code-unreadable = 有文件无法读取
preview-code-link-outside = 符号链接指错了地方
preview-code-bad-file-name = 文件名不通用
preview-code-merge-conflict = 合并冲突
preview-code-control-character = 正文含有控制字符
preview-code-config-syntax = 设置文件的语法有误
preview-code-config-key = 没有这个设置项
preview-code-config-value = 设置的值不对
preview-code-locale-tag = 语言标签不对
preview-code-chain-cycle = 版本之间循环相依
preview-code-front-matter = 文首的设置读不懂
preview-code-front-matter-key = 文首的某个键可能拼错了
preview-code-front-matter-value = 文首的某个值不对
preview-code-duplicate-translation = 同一篇文章在一种语言里有两份
preview-code-unknown-locale = 没有这种语言的版本
preview-code-unknown-author = 作者不在名单里
preview-code-nested-too-deep = 嵌套太深
preview-code-shortcode = 短代码有误
preview-code-unknown-argument = 短代码没有这个参数
preview-code-unknown-alert = 提示块的类别不存在
preview-code-footnote = 脚注对不上
preview-code-duplicate-anchor = 两个标题用了同一个标识
preview-code-undefined-reference = 链接的标签没有定义
preview-code-unused-reference = 链接标签没有用处
preview-code-duplicate-reference = 链接标签定义了两次
preview-code-emphasis-not-parsed = 强调不会生效
preview-code-fullwidth-markup = 标记里用了全角字符
preview-code-unparsed-markup = 差一点成为标记
preview-code-missing-translation = 缺少译文
preview-code-duplicate-permalink = 两个页面用了同一个网址
preview-code-case-collision = 网址只有大小写不同
preview-code-bad-slug = 网址不能这样写
preview-code-broken-link = 链接没有指向任何地方
preview-code-missing-image = 缺少图片
preview-code-redirected-link = 链接指向旧地址
preview-code-leaves-edition = 链接通往另一个版本
preview-code-dead-link = 站外的地址打不开
preview-code-moved-link = 站外的地址已经搬走
preview-code-broken-fragment = 链接指向的位置不存在
preview-code-message-missing = 缺少一条界面文字
preview-code-message-untranslated = 界面文字尚无译文
preview-code-message-unused = 界面文字没有用处
preview-code-message-differs = 界面文字用到的值不一致
preview-code-message-syntax = 界面文字的语法有误
preview-code-glossary-conflict = 术语表自相矛盾
preview-code-conversion-markup = 转换标记读不懂
preview-code-unmarked-japanese = 日语没有标记
preview-code-wrong-script = 文字用的是另一种字体
preview-code-stray-character = 混入另一种字形
preview-code-mixed-scripts = 一行里简繁混用
preview-code-half-width-punctuation = 中文里的半角标点
preview-code-space-before-punctuation = 标点前有空格
preview-code-unpaired-quote = 引号或括号没有配对
preview-code-quote-region = 引号是另一地区的
preview-code-forbidden-term = 禁用的写法
preview-code-term-varies = 术语有两种写法
preview-code-doubtful-conversion = 转换有疑问
preview-code-bad-allow = 放行的注释读不懂
preview-code-unused-allow = 放行的注释没有用处
preview-code-unexplained-allow = 放行的注释没有写理由
preview-code-untranslated = 尚无译文
preview-code-orphan = 原文已经不在
preview-code-structure-differs = 结构与原文不同
preview-code-fewer-paragraphs = 缺少段落
preview-code-code-differs = 代码与原文不一致
preview-code-placeholder-differs = 占位符丢了或多了
preview-code-shortcode-differs = 短代码丢了或多了
preview-code-outdated-translation = 译文已过时
preview-code-unrecorded-translation = 译文没有登记
preview-code-correction-outdated = 人工订正已对不上
preview-code-correction-unused = 人工订正没有用处
preview-code-conversion-changed = 转换结果变了
preview-code-conversion-unlocked = 转换结果没有锁定
preview-code-lock-file = 锁定文件读不懂
preview-code-card-font = 画图片的字体
preview-code-template = 模板有误
preview-code-destination-foreign = 目标文件夹里有别人的文件
preview-code-write-failed = 有文件无法写入
