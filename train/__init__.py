"""Makes what the package ships from ../shared: weight files and the register. Never imported by the package."""
