"""Files with settings: YAML and TOML, limited in size, and the line of each key for errors."""
