"""What is not said yet in one of the mall's languages, and saying it there and then."""
