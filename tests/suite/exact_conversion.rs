//! What the fuzzer asks of exact conversion, asked of texts that have been trouble.

#[path = "../../fuzz/checks/exact.rs"]
mod checks;

#[test]
fn texts_that_ask_for_care() {
    for text in [
        "",
        "⿰钅只只，⿰\n头发⿳",
        "用U盘和B超，SQL注入攻击，PN结",
        "\u{f900}\u{2f800}里\u{fe00}𠮷\0后面",
        "A型肝炎與BMW集團的計程車裡著為什麼",
        "干什么不干涉，发展了解决方案。",
    ] {
        checks::check(text);
        // Longer than what a stream holds back, and without a line to rest at.
        checks::check(&text.replace('\n', "").repeat(400));
    }
}
