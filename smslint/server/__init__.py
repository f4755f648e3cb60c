"""The language server: what ``smslint check`` says, in an editor, while a text is written. It owns no rule and no count."""
