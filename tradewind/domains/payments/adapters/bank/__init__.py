"""Bank transfer: the mall itself is the provider, and its bank's file tells what came."""
