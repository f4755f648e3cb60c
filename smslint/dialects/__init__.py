"""How a template language is written. Nothing here renders or executes a template."""
