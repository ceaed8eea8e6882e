//! Whole bodies: Markdown in, HTML out.

use super::{Context, Href, write};
use crate::content::markdown::{Options, Parsed, parse};
use crate::content::tree::Shortcode;
use crate::render::highlight::Highlighter;
use crate::source::{RelPath, Span};
use std::collections::BTreeSet;

/// The HTML of a Chinese body, without anchors, and what the parse found. Links lead where they were written to.
fn render(markdown: &str) -> (String, Vec<String>) {
    let path = RelPath::new("a.md").unwrap();
    let shortcodes = BTreeSet::from(["mark".to_owned(), "year".to_owned()]);
    let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
    let Parsed { tree, diagnostics, .. } = parse(markdown, 0, &options);
    let links: Vec<_> =
        tree.links.iter().map(|used| Href { address: used.destination.to_string(), ..Href::default() }).collect();
    let message = |id: &str, number: Option<u32>| number.map_or(id.to_owned(), |number| format!("{id} {number}"));
    let shortcode = |(call, _): (&Shortcode<'_>, Span), body: Option<&str>, out: &mut String| {
        out.push_str(&format!("[{}|{}]", call.name, body.unwrap_or("-")));
    };
    let context = Context {
        links: &links,
        message: &message,
        highlighter: &Highlighter::default(),
        shortcode: &shortcode,
        anchors: false,
        chinese: true,
    };
    let mut out = String::new();
    write(&tree, &context, &mut out);
    let found = diagnostics
        .iter()
        .map(|found| {
            let span = found.place.span.unwrap();
            format!("{}: {}", found.code.name(), &markdown[span.range()])
        })
        .collect();
    (out, found)
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    let (out, found) = render(markdown);
    assert_eq!(out.trim_end(), html, "{markdown}");
    assert!(found.is_empty(), "{markdown}: {found:?}");
}

#[test]
fn emphasis_of_han_is_not_that_of_latin() {
    let long = "这一整段话都被作者用星号括了起来，一共有二十多个字，逐字加点就看不清了。";
    // (Markdown, HTML)
    let cases = [
        ("这是*重点*。", "<p>这是<em>重点</em>。</p>".to_owned()),
        ("见*Nature*杂志", "<p>见<em class=\"latin\">Nature</em>杂志</p>".to_owned()),
        ("*在 Dr. Dobb's Journal 上*", "<p><em>在 <i>Dr. Dobb's Journal</i> 上</em></p>".to_owned()),
        ("*用 A<B 和 C*x", "<p><em>用 <i>A</i>&lt;<i>B</i> 和 <i>C</i></em>x</p>".to_owned()),
        ("*外 a **内 b** 外*c", "<p><em>外 <i>a</i> <strong>内 <i>b</i></strong> 外</em>c</p>".to_owned()),
        ("*出版于 1923 年*", "<p><em>出版于 <i>1923</i> 年</em></p>".to_owned()),
        (&format!("*{long}*"), format!("<p><em class=\"long whole\">{long}</em></p>")),
        (&format!("据说*{long}*"), format!("<p>据说<em class=\"long\">{long}</em></p>")),
        ("*`code`*", "<p><em><code>code</code></em></p>".to_owned()),
    ];
    for (markdown, html) in cases {
        check(markdown, &html);
    }
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    let cases = [
        ("他在**“重点”**处停下", "<p>他在<strong>“重点”</strong>处停下</p>"),
        ("看**《三体》**吧", "<p>看<strong>《三体》</strong>吧</p>"),
        ("用**这段`code`**写", "<p>用<strong>这段<code>code</code></strong>写</p>"),
        ("**等等…**他说", "<p><strong>等等…</strong>他说</p>"),
        ("**听—**她", "<p><strong>听—</strong>她</p>"),
        ("「~~旧」~~新", "<p>「<del>旧」</del>新</p>"),
        ("x**y∇**z", "<p>x**y∇**z</p>"),
        ("__注意__：看", "<p><strong>注意</strong>：看</p>"),
        ("*（斜）*体", "<p><em>（斜）</em>体</p>"),
        ("**完。**\u{FDD2}中", "<p><strong>完。</strong>\u{FFFD}中</p>"),
        ("~~**已完成：**~~下一步", "<p><del><strong>已完成：</strong></del>下一步</p>"),
        ("~~**《书》**~~已下架", "<p><del><strong>《书》</strong></del>已下架</p>"),
        ("中**~~删。~~**中", "<p>中<strong><del>删。</del></strong>中</p>"),
        ("*~~《书》~~*已下架", "<p><em><del>《书》</del></em>已下架</p>"),
        ("中*__（书）__*中", "<p>中<em><strong>（书）</strong></em>中</p>"),
        ("**中\\***文", "<p><strong>中*</strong>文</p>"),
        (
            "[**完。**中](a \"**完。**中&amp;\")",
            "<p><a href=\"a\" title=\"**完。**中&amp;\"><strong>完。</strong>中</a></p>",
        ),
        (
            "`**完。**\n中` ![**完。**中](a)",
            "<p><code>**完。** 中</code> <img src=\"a\" alt=\"完。中\" loading=\"lazy\" /></p>",
        ),
    ];
    for (markdown, html) in cases {
        assert_eq!(render(markdown).0.trim_end(), html, "{markdown}");
    }
}

#[test]
fn soft_breaks_between_wide_characters_vanish() {
    let cases = [
        ("自强不息，厚\n德载物", "<p>自强不息，厚德载物</p>"),
        ("使用\nRust 编写", "<p>使用\nRust 编写</p>"),
        ("**中文**\n中文", "<p><strong>中文</strong>中文</p>"),
        ("中文  \n中文", "<p>中文<br />\n中文</p>"),
        ("他说：\n“好”", "<p>他说：“好”</p>"),
        ("中[文](x)\n<b>中</b>", "<p>中<a href=\"x\">文</a><b>中</b></p>"),
        ("中\n`码`", "<p>中\n<code>码</code></p>"),
        ("한국\n어", "<p>한국\n어</p>"),
        ("> 中\n> 文", "<blockquote>\n<p>中文</p>\n</blockquote>"),
        ("![中\n文](x)", "<p><img src=\"x\" alt=\"中文\" loading=\"lazy\" /></p>"),
        ("![中\na](x)", "<p><img src=\"x\" alt=\"中 a\" loading=\"lazy\" /></p>"),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn marks_that_do_not_work_are_reported() {
    let cases = [
        ("中文__重点。__中文", "<p>中文__重点。__中文</p>", "emphasis-not-parsed: __"),
        ("这是** 重点 **吗", "<p>这是** 重点 **吗</p>", "emphasis-not-parsed: **"),
        ("＃ 标题", "<p>＃ 标题</p>", "fullwidth-markup: ＃"),
        ("－ 一项", "<p>－ 一项</p>", "fullwidth-markup: －"),
        ("１．一项", "<p>１．一项</p>", "fullwidth-markup: １．"),
        ("见［说明］（a.md）。", "<p>见［说明］（a.md）。</p>", "fullwidth-markup: ［说明］（a.md）"),
    ];
    for (markdown, html, finding) in cases {
        let (out, found) = render(markdown);
        assert_eq!((out.trim_end(), found), (html, vec![finding.to_owned()]), "{markdown}");
    }
    for fine in ["调用 __init__ 方法", "１．５倍", "＃话题＃", "2**3 次方", "\\*\\*重点\\*\\*", "`中**文`"]
    {
        assert!(render(fine).1.is_empty(), "{fine}: {:?}", render(fine));
    }
}

#[test]
fn our_html_is_commonmarks_where_we_add_nothing() {
    let same = [
        "# One\n\nTwo *three* **four** `five`\n",
        "Title\n===\n\nOther\n---\n",
        "- a\n- b\n  - c\n\n    d\n- e\n",
        "- a\n\n- b\n",
        "3. a\n4. b\n",
        "1) a\n\n   > q\n\n       code\n",
        "> a\n> b\n>\n> > c\n",
        "a\\\nb  \nc\n",
        "***\n\na\n\n---\n",
        "[a](<b c> 'd \"e\"') ![f *g*](h) <https://i.j?k=1&l=2> <m@n.o>\n",
        "[a]\n\n[a]: /b \"c\"\n",
        "&copy; &#35; &nosuch; \\* \\a \"q\" <b>c</b> & d\n",
        "<div class=\"a\">\n*b*\n\n*c*\n</div>\n",
        "<!-- a -->\n\n<?php b ?>\n\n<pre>\nc\n\nd</pre>\n",
        "    indented\n\n    code <b>\n",
        "- a\n\n      code\n\n  b\n-\n- c\n",
        "a ~~b~~ c\n",
        "a\r\nb\r\n\r\n- c\r\n- d\r\n",
        "Term\n: Explained\n: Twice\n\nOther\n\n: Loose\n",
        "``a `b` c`` ` d `\n",
        "*a **b** c* ***d*** __e__ _f_g_\n",
        "<b>a\n<i title='x'\n>c</i></b>\n",
    ];
    for markdown in same {
        let options = pulldown_cmark::Options::ENABLE_STRIKETHROUGH | pulldown_cmark::Options::ENABLE_DEFINITION_LIST;
        let mut expected = String::new();
        pulldown_cmark::html::push_html(&mut expected, pulldown_cmark::Parser::new_ext(markdown, options));
        let (out, _) = render(markdown);
        let ours = without(
            &out,
            &[
                (" class=\"latin", "\""),
                (" class=\"bare", "\""),
                (" id=\"", "\""),
                (" tabindex=\"", "\""),
                (" loading=\"", "\""),
            ],
        );
        assert_eq!(ours, expected, "{markdown}");
    }
}

/// `html` without the attributes that we add: each from its beginning to its end.
fn without(html: &str, attributes: &[(&str, &str)]) -> String {
    let mut html = html.to_owned();
    for (begin, end) in attributes {
        while let Some(at) = html.find(begin) {
            let length = begin.len() + html[at + begin.len()..].find(end).unwrap() + end.len();
            html.replace_range(at..at + length, "");
        }
    }
    html
}

#[test]
fn alerts_take_a_title_in_any_language() {
    let cases = [
        (
            "> [!TIP] 标题 *一*\n> 正文\n>\n> - 项",
            "<aside class=\"alert tip\" role=\"note\">\n<p class=\"alert-title\">标题 \
          <em>一</em></p>\n<p>正文</p>\n<ul>\n<li>项</li>\n</ul>\n</aside>",
        ),
        (
            "> [!note]\n> 正文",
            "<aside class=\"alert note\" role=\"note\">\n<p class=\"alert-title\">alert-note</p>\n\
          <p>正文</p>\n</aside>",
        ),
        (
            "> [!DANGER]- 小心",
            "<aside class=\"alert caution\" role=\"note\">\n<p class=\"alert-title\">小心</p>\n</aside>",
        ),
        (
            "- > [!WARNING]\n  > 内",
            "<ul>\n<li>\n<aside class=\"alert warning\" role=\"note\">\n\
          <p class=\"alert-title\">alert-warning</p>\n<p>内</p>\n</aside>\n</li>\n</ul>",
        ),
        ("> 先\n> [!TIP] 后", "<blockquote>\n<p>先\n[!TIP] 后</p>\n</blockquote>"),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
    let (html, found) = render("> [!NOVEL] 书");
    assert_eq!(html.trim_end(), "<blockquote>\n<p>[!NOVEL] 书</p>\n</blockquote>");
    assert_eq!(found, ["unknown-alert: [!NOVEL]"]);
    let (_, found) = render("> [!NOVEL] 书\n\n[!novel]: https://example.org");
    assert!(found.is_empty(), "a link: {found:?}");
}

#[test]
fn mathematics_passes_through_and_prices_do_not() {
    let cases = [
        ("设 $发_{头}<1$ 则", "<p>设 <span class=\"math inline\">\\(发_{头}&lt;1\\)</span> 则</p>"),
        ("$$\\text{发}$$", "<p><span class=\"math display\">\\[\\text{发}\\]</span></p>"),
        ("从$5涨到$10，再到 $20", "<p>从$5涨到$10，再到 $20</p>"),
        ("prices like $5 and $10", "<p>prices like $5 and $10</p>"),
        ("`$5$` 与 `从$5涨到`", "<p><code>$5$</code> 与 <code>从$5涨到</code></p>"),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn bare_addresses_are_links_that_end_before_chinese() {
    let cases = [
        (
            "详见https://e.com/a_b*c。谢谢",
            "<p>详见<a href=\"https://e.com/a_b*c\" class=\"bare\">https://e.com/a_b*c</a>。谢谢</p>",
        ),
        ("（www.e.com）", "<p>（<a href=\"http://www.e.com\" class=\"bare\">www.e.com</a>）</p>"),
        ("[e.com](https://e.com/ 't')", "<p><a href=\"https://e.com/\" title=\"t\" class=\"bare\">e.com</a></p>"),
        ("[https://e.com](https://f.com)", "<p><a href=\"https://f.com\">https://e.com</a></p>"),
        ("[见 https://e.com](x)", "<p><a href=\"x\">见 https://e.com</a></p>"),
        ("<a href=\"x\">https://e.com</a>", "<p><a href=\"x\">https://e.com</a></p>"),
        ("`https://e.com`", "<p><code>https://e.com</code></p>"),
        (
            "**https://e.com/x**好",
            "<p><strong><a href=\"https://e.com/x\" class=\"bare\">https://e.com/x</a></strong>好</p>",
        ),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn built_in_shortcodes_become_elements() {
    let cases = [
        (
            "{{< figure src=\"/a.png\" id=\"f\" caption=\"图 **一**。\" class=\"w\" width=3 >}}",
            "<figure id=\"f\" class=\"w\">\n<img src=\"/a.png\" alt=\"图 一。\" loading=\"lazy\" width=\"3\" />\n\
             <figcaption>图 <strong>一</strong>。</figcaption>\n</figure>",
        ),
        (
            "前 {{< figure src=a.png alt=甲 link=\"b.md\" >}} 后",
            "<p>前 </p>\n<figure>\n<a href=\"b.md\"><img src=\"a.png\" alt=\"甲\" loading=\"lazy\" /></a>\n</figure>\n<p>后</p>",
        ),
        (
            "{{< figure id=\"t\" title=\"表 1\" link=\"#x\" >}}",
            "<figure id=\"t\">\n<figcaption><a href=\"#x\">表 1</a></figcaption>\n</figure>",
        ),
        (
            "{{< figure src=\"a.png\" title=\"题\" caption=\"图 *一*\" attr=\"某人\" attrlink=\"https://e.com\" width=\"50%\" height=auto >}}",
            "<figure>\n<img src=\"a.png\" alt=\"图 一\" loading=\"lazy\" style=\"width:50%;height:auto\" />\n\
             <figcaption><strong>题</strong><br />\n图 <em>一</em> <a href=\"https://e.com\">某人</a></figcaption>\n</figure>",
        ),
        (
            "{{< callout type=\"error\" >}}\n- 一\n- 二\n{{< /callout >}}\n后",
            "<aside class=\"alert caution\" role=\"note\">\n<p class=\"alert-title\">alert-caution</p>\n\
             <ul>\n<li>一</li>\n<li>二</li>\n</ul>\n</aside>\n<p>后</p>",
        ),
        (
            "{{% details title=\"看 `码`\" open=true %}}\n文\n{{% /details %}}",
            "<details open>\n<summary>看 <code>码</code></summary>\n<p>文</p>\n</details>",
        ),
        ("{{< details >}}文{{< /details >}}", "<details>\n<summary>details</summary>\n<p>文</p>\n</details>"),
        ("[甲]({{< ref \"b.md\" >}}#c) 乙", "<p><a href=\"b.md#c\">甲</a> 乙</p>"),
        ("[甲](<{{< relref b.md >}}> \"题\")", "<p><a href=\"b.md\" title=\"题\">甲</a></p>"),
        ("[甲]\n\n[甲]: {{< ref \"b.md\" >}}", "<p><a href=\"b.md\">甲</a></p>"),
        ("<a href=\"{{< ref `b.md` >}}\">甲</a>", "<p><a href=\"b.md\">甲</a></p>"),
        ("见 {{< ref \"b.md\" >}}。", "<p>见 b.md。</p>"),
        ("{{</* ref \"b\" */>}}", "<p>{{&lt; ref \"b\" &gt;}}</p>"),
        (
            "`{{< no >}}` `` {{< /no >}}\n{{% a ``",
            "<p><code>{{&lt; no &gt;}}</code> <code>{{&lt; /no &gt;}} {{% a</code></p>",
        ),
    ];
    for (markdown, html) in cases {
        let (out, found) = render(markdown);
        assert_eq!(out.trim_end(), html, "{markdown}");
        assert!(found.iter().all(|found| found == "shortcode: {{%"), "{markdown}: {found:?}");
    }
}

#[test]
fn the_sites_own_shortcodes_go_to_its_templates() {
    let cases = [
        ("{{< year >}}", "[year|-]"),
        ("今年 {{< year 2 >}} 年", "<p>今年 [year|-] 年</p>"),
        ("甲{{< mark >}}**乙**{{< /mark >}}丙", "<p>甲[mark|<strong>乙</strong>]丙</p>"),
        ("{{< mark >}}\n\n甲\n\n{{< year >}}\n{{< /mark >}}", "[mark|<p>甲</p>\n[year|-]]"),
        ("<div>\n{{< year >}}\n</div>", "<div>\n[year|-]\n</div>"),
        ("- {{< year >}}", "<ul>\n<li>[year|-]</li>\n</ul>"),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn shortcodes_that_cannot_be_read_stay_visible_and_are_reported() {
    let cases = [
        ("{{< figur src=x >}}", "<p>{{&lt; figur src=x &gt;}}</p>", "{{< figur src=x >}}"),
        ("{{< callout >}}\n文", "<p>{{&lt; callout &gt;}}</p>\n<p>文</p>", "{{< callout >}}"),
        ("文{{< /mark >}}", "<p>文{{&lt; /mark &gt;}}</p>", "{{< /mark >}}"),
        ("文{{< figure src=\"x >}}", "<p>文{{&lt; figure src=\"x &gt;}}</p>", "{{< figure src=\"x >}}"),
        ("{{< ref >}}", "<p>{{&lt; ref &gt;}}</p>", "{{< ref >}}"),
        (
            "- {{< callout >}}\n\n文\n\n{{< /callout >}}",
            "<ul>\n<li>\n<aside class=\"alert note\" role=\"note\">\n<p class=\"alert-title\">alert-note</p>\n</aside>\n</li>\n\
             </ul>\n<p>文</p>\n<p>{{&lt; /callout &gt;}}</p>",
            "{{< callout >}}",
        ),
    ];
    for (markdown, html, place) in cases {
        let (out, found) = render(markdown);
        assert_eq!(out.trim_end(), html, "{markdown}");
        assert_eq!(found.first(), Some(&format!("shortcode: {place}")), "{markdown}");
    }
}

#[test]
fn footnotes_are_numbered_by_first_use_and_lead_back() {
    let (out, found) = render("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注[^c]\n[^b]: 注二\n\n    续\n[^c]: 三\n[^d]: 没人用");
    assert_eq!(found, ["footnote: [^d]: 没人用"]);
    let mark = |n: u32, id: &str| {
        format!(
            "<sup class=\"footnote-mark\"><a href=\"#fn-{n}\" id=\"fnref-{id}\" role=\"doc-noteref\" \
             aria-label=\"footnote {n}\">{n}</a></sup>"
        )
    };
    let back = |n: u32, id: &str| {
        format!(
            " <a class=\"footnote-back\" href=\"#fnref-{id}\" role=\"doc-backlink\" aria-label=\"footnote-back {n}\">\
             ↩\u{FE0E}</a>"
        )
    };
    let expected = format!(
        "<p>甲{}乙{}丙{}</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"footnotes\">\n<ol>\n\
         <li id=\"fn-1\">\n<p>注二</p>\n<p>续{}{}</p>\n</li>\n<li id=\"fn-2\">\n<p>注{}{}</p>\n</li>\n\
         <li id=\"fn-3\">\n<p>三{}</p>\n</li>\n</ol>\n</section>\n",
        mark(1, "1"),
        mark(2, "2"),
        mark(1, "1-2"),
        back(1, "1"),
        back(1, "1-2"),
        mark(3, "3"),
        back(2, "2"),
        back(3, "3"),
    );
    assert_eq!(out, expected);
}

#[test]
fn tables_tasks_and_titles_of_code() {
    let cases = [
        (
            "| | 甲 |\n|:-:|--:|\n| **一。**二 | `a\\|b` |",
            "<div class=\"table\" role=\"group\" aria-label=\"table-scroll\" tabindex=\"0\"><table><thead><tr>\
             <td class=\"center\"></td><th scope=\"col\" class=\"right\">甲</th></tr></thead><tbody>\n\
             <tr><td class=\"center\"><strong>一。</strong>二</td><td class=\"right\"><code>a|b</code></td></tr>\n\
             </tbody></table></div>",
        ),
        (
            "- [x] 做了\n- [ ] 没做\n\n  - 内",
            "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled checked /> 做了</label></p>\n</li>\n\
             <li class=\"task\">\n<p><label><input type=\"checkbox\" disabled /> 没做</label></p>\n<ul>\n<li>内</li>\n</ul>\n\
             </li>\n</ul>",
        ),
        (
            "```text,ignore title=\"src/主.rs\"\na < b\n```",
            "<figure class=\"code\">\n<figcaption>src/主.rs</figcaption>\n\
             <pre tabindex=\"0\"><code class=\"language-text\">a &lt; b\n</code></pre>\n</figure>",
        ),
        (":::note\n文\n:::", "<p>:::note\n文\n:::</p>"),
        ("词\n: 释", "<dl>\n<dt>词</dt>\n<dd>释</dd>\n</dl>"),
        ("## 题 {#a .b lang=ja c=d}", "<h2 id=\"a\" class=\"b\" lang=\"ja\" data-c=\"d\">题</h2>"),
        (
            "## 题 {title=\"a b\" aria-label='题 一' #a lang=\"ja\"}",
            "<h2 id=\"a\" title=\"a b\" aria-label=\"题 一\" lang=\"ja\">题</h2>",
        ),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn heading_levels_leave_none_out() {
    let (out, _) = render("### 甲\n##### 乙\n### 丙\n# 丁\n#### 戊\n## 己");
    let levels: Vec<_> = out.lines().map(|line| (&line[1..3], line.contains("level-"))).collect();
    assert_eq!(levels, [("h2", true), ("h3", true), ("h2", true), ("h1", false), ("h2", true), ("h2", false)]);
}

#[test]
fn html_keeps_its_form_and_its_links_are_resolved() {
    let cases = [
        ("图<img alt=\"头发\" src=\"/头.png\">", "<p>图<img alt=\"头发\" src=\"/%E5%A4%B4.png\"></p>"),
        ("甲<br>\n乙", "<p>甲<br>\n乙</p>"),
        ("> <div title='a\n> b'>\n> 文\n> </div>", "<blockquote>\n<div title='a\nb'>\n文\n</div>\n</blockquote>"),
        (
            "<details>\n<summary>题</summary>\n\n**文**\n\n</details>",
            "<details>\n<summary>题</summary>\n<p><strong>文\
          </strong></p>\n</details>",
        ),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn what_is_wrong_with_a_shortcode_is_said_once_and_where_it_is() {
    let cases = [
        ("{{< detials >}}\nx\n{{< /detials >}}", vec!["shortcode: {{< detials >}}"]),
        ("a {{< figure src=“b” >}} c", vec!["shortcode: {{< figure src=“b” >}}"]),
        ("a {{< figure src=\"b\" c", vec!["shortcode: {{< figure src=\"b\" c"]),
        ("{{% figure src=\"b\" >}} c", vec!["shortcode: {{% figure src=\"b\" >}}"]),
        ("{{< figure \"b\" \"c\" >}}", vec!["unknown-argument: c"]),
        ("{{< figure src=\"b\" target=\"_blank\" Caption=\"c\" >}}", vec!["unknown-argument: Caption"]),
        ("{{< /callout >}}", vec!["shortcode: {{< /callout >}}"]),
    ];
    for (markdown, expected) in cases {
        assert_eq!(render(markdown).1, expected, "{markdown}");
    }
}
