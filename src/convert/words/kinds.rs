//! Sentences of our own by the kind of text that writes them (courts, kitchens, wards, annals, diaries), with reasons.

use super::Vocabulary;
use super::tests::{Case, FROM_HONG_KONG, FROM_TAIWAN, HONG_KONG, TAIWAN, check};

const ALL: &[Vocabulary] = &[Vocabulary::General, Vocabulary::Computing];

#[test]
fn courts_and_offices() {
    check(
        TAIWAN,
        &[],
        &[
            (
                "他委托范律师处理遗产，并在委托书上签了名",
                "他委託范律師處理遺產，並在委託書上簽了名",
                "上籤 is a slip, 簽了 the verb",
            ),
            ("这本书上签着作者的名字", "這本書上簽著作者的名字", "the same before 着"),
            ("他被任命为准将，一切以标准为准", "他被任命為准將，一切以標準為準", "a rank after 为; 為準 is a word too"),
            ("双方就合同中的余款达成一致", "雙方就合同中的餘款達成一致", "余 in a word is a remainder"),
            ("法官采信了证人的证词，维持原判", "法官採信了證人的證詞，維持原判", "采信 is to take"),
            ("免贵姓于，他也姓于", "免貴姓于，他也姓于", "after 姓 stands a surname"),
            ("钟姓人家和于姓村民", "鍾姓人家和于姓村民", "before 姓 too"),
        ],
    );
}

#[test]
fn pools_and_meadows() {
    check(
        TAIWAN,
        &[],
        &[
            ("鱼在缸里游动，鸭子从河里游了上岸", "魚在缸裡游動，鴨子從河裡游了上岸", "who swims 游"),
            ("他一口气游过长江，又游了两公里", "他一口氣游過長江，又游了兩公里", "a river is swum across"),
            ("我们游过黄山，游览了西湖", "我們遊過黃山，遊覽了西湖", "a mountain is travelled"),
            ("这只是个建议，这只猫", "這只是個建議，這隻貓", "a measure of what is said"),
            ("里长住在隔壁，村里长大的孩子", "里長住在隔壁，村裡長大的孩子", "who heads a ward"),
            ("买两斤面，端着面，面里放了醋", "買兩斤麵，端著麵，麵裡放了醋", "what is weighed, carried and seasoned"),
            ("黑后吃掉了车，国王和后都在", "黑后吃掉了車，國王和后都在", "chess has a queen"),
            ("这是瑞士制的手表", "這是瑞士製的手錶", "made in a country"),
        ],
    );
    let general = [Vocabulary::General];
    let cases: &[Case] = &[
        ("骏马在草原上奔驰，他开奔驰轿车", "駿馬在草原上奔馳，他開賓士轎車", "a gallop, and a car"),
        ("光盘行动与光盘", "光盤行動與光碟", "an empty plate, and a disc"),
        ("意大利面临选择，吃意大利面", "義大利面臨選擇，吃義大利麵", "面 begins another word"),
        ("智能手表，智能低下", "智慧手錶，智能低下", "a thing that thinks, and a faculty"),
    ];
    check(TAIWAN, &general, cases);
    let cases: &[Case] = &[
        ("老人的智慧，智慧手錶", "老人的智慧，智能手表", "wisdom, and a thing that thinks"),
        ("燉雪梨與雪梨歌劇院", "炖雪梨与悉尼歌剧院", "a pear, and a town"),
        ("喬治亞位於高加索，喬治亞州在南方", "格鲁吉亚位于高加索，佐治亚州在南方", "a country, and a state"),
        ("他揹著行李，妳緊揹著她", "他背着行李，你紧背着她", "a rarer character for 背"),
    ];
    check(FROM_TAIWAN, &general, cases);
    let cases: &[Case] = &[
        ("參考資料在檔案館，檔案存成資料", "参考资料在档案馆，文件存成数据", "papers, and files"),
        ("旅遊行程與行程間通訊", "旅游行程与进程间通信", "a journey, and a process"),
    ];
    check(FROM_TAIWAN, ALL, cases);
    let cases: &[Case] =
        &[("坐巴士去巴士底獄，冷氣團令冷氣停了", "坐公交车去巴士底狱，冷气团令空调停了", "terms are no part of names")];
    check(FROM_HONG_KONG, &general, cases);
}

#[test]
fn kitchens() {
    check(
        TAIWAN,
        &[],
        &[
            ("加入姜片、干辣椒和葱段", "加入薑片、乾辣椒和蔥段", "foodstuff that was dried"),
            ("汤里加盐，锅里加水", "湯裡加鹽，鍋裡加水", "里|加, no foreign name"),
            ("把面团擀成薄片，再切成面条", "把麵糰擀成薄片，再切成麵條", "麵 in its words"),
            ("中药须用文火煎制", "中藥須用文火煎製", "what is made is 製"),
            ("用开水冲一杯咖啡，把碗冲干净", "用開水沖一杯咖啡，把碗沖乾淨", "water 沖"),
            ("今年谷子收成好，谷价下跌", "今年穀子收成好，穀價下跌", "prices of grain"),
            ("先尝了一口汤，又尝试加些胡椒", "先嚐了一口湯，又嘗試加些胡椒", "to taste, to try"),
        ],
    );
}

#[test]
fn wards_and_annals() {
    check(
        TAIWAN,
        &[],
        &[
            ("并发肺炎，并未出现其他并发症", "併發肺炎，並未出現其他併發症", "an illness that joins another"),
            ("并发编程和并行计算", "並發編程和並行計算", "at the same time"),
            ("占卜师为他占了一卦，他占了便宜", "占卜師為他占了一卦，他佔了便宜", "to tell fortunes is 占"),
            ("朝廷征收赋税，武帝北征", "朝廷徵收賦稅，武帝北征", "to levy, to march"),
            ("万历皇帝几十年不上朝", "萬曆皇帝幾十年不上朝", "a reign is named by its calendar"),
            ("索马里、马里和毛里求斯", "索馬里、馬里和毛里求斯", "countries, not the inside of a horse"),
        ],
    );
}

#[test]
fn diaries_and_talk() {
    check(
        TAIWAN,
        &[],
        &[
            ("她困了想睡，孩子困得睁不开眼", "她睏了想睡，孩子睏得睜不開眼", "sleepy is 睏"),
            ("被困了三天的人都困了", "被困了三天的人都睏了", "shut in, then sleepy"),
            ("这只表面上看起来简单", "這只表面上看起來簡單", "an adverb before 表面上"),
            ("这只会说话的鹦鹉很聪明，这只会让人难过", "這隻會說話的鸚鵡很聰明，這只會讓人難過", "measure and adverb"),
            ("修表师傅看了一眼表", "修錶師傅看了一眼錶", "a watch is mended and looked at"),
            ("河水也干了，活也干了", "河水也乾了，活也幹了", "water dries up, work is done"),
            ("在周围转了一周，花了一周时间", "在周圍轉了一周，花了一週時間", "once around, and a week"),
            ("山谷里长满野花，他做了里长", "山谷裡長滿野花，他做了里長", "里|长满, and a warden"),
            ("翻来复去睡不着", "翻來覆去睡不著", "to turn over is 覆"),
            ("他很克制，去看斗牛", "他很克制，去看鬥牛", "as Taiwan writes them"),
        ],
    );
}

#[test]
fn a_procedure_is_no_program_and_a_paper_no_file() {
    check(
        TAIWAN,
        ALL,
        &[
            ("法律程序与应用程序", "法律程序與應用程式", "a procedure beside a program"),
            ("法律文件与配置文件", "法律文件與配置檔案", "a paper beside a file"),
            ("血液循环和循环语句", "血液循環和迴圈語句", "blood has no loop"),
            ("食品添加剂", "食品添加劑", "an additive is not 新增"),
            ("高级官员发表声明", "高級官員發表聲明", "a rank, and what a spokesman says"),
            ("刷新了世界纪录，刷新页面", "刷新了世界紀錄，重新整理頁面", "a record is not reloaded"),
            ("社区医院的挂号窗口", "社區醫院的掛號窗口", "a neighbourhood and a counter"),
        ],
    );
    check(
        HONG_KONG,
        ALL,
        &[
            ("法律程序，程序正义", "法律程序，程序正義", "the same in Hong Kong"),
            ("政府文件与打印文件", "政府文件與打印檔案", "the same; to print is 打印"),
            ("打印机和激光打印机", "打印機和鐳射打印機", "Hong Kong's printers"),
        ],
    );
    check(
        FROM_TAIWAN,
        ALL,
        &[
            ("法律程序，法律文件", "法律程序，法律文件", "and back: no 进程, no 文档"),
            ("計程車裡的太空人", "出租车里的宇航员", "the mainland's usual word of several"),
            ("為甚麼，甚麼都行", "为什么，什么都行", "甚麼 is 什么"),
            ("機率", "概率", "the mainland's usual word of several"),
        ],
    );
}

#[test]
fn beasts_and_those_who_only_do_something() {
    check(
        TAIWAN,
        &[],
        &[
            ("屋里连只蚊子都没有", "屋裡連隻蚊子都沒有", "one of what lives, after a verb"),
            ("养只刺猬，捡只小猫", "養隻刺蝟，撿隻小貓", "the same"),
            ("他只是只纸老虎", "他只是隻紙老虎", "only, and the measure"),
            ("柜子里有三只怀表和两只名表", "櫃子裡有三隻懷錶和兩隻名錶", "watches are counted so too"),
            ("这只会唱歌的小鸟飞走了", "這隻會唱歌的小鳥飛走了", "the noun's second character counts"),
            ("那只会带来更多麻烦", "那只會帶來更多麻煩", "no noun further on"),
            ("一只只风筝", "一隻隻風箏", "one after the other"),
            ("第五只企鹅和第十只", "第五隻企鵝和第十隻", "one of a row"),
        ],
    );
}

#[test]
fn what_is_dry_and_who_does_something() {
    check(
        TAIWAN,
        &[],
        &[
            ("洗衣机能甩干，毛巾很快就干", "洗衣機能甩乾，毛巾很快就乾", "dried by a machine and by the air"),
            ("嘴唇很干，喉咙也干了", "嘴唇很乾，喉嚨也乾了", "parts of the body"),
            ("松脆饼干、红薯干和干豆腐", "鬆脆餅乾、紅薯乾和乾豆腐", "food"),
            ("油漆还没干，墙干透了再挂", "油漆還沒乾，牆乾透了再掛", "what is painted"),
            ("池塘早就干了，井也干了", "池塘早就乾了，井也乾了", "water that is gone"),
            ("是小偷干的，还是他干的？", "是小偷幹的，還是他幹的？", "by whom it is done"),
            ("让我干点活，干死也要干", "讓我幹點活，幹死也要幹", "work"),
            ("只能干看着", "只能乾看著", "to no avail is 乾"),
            ("一个能干的人，大干一场", "一個能幹的人，大幹一場", "ability"),
        ],
    );
}

#[test]
fn what_is_tied_given_up_and_let_go() {
    check(
        TAIWAN,
        &[],
        &[
            ("把船系住，系在木桩上", "把船繫住，繫在木樁上", "what is tied is 繫"),
            ("这个人太佛系了，关系不好", "這個人太佛系了，關係不好", "a manner, and a relation"),
            ("当舍则舍，舍了性命", "當捨則捨，捨了性命", "to give up"),
            ("宿舍和舍监", "宿舍和舍監", "a house"),
            ("鞋带松了，浑身一松", "鞋帶鬆了，渾身一鬆", "what lets go"),
            ("松江的松树", "松江的松樹", "the tree, and places named after it"),
            ("伤口自愈，自愈力很强", "傷口自癒，自癒力很強", "to heal"),
            ("他回复了体力，又回复了来信", "他回復了體力，又回覆了來信", "strength comes back, a letter is answered"),
        ],
    );
}

#[test]
fn water_wind_and_calls() {
    check(
        TAIWAN,
        &[],
        &[
            ("冲了杯咖啡，冲个澡，冲向终点", "沖了杯咖啡，沖個澡，衝向終點", "water, and a rush"),
            ("洪水冲垮了桥", "洪水沖垮了橋", "water carries away"),
            ("喂，你听见了吗？我来喂鸡", "喂，你聽見了嗎？我來餵雞", "a call, and food"),
            ("大风刮了一夜，他刮了胡子", "大風颳了一夜，他刮了鬍子", "wind, and a razor"),
            ("绵延两万里，公里数", "綿延兩萬里，公里數", "miles without a noun"),
            ("老人捋须而笑，络腮胡子", "老人捋鬚而笑，絡腮鬍子", "beards"),
            ("征西将军御驾亲征高句丽", "征西將軍御駕親征高句麗", "to march against"),
            ("并州刺史兼容并蓄", "并州刺史兼容並蓄", "an old province, and side by side"),
        ],
    );
}

#[test]
fn heads_faces_and_stages() {
    check(
        TAIWAN,
        &[],
        &[
            ("他低头发消息，心头发慌", "他低頭發消息，心頭發慌", "头|发 is no hair"),
            ("她剪了个发，买了根发绳", "她剪了個髮，買了根髮繩", "what is cut, and what holds it"),
            ("银行免费发卡，发卡银行", "銀行免費發卡，發卡銀行", "to issue a card"),
            ("外面包着纸，里面是冷面杀手", "外面包著紙，裡面是冷面殺手", "no bread, no cold noodles"),
            ("麦子磨成面，这家面好吃", "麥子磨成麵，這家麵好吃", "flour and noodles"),
            ("此话一出，演了这么一出", "此話一出，演了這麼一齣", "what comes out, and a play"),
            ("册立公主为后，三天后", "冊立公主為后，三天後", "an empress, and after"),
            ("这是自制蛋糕，他自制力强", "這是自製蛋糕，他自制力強", "made by oneself, and restraint"),
            ("斗柄指北，抓斗和斗柜", "斗柄指北，抓斗和斗櫃", "dippers"),
            ("给他点个赞，点个赞成票", "給他點個讚，點個贊成票", "a like, and a vote"),
            ("书上签我的名字，不准进", "書上簽我的名字，不准進", "a name is signed; not allowed"),
        ],
    );
}

#[test]
fn what_only_traditional_text_tells_apart() {
    check(
        FROM_TAIWAN,
        &[],
        &[
            ("妳看，牠瞇著眼", "你看，它眯着眼", "pronouns, and a variant"),
            ("祇是傳說中的神祇", "只是传说中的神祇", "only, and a god"),
            ("姪女甦醒了，徬徨無助", "侄女苏醒了，彷徨无助", "variants that no longer are written"),
            ("一疋布，銲接籐椅", "一匹布，焊接藤椅", "the same"),
            ("這本書是他合著的，他看著我", "这本书是他合著的，他看着我", "to write is 著"),
        ],
    );
}

#[test]
fn grades_and_threads() {
    check(
        TAIWAN,
        ALL,
        &[
            ("更高级别的会谈", "更高級別的會談", "高级|别 is no word"),
            ("单线程程序和高级设置", "單執行緒程式和進階設定", "one thread"),
            ("这么多任务，多任务系统", "這麼多任務，多工系統", "many tasks, and multitasking"),
            ("丘比特不懂比特率", "丘比特不懂位元率", "a god beside a bit"),
        ],
    );
}

#[test]
fn what_dries_what_is_drunk_and_how_one_works() {
    check(
        TAIWAN,
        &[],
        &[
            ("汤干了，汗干了，水壶烧干了", "湯乾了，汗乾了，水壺燒乾了", "water that is gone"),
            ("流血流汗干了三年，他在当地干了十年", "流血流汗幹了三年，他在當地幹了十年", "who sweats works"),
            ("大火收干汤汁，炒干水分，用油炸干", "大火收乾湯汁，炒乾水分，用油炸乾", "heat dries"),
            ("收干部家属，招收干警，煮干净", "收幹部家屬，招收幹警，煮乾淨", "收|干部 and 煮|干净"),
            ("面包干、海带干、奶干和水果干", "麵包乾、海帶乾、奶乾和水果乾", "food that was dried"),
            ("喂奶干什么？面包干净吗", "餵奶幹什麼？麵包乾淨嗎", "no dried milk"),
            ("油漆干得很快，衣服干得慢", "油漆乾得很快，衣服乾得慢", "how quickly something dries"),
            ("他干得很好，流汗干得起劲", "他幹得很好，流汗幹得起勁", "how well one works"),
            ("树干得修剪，主干得到加强", "樹幹得修剪，主幹得到加強", "干|得 apart"),
            ("连干三杯，干了一瓶啤酒，干了这杯", "連乾三杯，乾了一瓶啤酒，乾了這杯", "to drink up"),
            ("再干三天，一起干五年", "再幹三天，一起幹五年", "to work on"),
            ("这些干法不对，活干的不好", "這些幹法不對，活幹的不好", "a way of working"),
            ("干宝《搜神记》，姓干的干先生", "干寶《搜神記》，姓干的干先生", "a name and a surname"),
        ],
    );
}

#[test]
fn watches_and_forms() {
    check(
        TAIWAN,
        &[],
        &[
            ("这块表停了，买了一块老表", "這塊錶停了，買了一塊老錶", "a watch is counted by pieces"),
            ("这块表面，一块新表格，模块表", "這塊表面，一塊新表格，模塊表", "a surface and a form are none"),
            ("他会修表，我的表停了，给表上弦", "他會修錶，我的錶停了，給錶上弦", "mended, stopped, wound up"),
            ("选修表、维修表格、报表停了", "選修表、維修表格、報表停了", "lists"),
            ("代表停了下来，代表走得很快", "代表停了下來，代表走得很快", "a delegate"),
            ("情侣表、运动表与运动表现", "情侶錶、運動錶與運動表現", "kinds of watches, and how one does"),
        ],
    );
}

#[test]
fn ginger_and_dough() {
    check(
        TAIWAN,
        &[],
        &[
            ("把姜切成片，放入姜和蒜", "把薑切成片，放入薑和蒜", "ginger is cut and added"),
            ("葱姜蒜，老姜去皮，姜葱炒蟹", "蔥薑蒜，老薑去皮，薑蔥炒蟹", "in lists and dishes"),
            ("老姜和老王，姜先生，把姜维打败", "老姜和老王，姜先生，把姜維打敗", "the surname"),
            (
                "妻子姜女士，新片姜武主演，湖南姜家",
                "妻子姜女士，新片姜武主演，湖南姜家",
                "the surname after words that end like a dish",
            ),
            ("把面擀开，将面醒发，面已经发好了", "把麵擀開，將麵醒發，麵已經發好了", "dough"),
            ("将面试通过，把面具拿下，方面已经发好了通知", "將面試通過，把面具拿下，方面已經發好了通知", "none of it"),
            ("锅里的面熟了，吃他的面，这面很筋道", "鍋裡的麵熟了，吃他的麵，這麵很筋道", "noodles"),
            ("他的面色，吃他的面包，给他的面子", "他的面色，吃他的麵包，給他的面子", "a face"),
            ("卖面的摊子，卖面子的人，面片汤，面剂子", "賣麵的攤子，賣面子的人，麵片湯，麵劑子", "sold, and in pieces"),
        ],
    );
}

#[test]
fn what_courts_say_is() {
    check(
        TAIWAN,
        &[],
        &[
            ("原告系被告之妻，被告人系初犯", "原告係被告之妻，被告人係初犯", "係 is to be"),
            ("本案系买卖合同纠纷，死者系自杀", "本案係買賣合同糾紛，死者係自殺", "the same"),
            ("该公司系外商独资企业，他系我校学生", "該公司係外商獨資企業，他係我校學生", "the same"),
            ("纯系虚构，张某系李某之夫，系争房屋", "純係虛構，張某係李某之夫，係爭房屋", "the same"),
            (
                "中文系学生，数学系同学关系好，法律系自杀案",
                "中文系學生，數學系同學關係好，法律系自殺案",
                "a department",
            ),
            ("本案系列报道，作者系列丛书，该系统", "本案系列報道，作者系列叢書，該系統", "系 in its words"),
            ("实系数多项式，写实系画风，派系争斗", "實係數多項式，寫實系畫風，派系爭鬥", "the same"),
            ("船系在岸边，绳子系得很紧，系以红绳", "船繫在岸邊，繩子繫得很緊，繫以紅繩", "tied"),
            ("两人系上安全带，被告人系上诉人", "兩人繫上安全帶，被告人係上訴人", "tied, and is"),
        ],
    );
}

#[test]
fn foreigners_and_a_family() {
    check(
        TAIWAN,
        &[],
        &[
            ("里皮、里夫斯、里贝里、马赫里、罗里", "里皮、里夫斯、里貝里、馬赫里、羅里", "里 is a sound"),
            ("手里皮球，屋里皮肤干燥，家里夫人", "手裡皮球，屋裡皮膚乾燥，家裡夫人", "inside"),
            ("张罗里里外外，活塞里有油，网罗里面", "張羅裡裡外外，活塞裡有油，網羅裡面", "the same"),
            ("余家有三个儿子，余家的人都来了", "余家有三個兒子，余家的人都來了", "the family"),
            ("三十余家公司，其余家庭，50余家", "三十餘家公司，其餘家庭，50餘家", "a number's end"),
            ("迈克尔·里和安‧里女士，里面", "邁克爾·里和安‧里女士，裡面", "after a name's dot"),
            ("于正导演说，出于正当理由，基于正版", "于正導演說，出於正當理由，基於正版", "a writer of plays"),
            ("两位发小，他的发小们一起来", "兩位髮小，他的髮小們一起來", "friends from childhood"),
            ("发小广告，给他发小红包，开发小程序", "發小廣告，給他發小紅包，開發小程序", "to hand out what is small"),
            ("于师傅、老于、小于和小范、于家庄", "于師傅、老于、小于和小范、于家莊", "the surname"),
            ("于大爷，钟大爷，于书记，于魁智", "于大爺，鍾大爺，于書記，于魁智", "before a title"),
            ("老于世故，终老于此，结果小于零", "老於世故，終老於此，結果小於零", "the preposition"),
            ("服从于队长，不同于教练，由于导致", "服從於隊長，不同於教練，由於導致", "the same, ruled by a verb"),
            ("用于家庭，忙于家务，位于于家村", "用於家庭，忙於家務，位於于家村", "the same, and a village"),
            ("在余家，十余家企业", "在余家，十餘家企業", "a surname, and a number"),
        ],
    );
}

#[test]
fn curls_and_rolls_sayings_and_brooches() {
    check(
        TAIWAN,
        &[],
        &[
            (
                "卷着裤腿，微卷的头发，大波浪卷，寿司卷",
                "捲著褲腿，微捲的頭髮，大波浪捲，壽司捲",
                "to roll, and what is rolled",
            ),
            ("试卷着重考查，答卷成绩，手不释卷", "試卷著重考查，答卷成績，手不釋卷", "what is written"),
            ("诗中云：，序云：，谚云：", "詩中云：，序云：，諺云：", "to say"),
            ("诗中云雾，书中云计算，白云：", "詩中雲霧，書中雲計算，白雲：", "clouds"),
            ("胸前别着徽章，腰里别着枪，别着凉", "胸前別著徽章，腰裡別著槍，別著涼", "worn, and a warning"),
            ("萧后、小周后、黑后与白后", "蕭后、小周后、黑后與白后", "empresses and queens"),
            ("小周后来走了，一周后，天黑后", "小周後來走了，一週後，天黑後", "after"),
            ("海里没有淡水，他家在谷里", "海裡沒有淡水，他家在谷裡", "in the sea, in the valley"),
            ("二十海里没有船，在谷里街道", "二十海里沒有船，在谷里街道", "miles, and a quarter"),
            ("那只是不是你的，那只是不是办法的办法", "那隻是不是你的，那只是不是辦法的辦法", "whose it is"),
            ("来只烤鸭，只只都肥，这只只活了三天", "來隻烤鴨，隻隻都肥，這隻只活了三天", "one of them, each of them"),
            ("发苍苍，发如雪，分发如雪片", "髮蒼蒼，髮如雪，分發如雪片", "hair"),
            ("丑末寅初，生肖为丑，很丑", "丑末寅初，生肖為丑，很醜", "an hour, a year, ugly"),
            (
                "红曲米，用清水冲净，石制工具，化石制作",
                "紅麴米，用清水沖淨，石製工具，化石製作",
                "ferment, water, stone",
            ),
        ],
    );
}

#[test]
fn who_wrote_it() {
    check(
        FROM_TAIWAN,
        &[],
        &[
            (
                "張愛玲著、曹雪芹　著、（魯迅著，1925年）",
                "张爱玲著、曹雪芹　著、（鲁迅著，1925年）",
                "after a writer's name",
            ),
            ("司馬遷著《史記》，本書由王國維著", "司马迁著《史记》，本书由王国维著", "the same"),
            ("錢鍾書 著，楊絳 編；金庸著《…》", "钱锺书 著，杨绛 编；金庸著《…》", "the same"),
            ("這部鉅著，他的近著《論語》，合著，譯著", "这部巨著，他的近著《论语》，合著，译著", "what was written"),
            (
                "看著《紅樓夢》，畫著《清明上河圖》，燈還亮著",
                "看着《红楼梦》，画着《清明上河图》，灯还亮着",
                "what one is doing",
            ),
            ("他努力著，靠近著，穩固著，平衡著", "他努力着，靠近着，稳固着，平衡着", "the same"),
            ("魯迅著急，老子著火，最近著火了", "鲁迅着急，老子着火，最近着火了", "no writing"),
            ("乾祐三年，乾統元年，洪昇與昇平", "乾祐三年，乾统元年，洪昇与升平", "reigns, and a writer"),
        ],
    );
}

#[test]
fn what_is_no_program() {
    check(
        TAIWAN,
        ALL,
        &[
            (
                "股市回调，价格回调，回调函数",
                "股市回調，價格回調，回呼函式",
                "prices come back, a function is called back",
            ),
            ("音视频编解码", "影音編解碼", "sound and pictures are one word"),
            ("语言类型学，数据类型", "語言類型學，資料型別", "a science of languages"),
            ("菜单上有什么菜，菜单栏", "菜單上有什麼菜，選單列", "a list of dishes"),
            ("进程加快，进程间通信", "進程加快，行程間通訊", "a course of events"),
        ],
    );
}
