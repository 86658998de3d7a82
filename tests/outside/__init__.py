"""A stand-in for Google, Apple and Facebook that really does what they do, on this machine."""
