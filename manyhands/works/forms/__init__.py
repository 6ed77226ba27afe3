"""What people send from the pages of this room."""
