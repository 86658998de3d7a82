"""The furnished demo mall: what it sells, who sells it, and the pictures of it all."""
