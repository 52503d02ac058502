"""The record in other forms: `pretty` for a terminal, `html` for a notebook, `frames` for pandas."""
