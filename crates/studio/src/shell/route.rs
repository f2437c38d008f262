//! The pages and their addresses (`#/design`), so that each can be linked to.

/// A page of the Studio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The survey document, with the live card.
    Design,
    /// Its wordings, side by side.
    Wording,
    /// The tag, the policy lines, publishing.
    Install,
    /// A file or a collector's answers, read.
    Results,
    /// The follow-up queue.
    FollowUp,
    /// Numbers typed or pasted.
    Calculator,
}

impl Page {
    /// Every page, in the order of the navigation.
    pub const ALL: [Self; 6] = [
        Self::Design,
        Self::Wording,
        Self::Install,
        Self::Results,
        Self::FollowUp,
        Self::Calculator,
    ];

    /// The page of the navigation that this one belongs to.
    pub const fn chapter(self) -> Self {
        match self {
            Self::Wording => Self::Design,
            page => page,
        }
    }

    /// The last part of the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Wording => "wording",
            Self::Install => "install",
            Self::Results => "results",
            Self::FollowUp => "follow-up",
            Self::Calculator => "calculator",
        }
    }

    /// The page of an address; the first page when it is unknown.
    pub fn from_hash(hash: &str) -> Self {
        let name = hash.trim_start_matches(['#', '/']);
        let name = name.split(['?', '/']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|page| page.name() == name).unwrap_or(Self::Design)
    }

    /// The address.
    pub fn hash(self) -> String {
        format!("#/{}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_address_and_nothing_else_fails() {
        for page in Page::ALL {
            assert_eq!(Page::from_hash(&page.hash()), page);
        }
        assert_eq!(Page::from_hash("#/results?file=1"), Page::Results);
        for odd in ["", "#", "#/", "#/nowhere", "%%%"] {
            assert_eq!(Page::from_hash(odd), Page::Design, "{odd}");
        }
    }
}
