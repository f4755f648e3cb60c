"""What must hold: rules as data, the checks they name, and the engine that runs them."""
