//! Who is asked when: one address of a host after the other with a pause between, several hosts at once, and again after a
//! while what may have been bad luck.

use super::{Answer, Ask, Attempt, Memory};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

/// How fast it goes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How many hosts are asked at a time.
    pub hosts: usize,
    /// What passes between two questions to one host.
    pub pause: Duration,
    /// What passes before a second try; twice as much before a third.
    pub again: Duration,
    /// The longest that a server may make us wait.
    pub patience: Duration,
}

/// How often an address is asked.
const TRIES: u32 = 3;
/// After how many pages in a row that nobody answered a host is not asked any more.
const SILENT: u32 = 3;
/// The same where each of them took all the time that an answer may take.
const HANGING: u32 = 2;

/// So many hosts are not all gone at once.
const HOSTS: usize = 3;

impl Default for Pace {
    fn default() -> Self {
        Self {
            hosts: 16,
            pause: Duration::from_millis(100),
            again: Duration::from_secs(1),
            patience: Duration::from_secs(30),
        }
    }
}

/// Addresses by the page that they are on: one that is named for several of its places is fetched once.
type Pages<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Asks all addresses that `memory` does not know, and keeps there what is good. `now` is in seconds since 1970.
pub fn run<'a>(
    addresses: impl Iterator<Item = &'a str>,
    asker: &dyn Ask,
    pace: Pace,
    memory: &mut Memory,
    now: u64,
) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    let mut hosts = BTreeMap::<&str, Pages>::new();
    for address in addresses {
        let page = address.split_once('#').map_or(address, |(page, _)| page);
        match memory.answer(address) {
            Some(answer) => drop(answers.insert(address.to_owned(), answer)),
            None => hosts.entry(host(address)).or_default().entry(page).or_default().push(address),
        }
    }
    let threads = pace.hosts.min(hosts.len());
    let queue: Mutex<VecDeque<Pages<'_>>> = Mutex::new(hosts.into_values().collect());
    let asked = Mutex::new(Vec::new());
    let next = || queue.lock().ok()?.pop_front();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(pages) = next() {
                    let of_host = one_host(&pages, asker, pace);
                    if let Ok(mut asked) = asked.lock() {
                        asked.extend(of_host);
                    }
                }
            });
        }
    });
    for (address, answer) in asked.into_inner().unwrap_or_default() {
        memory.keep(&address, &answer, now);
        answers.insert(address, answer);
    }
    answers
}

/// Whether several hosts were asked, and none of them answered: then it is hardly they that are away.
pub fn is_off_line(answers: &BTreeMap<String, Answer>) -> bool {
    let hosts: BTreeSet<&str> = answers.keys().map(|address| host(address)).collect();
    hosts.len() >= HOSTS && answers.values().all(|answer| matches!(answer, Answer::Silent(_)))
}

/// The host of an address, with its port.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

/// What the host of a page was like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    Answers,
    Silent,
    Hanging,
}

/// All pages of one host, one after the other. Where nobody answers, that is found out once and not for each of them.
fn one_host(pages: &Pages<'_>, asker: &dyn Ask, pace: Pace) -> Vec<(String, Answer)> {
    let mut answers: Vec<(String, Answer)> = Vec::with_capacity(pages.len());
    let (mut silent, mut hanging) = (0, 0);
    for (page, addresses) in pages {
        let last = answers.last().map(|(_, answer)| answer.clone());
        let given_up = silent >= SILENT || hanging >= HANGING;
        let of_page = match last.filter(|_| given_up) {
            Some(same) => vec![same; addresses.len()],
            None => {
                if !answers.is_empty() {
                    std::thread::sleep(pace.pause);
                }
                let (of_page, host) =
                    persistently(page, addresses, asker, pace, if silent + hanging > 0 { 1 } else { TRIES });
                silent = if host == Host::Answers { 0 } else { silent + 1 };
                hanging = if host == Host::Hanging { hanging + 1 } else { 0 };
                of_page
            }
        };
        answers.extend(addresses.iter().map(|address| (*address).to_owned()).zip(of_page));
    }
    answers
}

/// A page, again if need be, so many times at most; and what its host was like at the last one.
fn persistently(page: &str, addresses: &[&str], asker: &dyn Ask, pace: Pace, tries: u32) -> (Vec<Answer>, Host) {
    let all = |answer: Answer| vec![answer; addresses.len()];
    let mut wait = pace.again;
    let mut tried = 0;
    loop {
        let (why, after, host) = match asker.ask(page, addresses) {
            Attempt::Done(answers) => return (answers, Host::Answers),
            Attempt::Later(why, after) => (why, after, Host::Answers),
            Attempt::Silence(why) => (why, None, Host::Silent),
            // Who lets us wait so long does so the next time.
            Attempt::Hanging(why) => return (all(Answer::Silent(why)), Host::Hanging),
        };
        // Who asks for more patience than we have is left in peace.
        if after.is_some_and(|after| after > pace.patience) {
            return (all(Answer::Unknown), Host::Answers);
        }
        tried += 1;
        if tried >= tries {
            return (all(if host == Host::Silent { Answer::Silent(why) } else { Answer::Dead(why) }), host);
        }
        std::thread::sleep(after.unwrap_or(wait));
        wait *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Answers by heart, in turn; and what was asked.
    #[derive(Default)]
    struct Book(HashMap<&'static str, Vec<Attempt>>, Mutex<Vec<String>>);

    impl Ask for Book {
        fn ask(&self, page: &str, addresses: &[&str]) -> Attempt {
            assert!(addresses.iter().all(|address| address.split('#').next() == Some(page)));
            let mut asked = self.1.lock().unwrap();
            let before = asked.iter().filter(|one| *one == page).count();
            asked.push(page.to_owned());
            self.0[page][before].clone()
        }
    }

    const PACE: Pace =
        Pace { hosts: 3, pause: Duration::ZERO, again: Duration::from_millis(1), patience: Duration::from_secs(1) };

    fn later(why: &str) -> Attempt {
        Attempt::Later(why.to_owned(), None)
    }

    #[test]
    fn bad_luck_is_tried_again_and_each_address_asked_once_otherwise() {
        let fine = || Attempt::Done(vec![Answer::Fine]);
        let book = Book(
            HashMap::from([
                ("http://a/1", vec![fine()]),
                ("http://a/2", vec![later("answers 503"), fine()]),
                ("http://b/", vec![later("x"), later("x"), later("cannot be reached")]),
                ("http://c/", vec![Attempt::Later("answers 429".into(), Some(Duration::from_secs(600)))]),
                ("http://d/", vec![Attempt::Done(vec![Answer::Dead("answers 404".into())])]),
            ]),
            Mutex::default(),
        );
        let mut memory = Memory::read(b"", 0);
        let list = ["http://a/1", "http://a/2", "http://b/", "http://c/", "http://d/"];
        let answers = run(list.into_iter(), &book, PACE, &mut memory, 0);
        let said = |address: &str| answers[address].clone();
        assert_eq!(said("http://a/1"), Answer::Fine);
        assert_eq!(said("http://a/2"), Answer::Fine, "the second time");
        assert_eq!(said("http://b/"), Answer::Dead("cannot be reached".into()), "three times");
        assert_eq!(said("http://c/"), Answer::Unknown, "who wants ten minutes is not asked again");
        assert_eq!(said("http://d/"), Answer::Dead("answers 404".into()));
        assert_eq!(book.1.lock().unwrap().len(), 1 + 2 + 3 + 1 + 1);
        let again = run(list.into_iter().take(1), &book, PACE, &mut memory, 5);
        assert_eq!(again["http://a/1"], Answer::Fine, "from memory");
        assert_eq!(book.1.lock().unwrap().len(), 8);
    }

    #[test]
    fn a_host_that_nobody_answers_at_is_given_up() {
        let silence = || Attempt::Silence("cannot be reached".into());
        let list = ["http://a/1", "http://a/2", "http://a/3", "http://a/4", "http://a/5"];
        let book = Book(list.map(|address| (address, vec![silence(), silence(), silence()])).into(), Mutex::default());
        let answers = run(list.into_iter(), &book, PACE, &mut Memory::read(b"", 0), 0);
        assert!(
            list.iter().all(|address| answers[*address] == Answer::Silent("cannot be reached".into())),
            "{answers:?}"
        );
        let asked = ["http://a/1", "http://a/1", "http://a/1", "http://a/2", "http://a/3"];
        assert_eq!(*book.1.lock().unwrap(), asked, "the first one three times, two more once, the rest never");
    }

    #[test]
    fn a_host_that_lets_everybody_wait_is_given_up_sooner() {
        let hanging = || vec![Attempt::Hanging("does not answer".into())];
        let list = ["http://a/1", "http://a/2", "http://a/3"];
        let book = Book(list.map(|page| (page, hanging())).into(), Mutex::default());
        let answers = run(list.into_iter(), &book, PACE, &mut Memory::read(b"", 0), 0);
        assert!(answers.values().all(|answer| *answer == Answer::Silent("does not answer".into())), "{answers:?}");
        assert_eq!(*book.1.lock().unwrap(), ["http://a/1", "http://a/2"], "two pages, once each");
        let slow = vec![Attempt::Done(vec![Answer::Fine])];
        let book = Book([("http://a/1", hanging()), ("http://a/2", slow)].into(), Mutex::default());
        let answers = run(list.into_iter().take(2), &book, PACE, &mut Memory::read(b"", 0), 0);
        assert_eq!(answers["http://a/2"], Answer::Fine, "one slow page is not the host");
    }

    #[test]
    fn places_on_one_page_are_one_question() {
        let said = vec![Answer::Fine, Answer::NoFragment("x".into()), Answer::Fine];
        let book = Book([("http://a/1", vec![Attempt::Done(said)])].into(), Mutex::default());
        let list = ["http://a/1", "http://a/1#x", "http://a/1#y"];
        let answers = run(list.into_iter(), &book, PACE, &mut Memory::read(b"", 0), 0);
        assert_eq!(*book.1.lock().unwrap(), ["http://a/1"]);
        assert_eq!(answers["http://a/1#x"], Answer::NoFragment("x".into()));
        assert_eq!((&answers["http://a/1"], &answers["http://a/1#y"]), (&Answer::Fine, &Answer::Fine));
    }

    #[test]
    fn where_nobody_answers_at_all_this_machine_is_off_line() {
        let silent = |names: &[&str]| -> BTreeMap<String, Answer> {
            names.iter().map(|name| ((*name).to_owned(), Answer::Silent("x".into()))).collect()
        };
        let mut all = silent(&["https://a.example/", "https://b.example/x", "https://c.example/"]);
        assert!(is_off_line(&all));
        all.insert("https://a.example/y".to_owned(), Answer::Dead("answers 404 Not Found".into()));
        assert!(!is_off_line(&all), "somebody answered");
        assert!(!is_off_line(&silent(&["https://a.example/", "https://b.example/"])), "too few to tell");
        assert!(!is_off_line(&BTreeMap::new()));
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://user@example.org:81/a/@b"), "example.org:81");
        assert_eq!(host("http://example.org?q=/"), "example.org");
    }
}
