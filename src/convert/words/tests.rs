//! What words mode promises, each case with its reason.

use proptest::prelude::*;

use super::*;

pub(super) const TAIWAN: Direction = Direction::ToTraditional(Standard::Taiwan);
pub(super) const HONG_KONG: Direction = Direction::ToTraditional(Standard::HongKongPress);
pub(super) const FROM_TAIWAN: Direction = Direction::ToSimplified(Standard::Taiwan);
pub(super) const FROM_HONG_KONG: Direction = Direction::ToSimplified(Standard::HongKongPress);

/// Source, wanted, and why.
pub(super) type Case = (&'static str, &'static str, &'static str);

/// Converts each case and says which came out otherwise.
pub(super) fn check(direction: Direction, topics: &[Vocabulary], cases: &[Case]) {
    let words = Words::new(direction, topics);
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(source, wanted, _)| words.convert(source) != *wanted)
        .map(|(source, wanted, why)| format!("{source}: wanted {wanted}, got {}: {why}", words.convert(source)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_phrase_does_not_match_across_a_word_boundary() {
    check(
        TAIWAN,
        &[],
        &[
            ("被发明", "被發明", "被|發明, not the loose hair of 被髮"),
            ("展示了如何", "展示了如何", "了|如何, not 瞭如指掌"),
            ("了解了如何", "瞭解了如何", "the first 了解 is a word, the second 了 a particle"),
            ("提供了解决方案", "提供了解決方案", "提供|了|解決方案"),
            ("吃完了解散", "吃完了解散", "吃完|了|解散"),
            ("参与制造", "參與製造", "製造 is one word"),
            ("向其粉丝发送", "向其粉絲發送", "粉絲|發送, not 絲髮"),
            ("有的人参加会议", "有的人參加會議", "人|參加, not the root 人蔘"),
            ("但是只有更复杂", "但是只有更複雜", "是只 and 更复 are no words"),
            ("船只能停", "船隻能停", "船隻 is a word"),
            ("页面上写明了", "頁面上寫明了", "寫明|了, not 明瞭"),
        ],
    );
}

#[test]
fn a_word_that_markup_divides_is_a_word_all_the_same() {
    let words = Words::new(TAIWAN, &[]);
    let changes = |text: &str, joints: &[usize]| {
        let mut edits = Vec::new();
        words.edits(text, joints, &mut edits);
        edits
    };
    // Every word of two characters that OpenCC lists, between others, its second character in another element.
    let phrases = include_str!("../../../dictionaries/opencc/STPhrases.txt").lines();
    let pairs = phrases.filter_map(|line| line.split_once('\t')).filter(|(word, _)| word.chars().count() == 2);
    let (mut all, mut apart) = (0, Vec::new());
    for (word, _) in pairs {
        let text = format!("我们的{word}。");
        let joint = text.char_indices().nth(4).unwrap().0;
        all += 1;
        if changes(&text, &[joint]) != changes(&text, &[]) {
            apart.push(word);
        }
    }
    assert!(all > 10_000 && apart.len() * 400 < all, "{} of {all}: {apart:?}", apart.len());
    // An edge decides where both readings are words: 指南|里, and not 指|南里.
    assert_eq!(changes("使用指南里", &[12])[0].text, "裡");
}

#[test]
fn one_character_of_several_counterparts_follows_its_word() {
    check(
        TAIWAN,
        &[],
        &[
            ("头发发白", "頭髮發白", "髮 and 發 side by side"),
            ("皇后在后宫之后", "皇后在後宮之後", "后 is the empress alone"),
            ("干部干活后把干毛巾晾干", "幹部幹活後把乾毛巾晾乾", "four readings of 干"),
            ("乾隆皇帝", "乾隆皇帝", "乾 stands in Simplified names too"),
            ("台风吹过台湾的讲台", "颱風吹過臺灣的講臺", "颱 is the storm alone"),
            ("系鞋带的系统", "繫鞋帶的系統", "to tie is 繫"),
            ("征服征税", "征服徵稅", "to levy is 徵"),
            ("准备批准标准", "準備批准標準", "to permit is 准"),
            ("公历和历史", "公曆和歷史", "the calendar is 曆"),
            ("四舍五入后舍入", "四捨五入後捨入", "rounding drops a part"),
        ],
    );
}

#[test]
fn measures_are_known_by_what_they_count() {
    check(
        TAIWAN,
        &[],
        &[
            ("一只只有鸟", "一隻只有鳥", "a measure, then an adverb"),
            ("这只会飞的鸟只有一只", "這隻會飛的鳥只有一隻", "the noun comes after 的"),
            ("这只会增加负担", "這只會增加負擔", "no noun, so an adverb"),
            ("这出话剧", "這齣話劇", "齣 counts plays"),
            ("三十余人", "三十餘人", "餘 after a number"),
            ("八十里外", "八十里外", "里 after a number is a distance"),
        ],
    );
}

#[test]
fn names_keep_their_characters() {
    check(
        TAIWAN,
        &[],
        &[
            ("余华的小说", "余華的小說", "余 alone is a surname"),
            ("姓范的、姓朴的、姓于的", "姓范的、姓朴的、姓于的", "after 姓 stands a surname"),
            ("兄台贵姓", "兄台貴姓", "台 in a form of address"),
            ("西里尔字母", "西里爾字母", "里 is a sound in a foreign name"),
            ("余先生说", "余先生說", "a surname before a title"),
        ],
    );
}

#[test]
fn hong_kong_has_its_own_characters() {
    check(
        HONG_KONG,
        &[],
        &[
            ("群众参加峰会", "群眾參加峰會", "newspapers print 群 and 峰"),
            ("台风吹过台湾的讲台", "颱風吹過台灣的講台", "Hong Kong keeps 台"),
            ("汇丰银行在港岛线", "滙豐銀行在港島綫", "proper names"),
            ("穿着衣服", "穿着衣服", "着 and 著 are kept apart"),
        ],
    );
    check(
        Direction::ToTraditional(Standard::HongKongEducation),
        &[],
        &[("群众参加峰会", "羣眾參加峯會", "schools teach 羣 and 峯")],
    );
}

#[test]
fn vocabulary_follows_the_topic() {
    let general = [Vocabulary::General];
    let computing = [Vocabulary::Computing];
    check(
        TAIWAN,
        &general,
        &[
            ("坐出租车去意大利", "坐計程車去義大利", "everyday words and places"),
            ("政府文件", "政府文件", "a paper is no file"),
            ("医疗设备", "醫療設備", "equipment is no device"),
            ("一个好消息", "一個好消息", "news is no message"),
            ("邮政代码", "郵遞區號", "a longer term wins"),
            ("导演史蒂芬·斯皮尔伯格", "導演史蒂芬·斯皮爾伯格", "only the listed spelling of a name is a term"),
            ("导演斯蒂芬·斯皮尔伯格", "導演史蒂芬·史匹柏", "the dot is part of a foreign name"),
            ("演员本·阿弗莱克发福了", "演員班·艾佛列克發福了", "also behind a single character"),
            ("听里姆斯基-科萨科夫的歌剧", "聽林姆斯基-高沙可夫的歌劇", "so is a hyphen"),
            ("公里-小时-发-发·发‧发", "公里-小時-發-發·發‧發", "where no name is, both are edges"),
        ],
    );
    check(
        TAIWAN,
        &computing,
        &[
            ("程序与进程", "程式與程序", "a result is never converted again"),
            ("面向对象", "物件導向", "a phrase that changes its order"),
            ("应用程序", "應用程式", "a term inside a longer word of its own kind"),
            ("电视频道", "電視頻道", "电视|频道: no 视频 here"),
            ("聚集成群", "聚集成群", "聚集|成群: no 集成 here"),
            ("历史进程", "歷史進程", "named as it is in the list"),
            ("激光打印机", "雷射印表機", "the whole is a term of the other topic"),
            ("法律程序与行政程序", "法律程序與行政程序", "a procedure is no program"),
            ("机密文件和配置文件", "機密文件和配置檔案", "a paper is no file, though the text is about computers"),
            ("历史对象是调查对象", "歷史物件是調查對象", "a person is no object"),
            ("用U盘拷贝，防SQL注入攻击", "用隨身碟複製，防SQL隱碼攻擊", "terms that begin with letters"),
            ("u盘，YOU盘，U盘点", "隨身碟，YOU盤，U盤點", "in any case of letters, but whole words only"),
        ],
    );
    check(
        TAIWAN,
        &[],
        &[
            ("软件程序", "軟件程序", "no topic, no vocabulary"),
            ("克里斯托弗‧诺兰", "克里斯托弗‧諾蘭", "and the dot stays as it is written"),
        ],
    );
    check(
        FROM_TAIWAN,
        &computing,
        &[("物件導向的軟體", "面向对象的软件", "and back"), ("隨身碟", "U盘", "to a term with letters")],
    );
    check(
        FROM_TAIWAN,
        &general,
        &[
            ("D型肝炎和B肝", "丁型肝炎和乙肝", "a term with letters, back"),
            ("搭計程車", "搭出租车", "the mainland's usual word, not one that it has as well"),
            ("吃泡麵", "吃方便面", "麵 is read as OpenCC's 麪"),
            ("導演史蒂芬‧史匹柏", "导演斯蒂芬·斯皮尔伯格", "the dot as Taiwan often writes it"),
        ],
    );
    check(
        HONG_KONG,
        &[Vocabulary::General, Vocabulary::Computing],
        &[
            ("激光打印机与宏观经济", "鐳射打印機與宏觀經濟", "a machine's name, and no macro inside a word"),
            ("政府文件的程序正义", "政府文件的程序正義", "no file and no program"),
            ("出租车司机用U盘", "的士司機用USB手指", "Hong Kong's own words"),
            ("在冰箱里放奶酪和草莓", "在雪櫃裏放芝士和士多啤梨", "Hong Kong's own words"),
            ("上传文件到服务器", "上載檔案到伺服器", "and those of its computers"),
            ("用玉米面做饼", "用粟米麵做餅", "the rest of a longer word is as the word has it"),
            ("联邦快递送来快递", "聯邦快遞送來速遞", "a company's own name"),
        ],
    );
}

/// Each list alone: what it says of a term holds for the term by itself.
#[test]
fn every_term_becomes_what_its_list_says() {
    let lists = [
        (include_str!("../../../dictionaries/vocabulary/taiwan.txt"), TAIWAN, FROM_TAIWAN),
        (include_str!("../../../dictionaries/vocabulary/hong-kong.txt"), HONG_KONG, FROM_HONG_KONG),
    ];
    let mut wrong = Vec::new();
    for (list, to, from) in lists {
        for (name, topic) in [("general", Vocabulary::General), ("computing", Vocabulary::Computing)] {
            let rows = || list.lines().map(|line| line.split('\t').collect::<Vec<_>>());
            let terms: Vec<_> = rows().filter(|row| row.first() == Some(&name)).collect();
            let (to, from) = (Words::new(to, &[topic]), Words::new(from, &[topic]));
            for term in &terms {
                let (mainland, direction, regional) = (term[1], term[2], term[3]);
                if direction != "<" && to.convert(mainland) != regional {
                    wrong.push(format!("{mainland} → {}, not {regional}", to.convert(mainland)));
                }
                // Several of the mainland's words may be one of the region's; the last of them is the way back.
                let back =
                    terms.iter().any(|term| term[3] == regional && term[2] != ">" && from.convert(regional) == term[1]);
                if direction != ">" && !back {
                    wrong.push(format!("{regional} → {}, not {mainland}", from.convert(regional)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn back_to_simplified() {
    check(
        FROM_TAIWAN,
        &[],
        &[
            ("編著", "编著", "to compile is 著, not the particle 着"),
            ("看著著名的著作", "看着著名的著作", "particle, then two words"),
            ("徐乾學與王汎森", "徐乾学与王汎森", "names"),
            ("乾坤與餅乾", "乾坤与饼干", "乾 in words of its own"),
            ("瞭望塔", "瞭望塔", "瞭望 stays in Simplified"),
            ("藉口與慰藉", "借口与慰藉", "藉 as 借, and as itself"),
            ("關於", "关于", "於 is 于"),
            ("一隻貓", "一只猫", "many to one"),
            ("為甚麼？甚至", "为什么？甚至", "the older spelling"),
        ],
    );
    check(FROM_HONG_KONG, &[], &[("滙豐銀行與衞生署", "汇丰银行与卫生署", "Hong Kong's characters are read")]);
}

#[test]
fn bytes_that_are_no_chinese_stay() {
    check(
        TAIWAN,
        &[],
        &[
            ("葛󠄀飾区", "葛󠄀飾區", "a variation selector stays"),
            ("凉水", "涼水", "a compatibility ideograph is read as its character"),
            ("a\u{0}发\r\n\t发x", "a\u{0}發\r\n\t發x", "control characters stay"),
        ],
    );
}

#[test]
fn a_word_spans_markup_only_if_it_must() {
    let words = Words::new(TAIWAN, &[]);
    let converted = |text: &str, joint: usize| {
        let mut edits = Vec::new();
        words.edits(text, &[joint], &mut edits);
        applied(text, &edits)
    };
    assert_eq!(converted("头发", "头".len()), "頭髮");
    assert_eq!(converted("使用指南里", "使用指南".len()), "使用指南裡");
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out + &text[done..]
}

proptest! {
    #[test]
    fn converting_is_applying_the_edits(text in "([只发里后干著乾余周一这头了解a1 \n，𠮶凉·‧-]|\\PC){0,60}") {
        for direction in [TAIWAN, HONG_KONG, FROM_TAIWAN, FROM_HONG_KONG] {
            let words = Words::new(direction, &[Vocabulary::General, Vocabulary::Computing]);
            let mut edits = Vec::new();
            words.edits(&text, &[], &mut edits);
            prop_assert_eq!(words.convert(&text), applied(&text, &edits));
            prop_assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        }
    }

    #[test]
    fn lines_are_converted_one_by_one(text in "[只发里后干著乾余周一这头了解a1 \n，·‧-]{0,60}") {
        let words = Words::new(TAIWAN, &[]);
        let lines: Vec<_> = text.split('\n').map(|line| words.convert(line)).collect();
        prop_assert_eq!(words.convert(&text), lines.join("\n"));
    }
}
