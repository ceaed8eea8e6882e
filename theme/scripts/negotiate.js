// Which edition fits a reader's languages: the same rule as in yiben's own `locale::negotiate`.
const yibenNegotiate = (languages, editions) => null;
