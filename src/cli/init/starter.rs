//! The files of a new site, made of the texts in `starter/`.

use super::Made;
use super::editions::{Editions, Language, Source};
use std::fmt::Write;

/// What git should leave out.
pub const IGNORED: &str = include_str!("../../../starter/gitignore");

/// How git should merge what both sides of a merge added to: one line after the other.
pub const MERGED: &str = "translations.lock merge=union\n";

const GITHUB: &str = include_str!("../../../starter/ci/github.yml");
const GITLAB: &str = include_str!("../../../starter/ci/gitlab.yml");

/// Where a site is checked and published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Ci {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
    /// Nowhere: no workflow is written.
    None,
}

impl Ci {
    /// Where its workflow stands.
    pub fn path(self) -> Option<&'static str> {
        match self {
            Self::Github => Some(".github/workflows/site.yml"),
            Self::Gitlab => Some(".gitlab-ci.yml"),
            Self::None => None,
        }
    }
}

/// The first texts in one language, and what book.toml says in it.
struct Texts {
    home: &'static str,
    start: &'static str,
    messages: &'static str,
    words: Words,
}

/// The comments of book.toml, and the site's first title and description.
struct Words {
    head: &'static str,
    title: &'static str,
    base_url: &'static str,
    default: &'static str,
    editions: &'static str,
    converted: &'static str,
    vocabulary: &'static str,
    shown: &'static str,
    root: &'static str,
    publish: &'static str,
    book: &'static str,
    about: &'static str,
}

macro_rules! texts {
    ($folder:literal, $words:expr) => {
        Texts {
            home: include_str!(concat!("../../../starter/", $folder, "/_index.md")),
            start: include_str!(concat!("../../../starter/", $folder, "/start.md")),
            messages: include_str!(concat!("../../../starter/", $folder, "/site.ftl")),
            words: $words,
        }
    };
}

const ENGLISH: Texts = texts!(
    "en",
    Words {
        head: "The settings of this site. yiben's guide has every key under \"book.toml\".",
        title: "The site's title, and what it is in a sentence: for each language that is written.",
        base_url: "Where the site will stand. The sitemap, the feeds and the links for search engines need whole addresses.",
        default: "The edition for readers whose language the site does not have.",
        editions: "One table for each edition, in the order in which readers see them.",
        converted: "Converted from {from}. Where somebody writes a document for this edition, that text wins.",
        vocabulary: "Words as each region says them, not characters alone: about computers, 软件 in China and 軟體 in Taiwan.",
        shown: "Until somebody writes it, this edition shows the texts of {from}, and says so.",
        root: "The only edition stands at the root of the site, without a folder of its own.",
        publish: "Where `yiben publish` sends the site: a folder, a branch of a git repository, or an object store.",
        book: "My book",
        about: "A book that is not written yet.",
    }
);

const SIMPLIFIED: Texts = texts!(
    "zh-Hans",
    Words {
        head: "本站的设置。每一个键的说明见 yiben 指南的“book.toml”一章。",
        title: "站点的标题，以及一句话的介绍：每种有人撰写的语言各写一份。",
        base_url: "站点将来的网址。站点地图、订阅源和给搜索引擎的链接都需要完整的网址。",
        default: "读者的语言本站没有时，打开哪个版本。",
        editions: "每个版本一张表，顺序就是读者看到的顺序。",
        converted: "由 {from} 转换而来。有人为这个版本亲手写的文档优先。",
        vocabulary: "除了字，也换成各地的用词：谈到电脑，大陆说“软件”，台湾说“軟體”。",
        shown: "在有人撰写之前，这个版本显示 {from} 的内容，并在页面上说明。",
        root: "唯一的版本放在站点的根目录，不另设文件夹。",
        publish: "`yiben publish` 把站点送到哪里：文件夹、git 仓库的分支，或对象存储。",
        book: "我的书",
        about: "一本还没有动笔的书。",
    }
);

const TRADITIONAL: Texts = texts!(
    "zh-Hant",
    Words {
        head: "本站的設定。每一個鍵的說明見 yiben 指南的「book.toml」一章。",
        title: "網站的標題，以及一句話的介紹：每種有人撰寫的語言各寫一份。",
        base_url: "網站將來的網址。網站地圖、訂閱來源和給搜尋引擎的連結都需要完整的網址。",
        default: "讀者的語言本站沒有時，打開哪個版本。",
        editions: "每個版本一張表，順序就是讀者看到的順序。",
        converted: "由 {from} 轉換而來。有人為這個版本親手寫的文件優先。",
        vocabulary: "除了字，也換成各地的用詞：談到電腦，台灣說「軟體」，大陸說「软件」。",
        shown: "在有人撰寫之前，這個版本顯示 {from} 的內容，並在頁面上說明。",
        root: "唯一的版本放在網站的根目錄，不另設資料夾。",
        publish: "`yiben publish` 把網站送到哪裡：資料夾、git 儲存庫的分支，或物件儲存服務。",
        book: "我的書",
        about: "一本還沒有動筆的書。",
    }
);

fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::Simplified => &SIMPLIFIED,
        Language::Traditional => &TRADITIONAL,
    }
}

/// Every file of a new site but those that git alone reads, and the lock of its translations. `site` is the way from the top of its repository to its folder.
pub fn files(editions: &Editions, ci: Ci, site: &str) -> Vec<Made> {
    let mut files = vec![("book.toml".to_owned(), book(editions))];
    for (at, locale, language) in editions.written() {
        let texts = texts(language);
        let ending = if at == 0 { "md".to_owned() } else { format!("{locale}.md") };
        let (home, start) = (format!("content/_index.{ending}"), format!("content/start.{ending}"));
        files.push((home.clone(), texts.home.replace("{home}", &home)));
        files.push((start.clone(), texts.start.replace("{start}", &start)));
        files.push((format!("locales/{locale}/site.ftl"), texts.messages.to_owned()));
    }
    let workflow = match ci {
        Ci::Github => GITHUB,
        Ci::Gitlab => GITLAB,
        Ci::None => "",
    };
    if let Some(path) = ci.path() {
        let text = workflow.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{site}", site);
        files.push((path.to_owned(), text));
    }
    files
}

/// The settings, with comments in the language of the first text.
fn book(editions: &Editions) -> String {
    let words = &texts(editions.language()).words;
    let default = &editions.0[0].locale;
    let by_language = |key: &str, of: &dyn Fn(&Words) -> &'static str| {
        let mut text = format!("[{key}]\n");
        for (_, locale, language) in editions.written() {
            writeln!(text, "{locale} = \"{}\"", of(&self::texts(language).words)).expect("a string takes any text");
        }
        text
    };
    let mut text = format!("# {}\n\n", words.head);
    text += &format!("# {}\n# base-url = \"https://example.org/\"\n\n", words.base_url);
    text += &format!("# {}\ndefault = \"{default}\"\n\n", words.default);
    text += &format!("# {}\n{}\n", words.title, by_language("title", &|words| words.book));
    text += &format!("{}\n# {}\n", by_language("description", &|words| words.about), words.editions);
    let alone = editions.0.len() == 1;
    for edition in &editions.0 {
        let table = format!("[editions.{}]\n", edition.locale);
        text += &match edition.source {
            Source::Written(_) if alone => format!("{table}# {}\nprefix = \"\"\n\n", words.root),
            Source::Written(_) => format!("{table}\n"),
            Source::Converted(from) => {
                let from = &editions.0[from].locale;
                let about = words.converted.replace("{from}", &from.to_string());
                let more = format!("# {}\n# vocabulary = [\"general\", \"computing\"]", words.vocabulary);
                format!("{table}# {about}\nconvert-from = \"{from}\"\n{more}\n\n")
            }
            Source::Shown(from) => {
                let from = &editions.0[from].locale;
                let about = words.shown.replace("{from}", &from.to_string());
                format!("{table}# {about}\nfallback = [\"{from}\"]\n\n")
            }
        };
    }
    text + &format!("# {}\n# [publish.web]\n# folder = \"/srv/www/book\"\n", words.publish)
}
