//! A page of HTML, read by a parser of the standard.

use scraper::{ElementRef, Html, Node, Selector};

/// A page, without faults that the standard names.
#[derive(Debug)]
pub struct Page(Html);

impl Page {
    /// The page that is written so.
    #[track_caller]
    pub fn of(text: &str) -> Self {
        assert!(text.ends_with("</html>\n"));
        let page = Html::parse_document(text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        Self(page)
    }

    /// The elements that a selector of CSS chooses.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The only one.
    #[track_caller]
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let [one] = self.all(selector).try_into().unwrap_or_else(|all| panic!("{selector}: {all:?}"));
        one
    }

    /// Their texts.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// A number for each severity, worst first, and those beside: undecided, waived, fixed.
    pub fn numbers(&self) -> Vec<usize> {
        self.texts(".tile .numbers dd").iter().take(7).map(|number| number.parse().unwrap()).collect()
    }
}

/// The text of an element, white space and what begins a line as one blank.
pub fn text(element: ElementRef<'_>) -> String {
    let part = |node: Node| match node {
        Node::Text(text) => text.to_string(),
        Node::Element(it) if matches!(it.name(), "p" | "div" | "li" | "details") => " ".to_owned(),
        _ => String::new(),
    };
    let parts = element.descendants().map(|node| part(node.value().clone())).collect::<String>();
    parts.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said on the page, a line for each element that has something to say.
pub fn said(page: &Page, part: &str) -> String {
    let kinds = ["h1", "h2", "h3", "h4", "h5", "p", "li", "dt", "dd", "pre", "tr", "legend"];
    let selector: Vec<String> = kinds.iter().map(|kind| format!("{part} {kind}:not(li p, th p)")).collect();
    let lines = page.all(&selector.join(", ")).into_iter().map(|element| match element.value().name() {
        "pre" => element.text().collect::<String>().trim_end().to_owned(),
        "tr" => element.child_elements().map(text).collect::<Vec<_>>().join(" | "),
        name => format!("{name}: {}", text(element)),
    });
    lines.filter(|line| !line.ends_with(": ")).collect::<Vec<_>>().join("\n")
}
