"""Pages for people who write: one file with everything in it, for any browser, without network. It owns no rule and no count."""
