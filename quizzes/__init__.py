"""Questions, their versions and proofs, and attempts at them."""
