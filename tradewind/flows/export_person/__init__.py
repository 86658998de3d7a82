"""A person's own data as files they can read and a program can too."""
